/** What JSON says of NUL and of lone surrogates. */
const unfit = /\\u(?:0000|d[89a-f])/;

/**
 * Rows as one JSON parameter, to be read with `json_to_recordset($n::json)`: one statement for a whole batch.
 * PostgreSQL's text knows neither NUL nor lone surrogates, and both occur in file names and in what tools print. They are looked for in the
 * whole first: looking at each value takes three times as long, and hardly any has one.
 */
export function jsonRows(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return unfit.test(json) ? JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'string' ? fit(value) : value)) : json;
}

const fit = (text: string): string => text.replaceAll('\0', '').toWellFormed();
