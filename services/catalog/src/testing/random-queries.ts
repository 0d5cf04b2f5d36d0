import { EntityKind, sortNames } from '@reelm/contracts';
import { entityFields, type FieldDefinition } from '@reelm/query-language';

/** Stands in everything that a made-up search says, and in no SQL. */
export const trace = 'zqx7';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const hostile = [
  `'; DROP TABLE video; --`,
  `"; SELECT pg_sleep(10); --`,
  '$1',
  '%',
  '_',
  '\\',
  `\\'`,
  `' OR '1'='1`,
  '/* */',
  '{}',
  '$$',
  '(((',
  '(a|b)*c{2,5}',
  '(a+)+$',
  '[',
  '\u{1f3ac}',
  '東京',
  'é',
  '\u202e',
  '\ud800',
  ' ',
  '9'.repeat(40),
  'x'.repeat(300),
  'constructor',
  '__proto__',
  'null',
];

/** Makes searches of a kind as people type them, as they mistype them, and as nobody should. */
export class RandomQueries {
  constructor(private readonly random: () => number) {}

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  kind(): EntityKind {
    // Half of all searches are for videos.
    return this.random() < 0.5 ? 'video' : this.pick(EntityKind.options);
  }

  sort(kind: EntityKind): string {
    const name = this.pick(sortNames[kind]);
    if (name === 'random') return `random:${1 + Math.floor(this.random() * 2 ** 31 - 2)}`;
    return this.random() < 0.5 || name === 'relevance' ? name : `-${name}`;
  }

  query(kind: EntityKind, depth = 0): string {
    const parts = Array.from({ length: 1 + Math.floor(this.random() * 3) }, () => this.part(kind, depth));
    const text = parts.join(this.random() < 0.25 ? ' OR ' : ' ');
    return depth === 0 && this.random() < 0.1 ? this.damaged(text) : text;
  }

  private part(kind: EntityKind, depth: number): string {
    const dice = this.random();
    const dash = this.random() < 0.2 ? '-' : '';
    if (dice < 0.15) return dash + this.quoted(this.words());
    if (dice < 0.25 && depth < 3) return `${dash}(${this.query(kind, depth + 1)})`;
    const [name, field] = this.pick(Object.entries<FieldDefinition>(entityFields[kind]));
    return dash + this.clause(name, field, depth);
  }

  private words(): string {
    const dice = this.random();
    if (dice < 0.3) return trace + this.pick(hostile);
    if (dice < 0.6) return this.pick(['beach', 'zanzibar', 'a', 'be', 'timbuktu', 'rarity 1', 'house 3']);
    return `${trace}${Math.floor(this.random() * 100)}`;
  }

  private quoted(text: string): string {
    return this.random() < 0.8 ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : text;
  }

  private clause(name: string, field: FieldDefinition, depth: number): string {
    if (field.nullable === true && this.random() < 0.1) return `${name}:${this.pick(['none', 'any'])}`;
    const compare = this.pick([':', '>=', '<=', '<', '>', '!=']);
    const whole = (most: number) => Math.floor(this.random() ** 3 * most);
    switch (field.type) {
      case 'text':
        return `${name}${this.pick([':', '=', '!=', ':~'])}${this.quoted(this.words())}`;
      case 'keyword':
      case 'externalid':
        return `${name}:${this.quoted(this.pick([this.words(), 'h264', 'DE', `example.org|${trace}`, `${trace}|`]))}`;
      case 'choice':
        return `${name}:${this.pick(field.values)}`;
      case 'boolean':
        return `${name}:${this.pick(['true', 'false'])}`;
      case 'flag':
        return 'is:favourite';
      case 'integer':
      case 'decimal':
        return `${name}${compare}${field.min + whole(Math.min(field.max - field.min, 500))}`;
      case 'duration':
        return `${name}${compare}${whole(90)}m`;
      case 'size':
        return `${name}${compare}${whole(5000)}MB`;
      case 'bitrate':
        return `${name}${compare}${whole(50)}Mbps`;
      case 'resolution':
        return `${name}${compare}${this.pick(['480p', '720p', '1080p', '4k'])}`;
      case 'date':
        return this.random() < 0.5
          ? `${name}${compare}20${10 + whole(16)}-0${1 + whole(9)}`
          : `${name}${this.pick(['<', '>'])}${1 + whole(90)}${this.pick(['d', 'w', 'mo', 'y'])}`;
      case 'hash':
        return `${name}:${Array.from({ length: field.digits }, () => whole(16).toString(16)).join('')}${field.distance > 0 ? `~${whole(field.distance)}` : ''}`;
      case 'reference':
        if (depth < 3 && this.random() < 0.3) return `${name}:(${this.query(field.to, depth + 1)})`;
        return `${name}${field.hierarchy ? this.pick([':', '=', '+1:', '+99:']) : ':'}${this.quoted(this.words())}`;
      case 'relation':
        return `${name}:(${this.query(field.to, depth + 1)})`;
      case 'custom':
        return `custom.${this.pick(['location', 'score', trace])}${this.pick([':', '=', '>', ':~'])}${this.quoted(this.words())}`;
    }
  }

  /** With something cut out, put in or turned round. */
  private damaged(text: string): string {
    const at = Math.floor(this.random() * text.length);
    return text.slice(0, at) + this.pick([...hostile, '', '"', ')', ':', '-', 'OR']) + text.slice(at + Math.floor(this.random() * 3));
  }
}
