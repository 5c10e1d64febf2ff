// How the local service's own tests talk to it: short, by plain http.

import { defaults } from './arm.mjs';

export const subscription = `/subscriptions/${defaults.subscription}`;
export const group = `${subscription}/resourceGroups/rg`;

const versions = {
  'microsoft.containerservice': '2026-06-01',
  'microsoft.network': '2025-07-01',
  'microsoft.managedidentity': '2024-11-30',
  'microsoft.authorization': '2022-04-01',
  'microsoft.features': '2021-07-01',
  'microsoft.compute': '2021-07-01',
  'microsoft.resourcegraph': '2021-03-01',
};

/** The API version that a path is asked for with. */
function versionFor(path) {
  // Features stand below the provider that keeps them.
  if (/\/Microsoft\.Features\//i.test(path)) return versions['microsoft.features'];
  const namespace = [...path.matchAll(/\/providers\/([^/?]+)\//g)].at(-1)?.[1].toLowerCase();
  const ofProvider = /\/providers\/[^/]+\/register$/.test(path);
  return (ofProvider ? undefined : versions[namespace]) ?? '2022-12-01';
}

/** `send(method, path, body)` answers `{ status, headers, body, code }`. */
export function client(arm) {
  const token = arm.token();
  return async (method, path, body = /** @type {any} */ (undefined), headers = {}) => {
    const url = new URL(path, arm.httpUrl);
    if (!url.searchParams.has('api-version')) {
      url.searchParams.set('api-version', versionFor(path));
    }
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : undefined;
    const { status, headers: its } = response;
    // The container service leaves out the `error` around its errors.
    return { status, headers: its, body: answer, code: answer?.error?.code ?? answer?.code };
  };
}

export const network = (name) => `${group}/providers/Microsoft.Network/${name}`;
export const identity = (name) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
export const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/aks`;

const location = 'westeurope';

export const vnet = (prefix = '10.1.0.0/16', subnets = /** @type {any} */ (undefined)) => ({
  location,
  properties: { addressSpace: { addressPrefixes: [prefix] }, subnets },
});
export const subnet = (addressPrefix, more = {}) => ({ properties: { addressPrefix, ...more } });
export const pool = (more = {}) => ({
  name: 'system',
  mode: 'System',
  count: 3,
  vmSize: 'Standard_D4s_v5',
  ...more,
});

/** A cluster's body; `properties` over those of a small one. */
export const aks = (properties = {}, pools = [pool()]) => ({
  location,
  identity: { type: 'SystemAssigned' },
  properties: { dnsPrefix: 'aks', agentPoolProfiles: pools, ...properties },
});
