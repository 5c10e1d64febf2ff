// Clusters as people name them: an id, a name, or `group/name`.

import { UsageError } from '../arguments.js';
import { closest, listed } from '../words.js';

/** @typedef {import('aksplan').AzureCluster} Cluster */

const ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerService\/managedClusters\/[^/]+$/i;

/** The subscription in an id of a cluster. @param {string} word */
export const subscriptionOf = (word) => ID.exec(word)?.[1];

/**
 * The ids of clusters.
 *
 * @param {string[]} words
 * @param {boolean} all take all there are
 * @param {() => Promise<Cluster[]>} list
 * @returns {Promise<string[]>}
 */
export async function clusterIds(words, all, list) {
  const isId = (/** @type {string} */ word) => subscriptionOf(word) !== undefined;
  if (!all && words.length > 0 && words.every(isId)) return words;
  const wrong = words.find((word) => word.startsWith('/') && !isId(word));
  if (wrong) {
    throw new UsageError(
      `\`${wrong}\` is not the id of a cluster`,
      'one looks like `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerService/managedClusters/…`',
    );
  }
  const clusters = await list();
  if (clusters.length === 0) {
    throw new UsageError(
      'there is no cluster there that the account sees',
      'look in another `--subscription`, or ask for the role Reader',
    );
  }
  if (all) return clusters.map(({ id }) => id);
  if (words.length === 0) {
    throw new UsageError('name clusters, or take `--all`', `there is ${shown(clusters)}`);
  }
  return words.map((word) => (isId(word) ? word : found(word, clusters).id));
}

/** @param {string} word @param {Cluster[]} clusters */
function found(word, clusters) {
  const [name, group] = word.toLowerCase().split('/').reverse();
  const named = clusters.filter(
    (it) => it.name.toLowerCase() === name && (!group || it.resourceGroup.toLowerCase() === group),
  );
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    throw new UsageError(
      `\`${word}\` is the name of ${named.length} clusters`,
      `say which: ${listed(named.map(longName), 'or')}`,
    );
  }
  const names = group ? clusters.map(longName) : clusters.map((it) => it.name);
  const near = closest(word, names);
  throw new UsageError(
    `there is no cluster \`${word}\` that the account sees`,
    near ? `did you mean \`${near}\`?` : `there is ${shown(clusters)}`,
  );
}

const longName = (/** @type {Cluster} */ it) => `${it.resourceGroup}/${it.name}`;

/** @param {Cluster[]} clusters */
function shown(clusters) {
  const names = clusters.slice(0, 12).map(longName);
  return clusters.length > 12
    ? `${names.join(', ')} and ${clusters.length - 12} more`
    : listed(names);
}
