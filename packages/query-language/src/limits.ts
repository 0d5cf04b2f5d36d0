/**
 * Bounds that keep hostile input from costing anything: characters (UTF-16 units), nested parentheses, words, phrases and fields
 * together, relations within relations, and characters of a regular expression.
 */
export const queryLimits = { length: 2000, depth: 50, terms: 100, relations: 3, pattern: 200 } as const;
