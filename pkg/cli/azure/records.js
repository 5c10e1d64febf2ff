// What Resource Graph answered, for a file.

import { saveText } from '../save.js';

/** Pages of records, kept only where they are wanted. */
export class Records {
  pages = 0;
  /** @type {any[]} */
  all = [];
  #keeps;

  /** @param {boolean} keeps */
  constructor(keeps) {
    this.#keeps = keeps;
  }

  /** @param {Uint8Array} page */
  add(page) {
    this.pages += 1;
    if (!this.#keeps) return;
    const { data } = JSON.parse(new TextDecoder().decode(page));
    for (const record of data ?? []) this.all.push(record);
  }
}

/** @param {string} file @param {Records} records */
export function saveRecords(file, { all }) {
  saveText(file, /\.csv$/i.test(file) ? csvOf(all) : jsonOf(all));
}

/** A record a line: large files stay readable for other programs. @param {any[]} all */
const jsonOf = (all) => `[\n${all.map((it) => JSON.stringify(it)).join(',\n')}\n]\n`;

/** Networks, hubs and what gateways lead to: what must lie apart. @param {any[]} all */
function csvOf(all) {
  const rows = all.flatMap(({ id, addressSpace, addressPrefix, localNetworkAddressSpace }) => {
    const { name, kind } = ownerOf(id);
    const cidrs = [
      ...(addressSpace?.addressPrefixes ?? []),
      ...(addressPrefix ? [addressPrefix] : []),
      ...(localNetworkAddressSpace?.addressPrefixes ?? []),
    ];
    return cidrs.map((cidr) => [cidr, name, kind, id]);
  });
  return [['cidr', 'name', 'kind', 'id'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('');
}

/** @param {string} id */
function ownerOf(id) {
  const parts = id.split('/');
  const type = parts.at(-2)?.toLowerCase() ?? '';
  const kinds = {
    virtualnetworks: 'virtualNetwork',
    virtualhubs: 'virtualHub',
    localnetworkgateways: 'onPremises',
  };
  return { name: parts.at(-1) ?? id, kind: kinds[type] ?? '' };
}

/**
 * A cell as RFC 4180 has it. What a spreadsheet would take for a formula can't begin one: names and
 * ids of Azure begin with letters, digits, `_` and `/`.
 *
 * @param {string} text
 */
const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
