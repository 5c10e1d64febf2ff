// A plan whose names tell nothing: every word that a person chose becomes another one, of the same
// length and the same kind of letters, and the same word always becomes the same. Addresses, sizes,
// versions and Azure's own words stay, so that the same rules have the same to say.

/** Properties whose text is Azure's, a number or an address. */
const KEPT = new Set(
  `$schema location features kubernetesVersions kubernetesVersion orchestratorVersion zones
  availabilityZones addressPrefix addressPrefixes delegation privateIPAddress nextHopIpAddress
  sourceAddressPrefix destinationAddressPrefix destinationPortRange cidr podCidr podCidrs serviceCidr
  serviceCidrs dnsServiceIP dockerBridgeCidr authorizedIPRanges vmSize maxSurge maxUnavailable
  allowedHostPorts cpuCfsQuotaPeriod allowedUnsafeSysctls netIpv4IpLocalPortRange subnetCIDR
  rotationPollInterval revisions startTime utcOffset startDate start end rule path`.split(/\s+/),
);

/** Words that are Azure's, Kubernetes' or everybody's. */
const COMMON = new Set(
  `subscriptions resourcegroups providers microsoft network virtualnetworks subnets
  containerservice managedclusters agentpools managedidentity userassignedidentities
  operationalinsights workspaces privatednszones dnszones containerregistry registries publicipaddresses
  publicipprefixes natgateways routetables networksecuritygroups applicationsecuritygroups
  applicationgateways insights authorization keyvault vaults storage compute
  azurefirewallsubnet azurefirewallmanagementsubnet azurebastionsubnet gatewaysubnet routeserversubnet
  privatelink azmk8s io com net org local azure windows cloudapp svc cluster default system user none
  aksmanagedautoupgradeschedule aksmanagednodeosupgradeschedule
  kubernetes beta role scalesetpriority spot noschedule noexecute prefernoschedule criticaladdonsonly
  true false http https localhost mc aks vnet subnet snet nodes node pods pod services service pool
  pools linux win hub spoke rg nat gateway route routes table nsg identity kubelet prod production dev
  test staging app apps web data internal external private public ingress egress east west north south
  and with the of in for to plan example overlay cilium kubenet copy`.split(/\s+/),
);

const GUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)(?:\/\d+)?$/i;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/**
 * @param {any} plan
 * @param {Record<string, { properties: { name: string, kind: string, of?: string, words?: unknown }[] }>} table
 */
export function anonymised(plan, table) {
  const words = new Words(plan);
  const next = record(plan, 'Plan', table, words);
  return { plan: next, names: words.replaced };
}

class Words {
  /** What became what, in the order of the plan. */
  replaced = new Map();
  #words = new Map();
  #used = new Set();
  #own = new Set();

  constructor(plan) {
    for (const word of JSON.stringify(plan)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []) {
      this.#own.add(word);
    }
    for (const place of locationsOf(plan)) this.#words.set(place, place);
  }

  /** @param {string} text */
  text(text) {
    if (ADDRESS.test(text)) return text;
    const guids = [];
    const open = text.replaceAll(GUID, (guid) => {
      guids.push(this.#guid(guid.toLowerCase()));
      return '\u0000';
    });
    const worded = open.replaceAll(/[\p{L}\p{N}]+/gu, (word) => this.#word(word));
    const next = worded.replaceAll('\u0000', () => guids.shift() ?? '');
    if (next !== text) this.replaced.set(text, next);
    return next;
  }

  #guid(guid) {
    const known = this.#words.get(guid);
    if (known) return known;
    const count = [...this.#words.keys()].filter((it) => it.length === 36).length + 1;
    const next = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    this.#words.set(guid, next);
    return next;
  }

  #word(word) {
    const lower = word.toLowerCase();
    if (COMMON.has(lower) || /^\p{N}{1,5}$/u.test(word)) return word;
    let next = this.#words.get(lower);
    if (next === undefined) {
      next = this.#newWord(lower);
      this.#words.set(lower, next);
      this.#used.add(next);
    }
    if (next.length !== word.length) return next;
    const cased = [...next].map((char, at) => (isUpper(word[at]) ? char.toUpperCase() : char));
    return cased.join('');
  }

  #newWord(word) {
    const letters = [...word].filter((it) => !/\p{N}/u.test(it)).length;
    // Few digits in a word count things; many are a number of somebody's.
    const keepsDigits = word.length - letters <= 2;
    const places = keepsDigits ? letters : word.length;
    for (let count = 0; count < 26 ** Math.min(places, 4); count++) {
      const next = spelled(word, count, keepsDigits);
      if (!this.#used.has(next) && !this.#own.has(next) && !COMMON.has(next)) return next;
    }
    return word;
  }
}

/** The same kind of characters; the last ones count. */
function spelled(word, count, keepsDigits) {
  let rest = count;
  const chars = [...word].reverse().map((char) => {
    if (/\p{N}/u.test(char)) {
      if (keepsDigits) return char;
      const digit = rest % 10;
      rest = Math.floor(rest / 10);
      return String(digit);
    }
    const letter = ALPHABET[rest % 26];
    rest = Math.floor(rest / 26);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII stays so
    return /^[\x00-\x7f]$/.test(char) ? letter : 'é';
  });
  return chars.reverse().join('');
}

const isUpper = (char) => char !== char.toLowerCase();

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function* locationsOf(value) {
  if (Array.isArray(value)) for (const it of value) yield* locationsOf(it);
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'location' && typeof inner === 'string') yield inner.toLowerCase();
    else yield* locationsOf(inner);
  }
}

function record(value, type, table, words) {
  if (Array.isArray(value)) return value.map((it) => record(it, type, table, words));
  if (!isObject(value)) return anything(value, words);
  const properties = table[type]?.properties ?? [];
  const members = Object.entries(value).map(([name, inner]) => {
    const property = properties.find((it) => it.name === name);
    if (KEPT.has(name) || property?.words || property?.kind === 'choice') return [name, inner];
    if (property?.of) return [name, record(inner, property.of, table, words)];
    if (property?.kind === 'map' && name !== 'armProperties') return [name, map(inner, words)];
    if (name === 'azArguments') return [name, list(inner, words)];
    return [name, anything(inner, words)];
  });
  return Object.fromEntries(members);
}

/** Labels and tags: their names are a person's too. */
function map(value, words) {
  if (!isObject(value)) return anything(value, words);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [words.text(name), anything(inner, words)]),
  );
}

/** Arguments of az: what begins with dashes is az's. */
function list(value, words) {
  if (!Array.isArray(value)) return anything(value, words);
  return value.map((it) =>
    typeof it === 'string' && it.startsWith('-') && !it.includes('=') ? it : anything(it, words),
  );
}

function anything(value, words) {
  if (typeof value === 'string') return words.text(value);
  if (Array.isArray(value)) return value.map((it) => anything(it, words));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      KEPT.has(name) ? inner : anything(inner, words),
    ]),
  );
}
