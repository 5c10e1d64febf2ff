// Medians, ratios and a table of them.

/** The value that a share of all lies below; `share` 0.5 is the median. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values) => quantile(values, 0.5);

/** `median (least–most)` with a unit. */
export function spread(values, unit, digits = 1) {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
    (it) => it.toFixed(digits),
  );
  return `${middle} ${unit} (${least}–${most})`;
}

/** The ratios of two lists that were measured in turns. */
export const ratios = (ours, theirs) => ours.map((it, at) => it / theirs[at]);

/** Prints rows of texts as a table. */
export function table(head, rows) {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => [...row[column]].length)),
  );
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  console.log(line(head));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of rows) console.log(line(row));
}
