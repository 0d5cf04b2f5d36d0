const timing = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s+-->\s+(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;
/** Markup that stays, with nothing but its name. */
const allowed = new Set(['b', 'i', 'u']);
const tag = /<(\/?)([a-z][a-z0-9]*)[^<>]*>|<\/?[\d:.]+>|<\/?[a-z!?][^<>]*$/gi;
const overrides = /\{\\[^}]*\}/g;
/** What a player could take for the end of a line, or does not show. */
const unseen = /[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/gu;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

interface Cue {
  start: number;
  end: number;
  text: string;
}

/**
 * Writes WebVTT anew from what can be told to be a cue: times, and text with no markup but b, i and u. Notes, styles, regions, positions,
 * names of cues, classes, voices and every other tag are left out; what else looks like markup becomes plain text.
 * @returns null where there is no cue
 */
export function cleanWebVtt(source: string): string | null {
  const cues = cuesOf(source);
  if (cues.length === 0) return null;
  return `WEBVTT\n\n${cues.map(({ start, end, text }) => `${clock(start)} --> ${clock(end)}\n${text}\n`).join('\n')}`;
}

function cuesOf(source: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of source
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split(/\n{2,}/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => timing.test(line));
    if (at < 0) continue;
    const [start, end] = timesOf(lines[at] ?? '');
    const text = plain(lines.slice(at + 1).join('\n'));
    if (end > start && text !== '') cues.push({ start, end, text });
  }
  return cues.toSorted((a, b) => a.start - b.start);
}

function timesOf(line: string): [number, number] {
  const [, ...parts] = timing.exec(line) ?? [];
  const [h1 = 0, m1 = 0, s1 = 0, f1 = 0, h2 = 0, m2 = 0, s2 = 0, f2 = 0] = parts.map((part: string | undefined, index) =>
    Number(index % 4 === 3 ? part?.padEnd(3, '0') : (part ?? 0)),
  );
  const at = (hours: number, minutes: number, seconds: number, milliseconds: number) =>
    ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;
  return [at(h1, m1, s1, f1), at(h2, m2, s2, f2)];
}

function clock(milliseconds: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(milliseconds / 3_600_000)}:${part((milliseconds / 60_000) % 60)}:${part((milliseconds / 1_000) % 60)}.${part(milliseconds % 1_000, 3)}`;
}

/** Text of a cue: every piece between allowed tags is escaped, and every tag that is opened is closed. */
function plain(source: string): string {
  const text = source.trim().replace(unseen, '').replace(overrides, '');
  const open: string[] = [];
  let [made, behind] = ['', 0];
  for (const found of text.matchAll(tag)) {
    made += escaped(text.slice(behind, found.index));
    behind = found.index + found[0].length;
    const name = found[2]?.toLowerCase() ?? '';
    if (!allowed.has(name)) continue;
    if (found[1] === '') {
      open.push(name);
      made += `<${name}>`;
    } else if (open.includes(name)) made += closed(open, name);
  }
  made += escaped(text.slice(behind));
  while (open.length > 0) made += `</${open.pop() ?? ''}>`;
  return made
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Ends this tag and those that were opened in it. */
function closed(open: string[], name: string): string {
  let made = '';
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    made += `</${last}>`;
    if (last === name) break;
  }
  return made;
}

const escaped = (text: string): string =>
  text
    .replace(/&(\w{2,5});/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
