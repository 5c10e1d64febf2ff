// Sends the requests of a plan, one after the other, as `Requests` of the package's types says.

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * @typedef {import('aksplan').Requests} Requests
 * @typedef {import('aksplan').Request} Request
 * @typedef {object} To
 * @property {string} url where Azure Resource Manager and Microsoft Graph are
 * @property {string} token
 * @property {string} subscription the subscription that is worked in
 * @property {Record<string, string>} [secrets] by the environment variable they are read from
 */

/**
 * Answers the ids of the requests that were sent.
 *
 * @param {Requests} requests
 * @param {To} to
 */
export async function send(requests, to) {
  if (requests.problems.length > 0) throw new Error(requests.problems.join('\n'));
  const values = new Map(Object.entries(given(requests, to)));
  const fill = (text) => filled(text, values);
  const azure = new Azure(to);
  /** @type {Set<string>} */
  const sent = new Set();
  for (const it of requests.requests) {
    try {
      const answer = await one(azure, it, fill, sent);
      for (const [name, places] of Object.entries(it.takes ?? {})) {
        const taken = places.map((at) => pointed(answer, at)).find((found) => found !== undefined);
        if (typeof taken !== 'string') throw new Error(`the answer has no ${name}`);
        values.set(`${it.id}.${name}`, taken);
      }
    } catch (error) {
      throw new Error(`${it.title}: ${error.message}`, { cause: error });
    }
  }
  return [...sent];
}

/** The values that are known before the first request. */
function given({ values }, { subscription, secrets = {} }) {
  /** @type {Record<string, string>} */
  const known = {};
  for (const it of values) {
    const fill = (text) => filled(text, new Map(Object.entries(known)));
    if (it.kind === 'subscriptionId') known[it.name] = subscription;
    if (it.kind === 'secret') known[it.name] = secrets[it.environment];
    if (it.kind === 'guid') known[it.name] = uuid(it.namespace, it.of.map(fill).join('-'));
    if (it.kind === 'start') known[it.name] = fill(it.of).slice(0, it.characters);
  }
  return known;
}

/** A UUID of version 5 (RFC 9562, section 5.5). */
export function uuid(namespace, text) {
  const bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(bytes).update(text).digest().subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A text, or a body, with the values put in. */
function filled(it, values) {
  if (typeof it === 'string') {
    return it.replaceAll(/\$\{([^}]*)\}/g, (_, name) => {
      if (!values.get(name)) throw new Error(`${name} is not known`);
      return values.get(name);
    });
  }
  if (Array.isArray(it)) return it.map((item) => filled(item, values));
  if (it === null || typeof it !== 'object') return it;
  const members = Object.entries(it);
  return Object.fromEntries(
    members.map(([name, item]) => [filled(name, values), filled(item, values)]),
  );
}

/** What stands at a place: a JSON Pointer in which `*` is any member. */
function pointed(value, pointer) {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    at = part === '*' ? Object.values(at ?? {})[0] : at?.[part];
  }
  return at ?? undefined;
}

/** All that stands at a place: a JSON Pointer in which `*` is any member. */
function standing(value, pointer) {
  let all = [value];
  for (const part of pointer.split('/').slice(1)) {
    all = all.flatMap((it) => (part === '*' ? Object.values(it ?? {}) : [it?.[part]]));
  }
  return all.filter((it) => it !== undefined && it !== null);
}

