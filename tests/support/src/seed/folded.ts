// What the database's functions search_text and natural_key make of plain ASCII, at a hundredth of the price; empty where only they know.

const ascii = /^\p{ASCII}*$/u;

export const isAscii = (text: string): boolean => ascii.test(text);

/** The words of some texts. */
export const searchText = (...texts: readonly (string | null)[]): string =>
  texts.every((text) => text === null || isAscii(text))
    ? texts.map((text) => (text === null ? '' : ` ${text.toLowerCase()}`.replace(/[^a-z0-9]+/g, ' '))).join('')
    : '';

/** Words of one thing, of which some may not be known. */
export const wordsOf = (...texts: readonly (string | null)[]): string => searchText(texts.filter((text) => text !== null).join(' '));

export const naturalKey = (text: string): string =>
  isAscii(text)
    ? text
        .toLowerCase()
        .replace(/\d+/g, (digits) => digits.padStart(12, '0'))
        .slice(0, 110)
    : '';
