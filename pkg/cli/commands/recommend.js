// `aksplan recommend`

import { recommend } from 'aksplan';
import { UsageError } from '../arguments.js';
import { readText, shownName, Unreadable } from '../input.js';
import { terminal, visible } from '../terminal.js';
import { grouped } from '../words.js';

/** @typedef {import('aksplan').Needs} Needs */
/** @typedef {ReturnType<typeof terminal>} Terminal */

/** @type {(about: string) => import('../arguments.js').Option} */
const number = (about) => ({
  about,
  value: 'N',
  wrong: (text) => (/^\d{1,9}$/.test(text) ? undefined : 'is no whole number of 0 or more'),
});
/** @type {(about: string, choices: string[]) => import('../arguments.js').Option} */
const choice = (about, choices) => ({ about, value: 'WHAT', choices });

/** A need's option, and how its text becomes the need's value. */
const needs = {
  nodes: number('nodes in all, with those that the autoscaler may add'),
  'pods-per-node': number('pods on a node'),
  'addresses-available': number('addresses that the virtual network can spare'),
  'free-prefix': { about: 'a free range that it can spare, /22 or 10.1.0.0/22', value: 'PREFIX' },
  traffic: choice('whom pods mostly talk to', ['outside', 'inside', 'mixed']),
  'direct-pod-access': { about: "machines outside reach pods by the pods' own addresses" },
  windows: { about: 'there are Windows nodes' },
  'virtual-nodes': { about: 'virtual nodes on Azure Container Instances' },
  'network-policy': choice('engine that enforces network policies', [
    'azure',
    'calico',
    'cilium',
    'none',
  ]),
  'dual-stack': { about: 'IPv4 and IPv6' },
  'manage-routes': choice('whether a route for each node is acceptable', ['yes', 'no']),
  'own-cni': { about: 'there is a network plugin of your own' },
};

/** @type {import('../main.js').Command} */
export const command = {
  usage: '[NEEDS.json] [--nodes N] [--traffic outside|inside|mixed] …',
  about:
    'Weighs the ways pods can get addresses (overlay, pod subnet, static blocks, node subnet, kubenet, an own CNI) for what a cluster is wanted for, with reasons for and against each. Needs come from options, from a JSON file with the same names in camelCase, or both.',
  options: {
    ...needs,
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
  },
  files: [0, 1],
  examples: [
    ['aksplan recommend --nodes 50 --traffic outside --free-prefix /22', 'which model fits'],
    ['aksplan recommend needs.json --windows', 'the same from a file, with Windows nodes'],
  ],
  run: async ([file], { format, ...given }) => {
    const wanted = { ...(file === undefined ? {} : await fromFile(file)), ...fromOptions(given) };
    const answer = weighed(wanted, file);
    process.stdout.write(
      format === 'json' ? `${JSON.stringify({ version: 1, ...answer }, null, 2)}\n` : human(answer),
    );
    return answer.recommended ? 0 : 1;
  },
};

/** @param {Record<string, any>} options */
function fromOptions(options) {
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      const name = option.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
      if (option === 'manage-routes') return [name, value === 'yes'];
      return [name, needs[option].value === 'N' ? Number(value) : value];
    }),
  );
}

/** @param {string} file */
async function fromFile(file) {
  const name = visible(shownName(file));
  try {
    const { text } = await readText(file);
    const needs = JSON.parse(text.replace(/^\ufeff/, ''));
    if (needs !== null && typeof needs === 'object' && !Array.isArray(needs)) return needs;
  } catch (error) {
    if (error instanceof Unreadable) throw new UsageError(`${name}: ${error.message}`, error.help);
    throw new UsageError(`${name}: this is no JSON: ${visible(error.message)}`);
  }
  throw new UsageError(`${name}: needs are an object such as {"nodes": 50, "traffic": "outside"}`);
}

/** @param {Needs} needs @param {string | undefined} file */
function weighed(needs, file) {
  try {
    return recommend(needs);
  } catch (error) {
    const where = file === undefined ? '' : `${visible(shownName(file))}: `;
    throw new UsageError(
      `${where}${visible(error.message)}`,
      '`aksplan recommend --help` names every need',
    );
  }
}

/** @param {import('aksplan').Recommendation} answer */
function human({ models, recommended, summary, notes }) {
  const out = terminal(process.stdout);
  const best = models.find((it) => it.model === recommended);
  const lines = [
    best
      ? `${out.bold(best.name)}: ${out.wrap(summary, best.name.length + 2, 2)}`
      : out.bold(summary),
    ...notes.map((it) => `${out.yellow('note')}: ${out.wrap(visible(it), 6, 2)}`),
  ];
  for (const it of models) lines.push('', ...verdict(it, it.model === recommended, out));
  return `${lines.join('\n')}\n`;
}

/** @param {import('aksplan').ModelVerdict} model @param {boolean} isBest @param {Terminal} out */
function verdict(model, isBest, out) {
  const { bold, cyan, dim, green, red } = out;
  const word = isBest ? green('recommended') : model.possible ? 'possible' : red('not possible');
  const room = `${grouped(model.addresses)} addresses of the network`;
  const lines = [`${bold(model.name)}  ${word}  ${dim(room)}`];
  for (const { text } of model.reasonsFor) lines.push(`  ${green('+')} ${out.wrap(text, 4)}`);
  for (const { text, excludes } of model.reasonsAgainst) {
    lines.push(`  ${(excludes ? red : cyan)(excludes ? 'x' : '-')} ${out.wrap(text, 4)}`);
  }
  if (!model.possible) return lines;
  for (const it of model.subnets) {
    lines.push(
      `    ${dim(out.wrap(`subnet ${it.name}: /${it.prefix} or larger, for ${grouped(it.addresses)} addresses`, 4))}`,
    );
  }
  return lines;
}
