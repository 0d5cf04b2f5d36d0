/** A part of a regular expression that cannot be read: where, from `start` (included) to `end` (not included), and why. */
export interface PatternError {
  message: string;
  hint: string;
  start: number;
  end: number;
}

/** Options at the beginning may give every character another meaning; then only PostgreSQL can tell. */
const withOptions = /^(?:\*\*\*|\(\?[a-z]+\))/;

/**
 * The first thing in a regular expression of PostgreSQL that surely cannot be read, with its place, which PostgreSQL itself does not tell.
 * What passes may still be refused there.
 */
export function findPatternError(pattern: string): PatternError | undefined {
  const wrong = (start: number, end: number, message: string, hint: string): PatternError => ({ message, hint, start, end });
  if (withOptions.test(pattern)) return undefined;
  const open: number[] = [];
  /** Whether something stands before that a quantifier can be about. */
  let repeatable = false;
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    switch (character) {
      case '\\':
        if (at + 1 === pattern.length)
          return wrong(at, at + 1, 'A backslash at the end stands for nothing.', 'Write `\\\\` for a backslash.');
        // They make matching take exponential time, in any engine.
        if (/[1-9]/.test(pattern.charAt(at + 1)))
          return wrong(
            at,
            at + 2,
            'Back-references are not allowed in regular expressions.',
            'Write what is meant twice instead of `\\1`.',
          );
        at += 2;
        repeatable = true;
        break;
      case '[': {
        const end = endOfBrackets(pattern, at);
        if (end === undefined) return wrong(at, at + 1, 'This bracket is never closed.', 'Add `]`, or write `\\[` for a bracket.');
        at = end;
        repeatable = true;
        break;
      }
      case '(':
        open.push(at);
        at += /^\(\?(?:<?[=!]|:)/.exec(pattern.slice(at))?.[0].length ?? 1;
        repeatable = false;
        break;
      case ')':
        if (open.pop() === undefined)
          return wrong(at, at + 1, 'No parenthesis is open here.', 'Remove it, or write `\\)` for a parenthesis.');
        at += 1;
        repeatable = true;
        break;
      case '*':
      case '+':
      case '?':
        if (!repeatable)
          return wrong(at, at + 1, `There is nothing before \`${character}\` to repeat.`, `Write \`\\${character}\` for the character.`);
        at += 1;
        break;
      default:
        repeatable = character !== '|' && character !== '^';
        at += 1;
    }
  }
  const unclosed = open.at(-1);
  return unclosed === undefined
    ? undefined
    : wrong(unclosed, unclosed + 1, 'This parenthesis is never closed.', 'Add `)`, or write `\\(` for a parenthesis.');
}

/** Behind the `]` that closes a `[`. One right at the beginning stands for itself, and `[:alpha:]` and the like have their own. */
function endOfBrackets(pattern: string, start: number): number | undefined {
  const [first] = /^\[\^?\]?/.exec(pattern.slice(start)) ?? ['['];
  let at = start + first.length;
  while (at < pattern.length) {
    const named = /^\[([:.=]).*?\1\]/s.exec(pattern.slice(at))?.[0];
    if (named !== undefined) at += named.length;
    else if (pattern.charAt(at) === ']') return at + 1;
    else at += pattern.charAt(at) === '\\' ? 2 : 1;
  }
  return undefined;
}
