// `aksplan layout`

import { report } from 'aksplan';
import { asOf, estate, from, missing, reading } from '../arguments.js';
import { readEstate, reportEstate } from '../estate.js';
import { of, tally } from '../findings.js';
import { shownName } from '../input.js';
import { table } from '../table.js';
import { terminal, visible } from '../terminal.js';
import { count, grouped } from '../words.js';
import { checkFile, reportFailed } from './check.js';

/** @typedef {import('aksplan').Layout} Layout */
/** @typedef {ReturnType<typeof terminal>} Terminal */

/** @type {import('../main.js').Command} */
export const command = {
  usage: 'FILE [--format human|json|csv|markdown] [--from FORMAT] [--estate FILE]',
  about:
    'Shows who takes how many addresses of each subnet and why, the pod range of each node, ports for outbound traffic, how many more nodes fit before each limit, and what Azure takes where the plan says nothing.',
  options: {
    format: {
      about: 'how to print',
      value: 'FORMAT',
      choices: ['human', 'json', 'csv', 'markdown'],
    },
    'as-of': asOf,
    from,
    estate,
  },
  files: [1, 1],
  missing,
  examples: [
    ['aksplan layout plan.json', 'the address plan with its arithmetic'],
    ['aksplan layout deploy.sh', 'that of an az script; ARM JSON and Terraform are read too'],
    ['aksplan layout plan.json --format csv > plan.csv', 'one range a line, for a spreadsheet'],
    [
      'aksplan layout plan.json --format markdown > network.md',
      'the report for the network team: ranges, reasons, what must lie apart, ways out, open questions',
    ],
  ],
  run: async ([file], options) => {
    const known = options.estate ? await readEstate([options.estate]) : undefined;
    if (known) {
      reportEstate(known);
      if (known.failed) return 2;
    }
    const how = { ...reading(options), ...(known ? { estate: known.estate } : {}) };
    const result = await checkFile(file, how);
    if ('error' in result) {
      reportFailed([result]);
      return 2;
    }
    process.stdout.write(written(result, options.format, how));
    return 0;
  },
};

/**
 * @param {import('./check.js').Checked} checked
 * @param {string | undefined} format
 * @param {{ asOf?: string, estate?: import('aksplan').Estate }} how
 */
function written({ file, answer: { plan, layout, findings } }, format, how) {
  if (format === 'json') return `${JSON.stringify({ version: 1, file, layout }, null, 2)}\n`;
  if (format === 'csv' || format === 'markdown') {
    const { asOf, estate } = how;
    return report(plan, { to: format, ...(asOf ? { asOf } : {}), ...(estate ? { estate } : {}) });
  }
  const out = terminal(process.stdout);
  const sections = [
    section('Subnets', subnets(layout, out), out),
    ...layout.podCidrs.map((pods) =>
      section(`Pods of ${visible(pods.cluster)}: ${pods.cidr}`, nodeRanges(pods), out),
    ),
    section('Outbound traffic', outbound(layout), out),
    section('How many more nodes fit', headroom(layout, out), out),
    section('What upgrade channels would bring', upgrades(layout, out), out),
    section('What Azure takes where the plan says nothing', defaults(layout, out), out),
  ];
  if (of(findings, 'error') > 0) {
    const name = visible(shownName(file));
    sections.push(
      `${out.red(tally(findings))}: the numbers may change; see \`aksplan check ${name}\`\n`,
    );
  }
  return sections.filter(Boolean).join('\n');
}

/** @param {string} title @param {string[]} lines @param {Terminal} out */
function section(title, lines, { bold }) {
  return lines.length > 0 ? `${bold(title)}\n${lines.join('\n')}\n` : '';
}

/** @param {Layout} layout @param {Terminal} out */
function subnets({ subnets }, out) {
  const head = ['subnet', 'range', 'usable', 'needs', 'in an upgrade', 'free'];
  const [first, ...lines] = table(
    head,
    subnets.map((it) => [
      visible(`${it.virtualNetwork}/${it.name}`),
      it.addressPrefix ?? 'none',
      grouped(it.usable),
      grouped(it.required),
      grouped(it.requiredWithUpgrade),
      grouped(it.free),
    ]),
    out,
  );
  return subnets.length === 0
    ? []
    : [first, ...subnets.flatMap((it, at) => [coloured(lines[at], it, out), ...terms(it, out)])];
}

