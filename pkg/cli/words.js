// Words for messages.

/**
 * The one of `known` that `text` is most likely a slip of, if any is near.
 *
 * @param {string} text
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export function closest(text, known) {
  const lower = text.toLowerCase();
  const near = known
    .map((name) => ({ name, distance: distance(lower, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.ceil(near.name.length / 3) ? near.name : undefined;
}

/** Letters to change, add, take away or swap with their neighbour to make `a` into `b`. */
function distance(/** @type {string} */ a, /** @type {string} */ b) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, rows[i - 1][j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/**
 * A number with its word: `1 node`, `1,024 addresses`.
 *
 * @param {number} number
 * @param {string} word
 */
export function count(number, word) {
  const ending = number === 1 ? '' : /(ss|x)$/.test(word) ? 'es' : 's';
  return `${grouped(number)} ${word}${ending}`;
}

/** A number with commas between thousands; `toLocaleString` takes 30 ms to get ready. */
export function grouped(/** @type {number} */ number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Items as a sentence lists them: `a, b or c`. */
export function listed(/** @type {readonly string[]} */ items, word = 'and') {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
