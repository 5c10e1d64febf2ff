// The questions to an estate, from a file or from Azure itself.

import { UsageError } from './arguments.js';
import { visible } from './terminal.js';
import { closest, count, grouped, listed } from './words.js';

/** @typedef {import('aksplan').Estate} Estate */
/** @typedef {import('aksplan').EstateRange} EstateRange */
/** @typedef {ReturnType<typeof import('./terminal.js').terminal>} Terminal */
/**
 * @typedef {object} Question
 * @property {string[]} needs options that it can't do without
 * @property {string[]} [takes] further options
 * @property {(estate: Estate, options: Record<string, any>, most: number) => Answer} ask
 */
/**
 * @typedef {object} Answer
 * @property {object} json
 * @property {number} code the exit code
 * @property {(out: Terminal) => string[]} lines
 */

/** @type {Record<string, Question>} */
export const questions = {
  overlaps: { needs: [], takes: ['limit'], ask: overlaps },
  free: { needs: ['within'], takes: ['prefix', 'limit'], ask: free },
  owner: { needs: ['address'], ask: owner },
  collisions: { needs: ['with'], takes: ['limit'], ask: collisions },
};

/** @type {import('./arguments.js').Option['wrong']} */
const whole = (text) => (/^\d{1,9}$/.test(text) ? undefined : 'is no whole number');

/** Options of the questions. @type {Record<string, import('./arguments.js').Option>} */
export const ofQuestions = {
  within: { about: 'free: the range to look in', value: 'CIDR' },
  prefix: {
    about: 'free: the length of blocks; else as few as possible',
    value: 'N',
    wrong: whole,
  },
  address: { about: 'owner: the address', value: 'ADDRESS' },
  with: { about: 'collisions: the range', value: 'CIDR' },
  limit: {
    about: 'groups, blocks or ranges at most, 100 if not given',
    value: 'N',
    wrong: whole,
  },
};

/** @param {string} name */
export function questionOf(name) {
  if (Object.hasOwn(questions, name)) return questions[name];
  const near = closest(name, Object.keys(questions));
  throw new UsageError(
    `\`${name}\` is no question to an estate`,
    `${near ? `did you mean \`${near}\`? ` : ''}there is ${listed(Object.keys(questions))}`,
  );
}

/**
 * @param {string} command
 * @param {Question} question
 * @param {Record<string, any>} options
 * @param {string[]} beside options that every question takes
 */
export function checkOptions(command, { needs, takes = [] }, options, beside) {
  for (const need of needs) {
    if (options[need] === undefined) {
      const example = { within: '10.0.0.0/8', address: '10.4.0.9', with: '10.4.0.0/14' }[need];
      throw new UsageError(`\`${command}\` needs \`--${need}\`, such as \`--${need} ${example}\``);
    }
  }
  const known = [...needs, ...takes, ...beside];
  const other = Object.keys(options).find((it) => !known.includes(it));
  if (other) {
    const named = listed(known.map((it) => `--${it}`));
    throw new UsageError(`\`${command}\` takes no \`--${other}\``, `it takes ${named}`);
  }
}

/** @param {Question} question @param {Estate} estate @param {Record<string, any>} options */
export function answered(question, estate, options) {
  try {
    return question.ask(estate, options, Number(options.limit ?? 100));
  } catch (error) {
    // The library says what is wrong with a range or an address.
    throw new UsageError(error.message);
  }
}

/** @type {Question['ask']} */
function overlaps(estate, _, limit) {
  const found = estate.overlaps({ limit });
  return {
    json: found,
    code: found.total > 0 ? 1 : 0,
    lines: (out) => {
      const { total, groups, prefixes } = found;
      if (total === 0) return [out.green(`nothing overlaps among ${count(estate.size, 'range')}`)];
      const summary = `${count(total, 'group')} of ${count(prefixes, 'range')} that overlap, among ${grouped(estate.size)}`;
      return [
        ...groups.flatMap((group) => [
          out.bold(`${group.cidr}: ${count(group.size, 'range')}`),
          ...rows(group.ranges, out),
          ...rest(group.size - group.ranges.length, 'range', out),
          '',
        ]),
        ...rest(total - groups.length, 'group', out),
        out.red(summary),
      ];
    },
  };
}

/** @type {Question['ask']} */
function free(estate, { within, prefix }, limit) {
  const found = estate.freeSpace({
    within,
    limit,
    ...(prefix === undefined ? {} : { prefix: Number(prefix) }),
  });
  const { blocks, total, largest } = found;
  return {
    json: found,
    code: total > 0 ? 0 : 1,
    lines: (out) => {
      const part = `${grouped(found.free)} of ${grouped(found.addresses)} addresses are free in ${within}`;
      const most = largest ? `, ${largest} the largest block` : '';
      const size = prefix === undefined ? '' : ` of /${prefix}`;
      const told =
        total === 0
          ? out.red(`no block${size} is free`)
          : out.bold(`${count(total, 'block')}${size}`);
      return [...blocks, ...rest(total - blocks.length, 'block', out), `${told}; ${part}${most}`];
    },
  };
}

/** @type {Question['ask']} */
function owner(estate, { address }) {
  const owners = estate.owners(address);
  return {
    json: { owners },
    code: owners.length > 0 ? 0 : 1,
    lines: (out) => (owners.length > 0 ? rows(owners, out) : [`nobody has ${visible(address)}`]),
  };
}

/** @type {Question['ask']} */
function collisions(estate, { with: cidr }, limit) {
  const found = estate.collisions(cidr, { limit });
  return {
    json: found,
    code: found.total > 0 ? 1 : 0,
    lines: (out) =>
      found.total === 0
        ? [out.green(`${cidr} overlaps nothing among ${count(estate.size, 'range')}`)]
        : [
            ...rows(found.ranges, out),
            ...rest(found.total - found.ranges.length, 'range', out),
            out.red(`${cidr} overlaps ${count(found.total, 'range')}`),
          ],
  };
}

const kinds = {
  virtualNetwork: 'virtual network',
  subnet: 'subnet',
  virtualHub: 'virtual hub',
  peered: 'peered',
  onPremises: 'on premises',
  reserved: 'reserved',
  external: 'external',
  podCidr: 'pods of',
  serviceCidr: 'services of',
  range: '',
};

/** Ranges with who has them. @param {EstateRange[]} ranges @param {Terminal} out */
function rows(ranges, out) {
  const width = Math.max(...ranges.map((it) => it.cidr.length));
  return ranges.map((it) => {
    const { resourceGroup, virtualNetwork, name, subscription } = it;
    const path = [resourceGroup, virtualNetwork, name].filter(Boolean).join('/');
    const where = subscription ? out.dim(` (${visible(subscription)})`) : '';
    const kind = kinds[it.kind];
    return `  ${it.cidr.padEnd(width)}  ${[kind, visible(path)].filter(Boolean).join(' ')}${where}`.trimEnd();
  });
}

/** @param {number} more @param {string} word @param {Terminal} out */
const rest = (more, word, { dim }) =>
  more > 0 ? [dim(`  and ${count(more, `more ${word}`)} (--limit shows more)`)] : [];
