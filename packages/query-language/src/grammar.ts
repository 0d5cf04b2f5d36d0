import { createToken, EmbeddedActionsParser, Lexer, type IToken, type ParserMethod } from 'chevrotain';

/**
 * A field's path, how many levels below are meant, and its operator. Blanks may stand before `>=` and its like, but not before `:`,
 * which ends words in prose too.
 */
const fieldPattern = /([A-Za-z][\w.]*)(?:\+(\d+))?(\s*(?:[<>]=?|!?=)|:(?:[<>]=?|!?=|~)?)/;
const valuePattern = /[^\s()"]+/y;

export const Field = createToken({ name: 'Field', pattern: fieldPattern });

/** Whatever follows a field, so that `title:AND`, `path:-x` and `title:a:b` need no quotes. */
export const Value = createToken({
  name: 'Value',
  pattern: (text, offset, tokens) => {
    if (tokens.at(-1)?.tokenType !== Field) return null;
    valuePattern.lastIndex = offset;
    return valuePattern.exec(text);
  },
  line_breaks: false,
});

const Blank = createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
/** A dash that stands alone, as in `Artist - Title`, negates nothing. */
const Dash = createToken({ name: 'Dash', pattern: /-+(?![^\s)])/, group: Lexer.SKIPPED });
export const Open = createToken({ name: 'Open', pattern: '(' });
export const Close = createToken({ name: 'Close', pattern: ')' });
/** A backslash escapes a quote or a backslash and is itself before anything else, so that Windows paths can be typed as they are. */
export const Quoted = createToken({ name: 'Quoted', pattern: /"(?:[^"\\]|\\["\\]|\\(?!["\\]))*"/, line_breaks: true });
/** A quote that is never closed; reaches to the end. */
export const Unclosed = createToken({ name: 'Unclosed', pattern: /"[^]*/, line_breaks: true });
export const And = createToken({ name: 'And', pattern: /AND(?![^\s()"])/ });
export const Or = createToken({ name: 'Or', pattern: /OR(?![^\s()"])/ });
export const Not = createToken({ name: 'Not', pattern: /NOT(?![^\s()"])/ });
/** Dashes in a row are one token: two cancel out, and a thousand must not be scanned a thousand times for a Dash. */
export const Minus = createToken({ name: 'Minus', pattern: /-+/ });
export const Word = createToken({ name: 'Word', pattern: /[^\s()"]+/ });

// The first that matches wins, so what is more particular stands before Word.
const vocabulary = [Value, Blank, Dash, Open, Close, Quoted, Unclosed, And, Or, Not, Minus, Field, Word];

const lexer = new Lexer(vocabulary, { positionTracking: 'onlyOffset' });

/** Every character belongs to some token, so reading tokens cannot fail. */
export const tokenize = (text: string): IToken[] => lexer.tokenize(text).tokens;

export const endOf = (token: IToken): number => token.startOffset + token.image.length;

/** What a Word, Value or Quoted token says, without quotes and escapes. */
export const textOf = (token: IToken): string => (token.tokenType === Quoted ? unescape(token.image.slice(1, -1)) : token.image);

export const unescape = (text: string): string => text.replace(/\\(["\\])/g, '$1');

/** How many characters were typed for the first `length` ones of a token's text, without its quotes. */
export const typedLength = (token: IToken, length: number): number => {
  if (token.tokenType !== Quoted) return length;
  const typed = [...token.image.slice(1, -1).matchAll(/\\["\\]|[^]/g)].map(([one]) => one.length);
  return typed.slice(0, length).reduce((sum, one) => sum + one, 0);
};

/** Puts text in quotes; escapes no more than reading needs, so that the result is never longer than what was typed. */
export const quote = (text: string): string => `"${text.replace(/"|\\(?=["\\]|$)/g, '\\$&')}"`;

/** Text of a word as one would type it: in quotes only where it would read as something else. */
export const formatWord = (text: string): string => {
  const [token, ...rest] = tokenize(text);
  // An operator at the start would join with the word before it.
  const plain = token?.tokenType === Word && token.image === text && rest.length === 0 && !/^(?:[<>=]|!=)/.test(text);
  return plain ? text : quote(text);
};

/** Values with a meaning of their own unless they are quoted: whether the field has a value at all. */
export const isNullWord = (text: string): boolean => /^(?:none|any)$/i.test(text);

/** Text of a field's value as one would type it behind `:`. */
export const formatValue = (text: string): string => (/^[^\s()"<>=!~][^\s()"]*$/.test(text) && !isNullWord(text) ? text : quote(text));

/** Splits a Field token. `operator` is without blanks and without the `:` of `:<`; `depth` is empty where none is written. */
export const splitField = (token: IToken): { name: string; depth: string; operator: string } => {
  const [, name = '', depth = '', operator = ''] = fieldPattern.exec(token.image) ?? [];
  return { name, depth, operator: operator.trim().replace(/^:(?=[<>=!])/, '') };
};

/** What the grammar finds, before fields and values are looked at. */
export type Syntax =
  | { kind: 'and' | 'or'; items: Syntax[] }
  | { kind: 'not'; item: Syntax }
  | { kind: 'term'; token: IToken }
  | { kind: 'clause'; field: IToken; value: IToken }
  | { kind: 'relation'; field: IToken; item: Syntax; close: IToken };

/**
 * query     = [ either ]
 * either    = all { OR all }
 * all       = negatable { [ AND ] negatable }
 * negatable = { "-" | NOT } ( group | field ( value | quoted | group ) | word | quoted )
 * group     = "(" either ")"
 */
class QueryParser extends EmbeddedActionsParser {
  readonly query: ParserMethod<[], Syntax | undefined> = this.RULE('query', () => {
    let found: Syntax | undefined;
    this.OPTION(() => {
      found = this.SUBRULE(this.either);
    });
    return found;
  });

  private readonly either: ParserMethod<[], Syntax> = this.RULE('either', (): Syntax => {
    const items: Syntax[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Or, DEF: () => items.push(this.SUBRULE(this.all)) });
    return { kind: 'or', items };
  });

  private readonly all: ParserMethod<[], Syntax> = this.RULE('all', (): Syntax => {
    const items: Syntax[] = [this.SUBRULE(this.negatable)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(And));
      items.push(this.SUBRULE2(this.negatable));
    });
    return { kind: 'and', items };
  });

  private readonly negatable: ParserMethod<[], Syntax> = this.RULE('negatable', (): Syntax => {
    let negations = 0;
    // A loop, not a rule that calls itself: a thousand NOTs must not become a thousand stack frames.
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            negations += this.CONSUME(Minus).image.length;
          },
        },
        {
          ALT: () => {
            this.CONSUME(Not);
            negations += 1;
          },
        },
      ]);
    });
    const item = this.SUBRULE(this.operand);
    return negations % 2 === 1 ? { kind: 'not', item } : item;
  });

  private readonly operand: ParserMethod<[], Syntax> = this.RULE('operand', () =>
    this.OR<Syntax>([
      { ALT: () => this.SUBRULE(this.group).item },
      { ALT: () => this.SUBRULE(this.clause) },
      { ALT: () => ({ kind: 'term', token: this.CONSUME(Word) }) },
      { ALT: () => ({ kind: 'term', token: this.CONSUME(Quoted) }) },
    ]),
  );

  private readonly group: ParserMethod<[], { item: Syntax; close: IToken }> = this.RULE('group', () => {
    this.CONSUME(Open);
    const item = this.SUBRULE(this.either);
    return { item, close: this.CONSUME(Close) };
  });

  private readonly clause: ParserMethod<[], Syntax> = this.RULE('clause', (): Syntax => {
    const field = this.CONSUME(Field);
    return this.OR<Syntax>([
      { ALT: () => ({ kind: 'clause', field, value: this.CONSUME(Value) }) },
      { ALT: () => ({ kind: 'clause', field, value: this.CONSUME(Quoted) }) },
      { ALT: () => ({ kind: 'relation', field, ...this.SUBRULE(this.group) }) },
    ]);
  });

  constructor() {
    super(vocabulary, { maxLookahead: 1 });
    this.performSelfAnalysis();
  }
}

let parser: QueryParser | undefined;

/**
 * Reads tokens into a syntax tree, undefined where there are none. Where the grammar gives up, `stopped` is the index of the token (their number: at the end).
 * Nesting must have been checked, since groups are read by recursion.
 */
export const readSyntax = (tokens: IToken[]): { syntax: Syntax | undefined } | { stopped: number } => {
  // Built at first use: analysing the grammar takes some milliseconds, which a page that only shows a search box need not spend.
  parser ??= new QueryParser();
  parser.input = tokens;
  const syntax = parser.query();
  const [error] = parser.errors;
  if (!error) return { syntax };
  const index = tokens.indexOf(error.token);
  return { stopped: index < 0 ? tokens.length : index };
};
