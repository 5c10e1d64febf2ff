// What requests make of Azure: the wanted resources, however they were told.
//
// az and `render --to requests` tell Azure the same in other ways: az makes a network and its subnets,
// a cluster and its features, in steps that read, change and write back; it names role assignments at
// random and delegations by number, and says much that is empty. Of each log this keeps, by resource,
// what was wanted of it.

/**
 * @typedef {Record<string, any>} Wanted by a resource's lower-case id: what is wanted of it
 */

/** Parts of a resource that are resources as well: where they stand, and as what. */
const parts = {
  'microsoft.network/virtualnetworks': { subnets: 'subnets' },
  'microsoft.network/networksecuritygroups': { securityRules: 'securityrules' },
  'microsoft.network/routetables': { routes: 'routes' },
  'microsoft.containerservice/managedclusters': { agentPoolProfiles: 'agentpools' },
};

/**
 * What is wanted of each resource after all requests.
 *
 * @param {any[]} requests as the local Azure records them
 * @returns {Wanted}
 */
export function wanted(requests) {
  /** @type {Wanted} */
  const all = {};
  /** What Azure said last of a resource. */
  const said = new Map();
  const note = (id, answer) => {
    for (const [part, it] of split(id, answer)) said.set(part, it);
  };
  for (const { method, path, body, status, answer } of requests) {
    const id = path.toLowerCase();
    if (status >= 300 || !/^\/subscriptions\/.*\/resourcegroups\//.test(id)) continue;
    if (method === 'PUT') {
      for (const [part, it] of split(id, body)) {
        // What az read and writes back unchanged is none of its wishes.
        const change = said.has(part) ? changed(said.get(part), it) : it;
        if (change !== undefined) all[part] = laidOver(all[part], change);
      }
      note(id, answer);
    }
    if (method === 'GET' && answer?.id?.toLowerCase() === id) note(id, answer);
  }
  const named = Object.entries(all).map(([id, it]) => nameless(id, it));
  return Object.fromEntries(named.filter(([, it]) => it !== undefined));
}

/** A resource and the resources in it, each without what only names it. */
function* split(id, body) {
  if (body === undefined || body === null) return;
  const { id: _, name: __, type: ___, etag: ____, eTag: _____, systemData: ______, ...rest } = body;
  const own = structuredClone(rest);
  for (const it of own.properties?.delegations ?? []) delete it.name;
  const type = /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(id)?.[1] ?? '';
  for (const [place, kind] of Object.entries(parts[type] ?? {})) {
    const items = own.properties?.[place] ?? [];
    delete own.properties?.[place];
    for (const item of items) {
      const { name, properties, ...other } = item;
      // Pools stand in a cluster without `properties` around theirs.
      yield* split(`${id}/${kind}/${name.toLowerCase()}`, { properties: properties ?? other });
    }
  }
  yield [id, clean(own)];
}

/** Ids in lower case, nothing that is empty, and no names that are anyone's choice. */
function clean(it) {
  if (typeof it === 'string') return it.startsWith('/subscriptions/') ? it.toLowerCase() : it;
  if (Array.isArray(it)) return it.map(clean);
  if (it === null || typeof it !== 'object') return it;
  const members = Object.entries(it).map(([name, item]) => [clean(name), clean(item)]);
  return Object.fromEntries(members.filter(([, item]) => !isEmpty(item)));
}

const isObject = (it) => it !== null && typeof it === 'object' && !Array.isArray(it);

const isEmpty = (it) =>
  it === undefined ||
  it === null ||
  it === '' ||
  (typeof it === 'object' && Object.keys(it).length === 0);

/** The same for the same value, in whichever order its members stand. */
function canonical(it) {
  if (!isObject(it)) return JSON.stringify(Array.isArray(it) ? it.map(canonical) : it);
  return JSON.stringify(
    Object.keys(it)
      .sort()
      .map((name) => [name, canonical(it[name])]),
  );
}

/** What of `to` is not in `from`. */
function changed(from, to) {
  if (isObject(from) && isObject(to)) {
    const members = Object.entries(to).map(([name, it]) => [name, changed(from[name], it)]);
    const kept = members.filter(([, it]) => it !== undefined);
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  }
  return canonical(from) === canonical(to) ? undefined : to;
}

function laidOver(below, above) {
  if (!isObject(below) || !isObject(above)) return above;
  const members = Object.entries(above).map(([name, it]) => [name, laidOver(below[name], it)]);
  return { ...below, ...Object.fromEntries(members) };
}

/** A role assignment by scope, role and principal instead of by its name. */
function nameless(id, it) {
  const scope = id.split('/providers/microsoft.authorization/roleassignments/');
  if (scope.length === 1) return [id, it];
  const { roleDefinitionId, principalId, ...rest } = it.properties;
  const role = roleDefinitionId.split('/').at(-1);
  return [`${scope[0]} role ${role} of ${principalId}`, { ...it, properties: rest }];
}

/**
 * Where two differ: `resource type#/place`, with both values.
 *
 * @param {Wanted} az
 * @param {Wanted} ours
 * @returns {{ place: string, id: string, az: unknown, ours: unknown }[]}
 */
export function differences(az, ours) {
  const ids = new Set([...Object.keys(az), ...Object.keys(ours)]);
  return [...ids].sort().flatMap((id) => {
    const type = typeOf(id);
    return [...unlike(az[id], ours[id], '')].map((it) => ({
      ...it,
      place: `${type}#${it.place}`,
      id,
    }));
  });
}

function* unlike(az, ours, place) {
  if (isObject(az) && isObject(ours)) {
    for (const name of new Set([...Object.keys(az), ...Object.keys(ours)])) {
      yield* unlike(az[name], ours[name], `${place}/${name}`);
    }
  } else if (isObject(az ?? ours) && place !== '' && (az === undefined || ours === undefined)) {
    // One has nothing of it: each part of the other's is a difference.
    yield* unlike(az ?? {}, ours ?? {}, place);
  } else if (canonical(az) !== canonical(ours)) {
    yield { place, az, ours };
  }
}

function typeOf(id) {
  if (id.includes(' role ')) return 'role assignment';
  const path = id.split('/providers/');
  if (path.length === 1) return 'resource group';
  return path
    .at(-1)
    .split('/')
    .slice(1)
    .filter((_, at) => at % 2 === 0)
    .join('/');
}
