/** Rows of cells, as spreadsheets exchange them. */
export type Matrix = readonly (readonly string[])[];

/** Tab-separated text; what holds a tab, a line break or a quotation mark at its start stands in quotation marks. */
export const writeTsv = (rows: Matrix): string =>
  rows.map((row) => row.map((cell) => (/^"|[\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');

/** Reads what spreadsheets put on the clipboard: a quoted cell may go over several lines, and a line break at the very end means nothing. */
export function parseTsv(text: string): Matrix {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  let at = 0;
  for (;;) {
    cell.lastIndex = at;
    const [all = '', quoted, plain = ''] = cell.exec(text) ?? [];
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += all.length;
    if (at >= text.length) return rows;
    if (text[at] === '\t') {
      at += 1;
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at >= text.length) return rows;
    rows.push([]);
  }
}
