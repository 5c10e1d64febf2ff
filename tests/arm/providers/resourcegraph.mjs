// Microsoft.ResourceGraph: queries over everything, in pages. Of its language it reads a table,
// `where type`, `project` and `order by`; anything else is refused, so that no test believes an
// answer to a question that was not understood. A test may answer whole queries itself.

import { badRequest } from '../errors.mjs';
import { parse, same } from '../ids.mjs';

const most = 1000;
const mostSubscriptions = 1000;
/** As `ResponsePayloadTooLarge` names it. */
const mostBytes = 16_777_216;

function refused(message, details = /** @type {any[]} */ ([])) {
  const text = `Please provide below info when asking for support: ${message}`;
  const error = badRequest('BadRequest', text);
  error.body.error.details = details;
  return error;
}

const isGroup = ({ type }) => same(type, 'Microsoft.Resources/resourceGroups');

/** A row of the table: what Resource Graph has of each resource. */
function row(arm, resource) {
  const { subscription, group } = parse(resource.id);
  const shown = arm.show(resource);
  return {
    id: resource.id,
    name: resource.name,
    type: isGroup(resource)
      ? 'microsoft.resources/subscriptions/resourcegroups'
      : resource.type.toLowerCase(),
    tenantId: arm.tenant,
    kind: shown.kind ?? '',
    location: shown.location ?? '',
    resourceGroup: group?.toLowerCase() ?? '',
    subscriptionId: subscription,
    managedBy: shown.managedBy ?? '',
    sku: shown.sku ?? null,
    plan: null,
    properties: shown.properties,
    tags: shown.tags ?? null,
    identity: shown.identity ?? null,
    zones: shown.zones ?? null,
    extendedLocation: null,
  };
}

const tables = {
  // Parts of resources, such as subnets, are no rows of their own.
  resources: ({ location, id }) => location !== undefined && parse(id).namespace !== undefined,
  resourcecontainers: isGroup,
};

/** `type =~ 'a'`, `type == 'a'`, `type in~ ('a', 'b')`. */
function condition(text) {
  const words = /^type\s*(?:=~|==|in~|in)\s*(?:'[^']*'|\(\s*'[^']*'(?:\s*,\s*'[^']*')*\s*\))$/i;
  if (!words.test(text)) throw refused(`the condition '${text}' was not understood.`);
  const all = [...text.matchAll(/'([^']*)'/g)].map(([, it]) => it.toLowerCase());
  return (its) => all.includes(its.type);
}

/**
 * `name`, `properties.provisioningState`, `state = properties.provisioningState`.
 *
 * @returns {[string, (its: any) => any]}
 */
function column(text) {
  const found = /^(?:(\w+)\s*=\s*)?([A-Za-z]\w*(?:\.\w+)*)$/.exec(text.trim());
  if (!found) throw refused(`the column '${text}' was not understood.`);
  const path = found[2].split('.');
  return [found[1] ?? path.join('_'), (its) => path.reduce((it, part) => it?.[part], its) ?? null];
}

function answer(arm, query, subscriptions) {
  const [table, ...steps] = query.split('|').map((it) => it.trim());
  const wanted = tables[table.toLowerCase()];
  if (!wanted) throw refused(`the table '${table}' was not understood.`);
  const within = subscriptions?.map((it) => it.toLowerCase());
  let rows = arm.store
    .all()
    .filter(wanted)
    .filter(({ id }) => !within || within.includes(parse(id).subscription?.toLowerCase()))
    .map((it) => row(arm, it));
  let columns = ['id'];
  for (const step of steps) {
    const [, word, rest] = /^(where|project|order by)\s+([\s\S]+)$/i.exec(step) ?? [];
    if (word === undefined) throw refused(`the operator '${step}' was not understood.`);
    if (same(word, 'where')) {
      rows = rows.filter(condition(rest));
    } else if (same(word, 'project')) {
      const all = rest.split(',').map(column);
      columns = all.map(([name]) => name);
      rows = rows.map((it) => Object.fromEntries(all.map(([name, value]) => [name, value(it)])));
    } else {
      const by = /^id(\s+asc)?$/i.test(rest);
      if (!by) throw refused(`the order '${rest}' was not understood.`);
      rows = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    }
  }
  return { rows, columns };
}

function query({ arm, body }) {
  const { query: text, subscriptions, options = {} } = body ?? {};
  if (typeof text !== 'string') throw refused('the query is missing.');
  const size = options.$top ?? most;
  if (!(size >= 1 && size <= most)) throw refused(`$top must be between 1 and ${most}.`);
  if (subscriptions?.length > mostSubscriptions) {
    throw refused(`there must not be more than ${mostSubscriptions} subscriptions.`);
  }
  const known = [...arm.subscriptions.keys()].map((it) => it.toLowerCase());
  if (subscriptions && !subscriptions.some((it) => known.includes(it.toLowerCase()))) {
    const code = 'NoValidSubscriptionsInQueryRequest';
    const message = `There must be at least one subscription that is eligible to contain resources. Given: '${subscriptions}'.`;
    throw refused('the scope is empty.', [{ code, message }]);
  }
  const own = arm.options.graph?.(text, body);
  const { rows, columns } = own
    ? { rows: own, columns: Object.keys(own[0] ?? { id: '' }) }
    : answer(arm, text, subscriptions);
  let from = options.$skip ?? 0;
  if (options.$skipToken) {
    from = Number(Buffer.from(options.$skipToken, 'base64url').toString('utf8'));
    if (!Number.isInteger(from)) throw refused('the $skipToken is not one that was given.');
  }
  const data = rows.slice(from, from + size);
  const more = from + data.length < rows.length;
  // Published: there is a next page only where the rows have their id.
  const goesOn = more && columns.includes('id');
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > mostBytes) {
    const code = 'ResponsePayloadTooLarge';
    const message = `Response payload size is ${bytes}, and has exceeded the limit of ${mostBytes}. Please consider querying less data at a time and make paginated call if needed.`;
    throw refused('the answer is too large.', [{ code, message }]);
  }
  return {
    status: 200,
    headers: {
      'x-ms-user-quota-remaining': '14',
      'x-ms-user-quota-resets-after': '00:00:05',
    },
    body: {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: more && !goesOn ? 'true' : 'false',
      ...(goesOn ? { $skipToken: Buffer.from(String(from + size)).toString('base64url') } : {}),
    },
  };
}

export const types = [];
export const routes = [
  { method: 'POST', path: '/providers/Microsoft.ResourceGraph/resources', run: query },
];
