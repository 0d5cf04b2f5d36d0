/**
 * Rows as one JSON parameter, to be read with `json_to_recordset($n::json)`: one statement for a whole batch.
 * PostgreSQL's text knows neither NUL nor lone surrogates, and both occur in file names and in what tools print.
 */
export const jsonRows = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
