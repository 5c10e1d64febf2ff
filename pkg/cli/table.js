// Tables for terminals.

/**
 * Columns as wide as their widest cell, two spaces apart; numbers to the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 * @param {{ bold: (text: string) => string, dim: (text: string) => string }} terminal
 * @returns {string[]} lines
 */
export function table(head, rows, { dim }) {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
  const isNumber = head.map((_, at) => rows.every((row) => /^-?[\d,]*$/.test(row[at])));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
      .join('  ')
      .trimEnd();
  return [dim(line(head)), ...rows.map(line)].map((it) => `  ${it}`);
}