/** @param {string} line @param {Layout['subnets'][number]} subnet @param {Terminal} out */
function coloured(line, { free, usable, requiredWithUpgrade }, { red, yellow }) {
  if (free < 0) return red(line);
  return usable < requiredWithUpgrade ? yellow(line) : line;
}

/** @param {Layout['subnets'][number]} subnet @param {Terminal} out */
function terms({ demand }, { dim }) {
  return demand.map(({ who, what, addresses, surge }) => {
    const upgrade = surge > 0 ? `, ${grouped(surge)} more in an upgrade` : '';
    return dim(`      ${visible(who)}: ${what} = ${grouped(addresses)}${upgrade}`);
  });
}

/** @param {Layout['podCidrs'][number]} pods */
function nodeRanges({ firstNodes, perNode, nodesPossible, nodesPlanned }) {
  const rest = Math.min(nodesPlanned, nodesPossible) - firstNodes.length;
  return [
    `  a /${perNode} for each node: ${count(nodesPossible, 'node')} fit, ${grouped(nodesPlanned)} planned with an upgrade`,
    ...firstNodes.map((range, at) => `  node ${at + 1} gets ${range}`),
    ...(rest > 0 ? [`  and so on for ${count(rest, 'node')} more (all with --format csv)`] : []),
  ];
}

/** @param {Layout} layout */
function outbound({ snat }) {
  return snat.map((it) => {
    const each =
      it.portsPerNode === undefined
        ? 'shared by all nodes'
        : `${grouped(it.portsPerNode)} for each node`;
    const fit =
      it.nodesPossible === undefined
        ? ''
        : `: enough for ${count(it.nodesPossible, 'node')}, ${grouped(it.nodesPlanned)} planned with an upgrade`;
    return `  ${visible(it.cluster)}: ${it.outboundType}, ${count(it.addresses, 'address')}, ${grouped(it.ports)} ports, ${each}${fit}`;
  });
}

const LIMITS = {
  nodeSubnet: 'addresses of subnet',
  podSubnet: 'addresses of pod subnet',
  podCidr: 'ranges of pod CIDR',
  routes: 'routes of the',
  snatPorts: 'SNAT ports',
  pool: 'nodes of pool',
  cluster: 'nodes of cluster',
};

/** @param {Layout} layout @param {Terminal} out */
function headroom({ headroom }, out) {
  const several = new Set(headroom.map((it) => it.cluster)).size > 1;
  const rows = headroom.map((it) => {
    const limit = visible(`${LIMITS[it.limit]} ${it.limit === 'snatPorts' ? '' : it.name}`.trim());
    return [
      several ? visible(`${it.cluster}: ${limit}`) : limit,
      grouped(it.nodesPlanned),
      grouped(it.moreNodes),
      it.permanent ? 'for good' : 'until raised',
    ];
  });
  return rows.length > 0 ? table(['limit', 'planned', 'more nodes', 'holds'], rows, out) : [];
}

/** @param {Layout} layout @param {Terminal} out */
function upgrades({ upgrades }, out) {
  const several = new Set(upgrades.map((it) => it.cluster)).size > 1;
  const rows = upgrades.map((it) => {
    const runtime =
      it.containerRuntime === it.containerRuntimeAfter
        ? it.containerRuntime
        : `${it.containerRuntime}, then ${it.containerRuntimeAfter}`;
    return [
      visible(several ? `${it.cluster}: ${it.channel}` : it.channel),
      it.current,
      it.steps.join(', then ') || 'stays',
      runtime,
      it.chosen ? 'chosen' : '',
    ];
  });
  const notes = upgrades.flatMap((it) => (it.note ? [`  ${it.channel}: ${visible(it.note)}`] : []));
  return rows.length > 0
    ? [...table(['channel', 'from', 'to', 'containers', ''], rows, out), ...notes]
    : [];
}

/** @param {Layout} layout @param {Terminal} out */
function defaults({ defaults }, out) {
  const rows = defaults.map(({ path, value }) => [visible(path), visible(JSON.stringify(value))]);
  return rows.length > 0 ? table(['property', 'value'], rows, out) : [];
}