/** Does one request with all there is around it, and answers the last answer about the resource. */
async function one(azure, it, fill, sent) {
  const path = fill(it.path);
  const read = () => azure.get(it.service, path, it.apiVersion);
  let body = it.body && fill(it.body);
  if (it.unless) {
    const { answer } = await azure.get(
      'resourceManager',
      fill(it.unless.path),
      it.unless.apiVersion,
    );
    const is = it.unless.is && fill(it.unless.is).toLowerCase();
    const found = standing(answer, it.unless.at);
    if (found.some((its) => is === undefined || `${its}`.toLowerCase() === is)) return answer;
  }
  let answer;
  let isSent =
    it.when === 'always' || (it.when === 'changed' && it.needs.some((id) => sent.has(id)));
  if (it.when === 'missing') {
    const found = await read();
    isSent = found.status === 404;
    if (!isSent) {
      answer = found.answer;
      for (const expected of it.expects ?? []) isAsExpected(answer, expected);
    }
  }
  if (it.when === 'differs') {
    const found = await read();
    if (found.status !== 200) throw new Error(JSON.stringify(found.answer));
    answer = found.answer;
    body = laidOver(answer, body);
    isSent = !isDeepStrictEqual(body, answer);
  }
  if (it.when === 'changed' && !isSent) return undefined;
  if (isSent) {
    const done = await azure.send(it.service, it.method, path, it.apiVersion, body);
    if (it.method !== 'GET') sent.add(it.id);
    if (done.status >= 400) {
      const code = done.answer?.error?.code;
      const isAccepted = it.accept?.some(
        (ok) => ok.status === done.status && [undefined, code].includes(ok.code),
      );
      if (!isAccepted) throw new Error(JSON.stringify(done.answer));
      return undefined;
    }
    answer = done.answer;
  }
  return it.wait ? await waited(azure, it.wait, fill) : answer;
}

function isAsExpected(answer, { what, at, is }) {
  const found = at.map((place) => pointed(answer, place)).find((it) => it !== undefined);
  const texts = found === undefined ? [] : [found].flat();
  const same =
    texts.length === is.length &&
    texts.every((it, nth) => it.toLowerCase() === is[nth].toLowerCase());
  if (!same)
    throw new Error(`${what} is ${texts.join(' ') || 'nothing'}, not ${is.join(' ') || 'nothing'}`);
}

/** A body laid over what was found. */
function laidOver(below, above) {
  const isObject = (it) => it !== null && typeof it === 'object' && !Array.isArray(it);
  if (!isObject(below) || !isObject(above)) return above;
  const members = Object.entries(above).map(([name, it]) => [name, laidOver(below[name], it)]);
  return { ...below, ...Object.fromEntries(members) };
}

async function waited(azure, { path, apiVersion, until, minutes }, fill) {
  for (let round = 0; round < minutes * 60; round += 1) {
    const { status, answer } = await azure.get('resourceManager', fill(path), apiVersion);
    if (!until && status === 404) return undefined;
    const state = until && pointed(answer, until.at);
    if (until && state === fill(until.is)) return answer;
    if (until?.failed.includes(state)) throw new Error(`Azure says ${state}`);
    await sleep(10);
  }
  throw new Error(`it is not done after ${minutes} minutes`);
}

class Azure {
  constructor(/** @type {To} */ to) {
    this.to = to;
  }

  async fetch(method, url, body) {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.to.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      response,
      status: response.status,
      answer: text === '' ? undefined : JSON.parse(text),
    };
  }

  url(path, version) {
    return `${this.to.url}${path}${version === undefined ? '' : `?api-version=${version}`}`;
  }

  /** What a GET finds; 404 is an answer, too. */
  async get(_, path, version) {
    const found = await this.fetch('GET', this.url(path, version), undefined);
    if (found.status !== 200 && found.status !== 404) throw new Error(JSON.stringify(found.answer));
    return found;
  }

  /** Sends and follows the operation that the answer names. */
  async send(_, method, path, version, body) {
    const first = await this.fetch(method, this.url(path, version), body);
    const operation = first.response.headers.get('azure-asyncoperation');
    const location = first.response.headers.get('location');
    if (first.status >= 400 || (!operation && !(location && first.status === 202))) return first;
    for (;;) {
      const now = await this.fetch('GET', operation ?? location, undefined);
      if (!operation && now.status !== 202) return first;
      if (operation && now.answer.status === 'Succeeded') return first;
      if (operation && ['Failed', 'Canceled'].includes(now.answer.status)) {
        return { ...now, status: 500 };
      }
      await sleep(10);
    }
  }
}
