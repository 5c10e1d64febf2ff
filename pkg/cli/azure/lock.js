// One run at a time uses a journal.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { UsageError } from '../arguments.js';
import { visible } from '../terminal.js';

/**
 * Takes the lock of a journal, also one that a run left behind which was ended by force.
 *
 * @param {string} journal
 * @returns {() => void} gives it back
 */
export function lock(journal) {
  const path = `${journal}.lock`;
  const own = JSON.stringify({
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
  });
  if (!taken(path, own)) {
    const theirs = textOf(path);
    if (theirs !== undefined && isAlive(theirs)) throw busy(path, theirs);
    if (theirs !== undefined) setAside(path, theirs);
    if (!taken(path, own)) throw busy(path, textOf(path) ?? '{}');
  }
  const release = () => {
    if (textOf(path) === own) rmSync(path, { force: true });
    process.off('exit', release);
  };
  process.on('exit', release);
  return release;
}

/** @param {string} path @param {string} own */
function taken(path, own) {
  try {
    writeFileSync(path, own, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new UsageError(
      `\`${path}\` could not be written: ${error.message}`,
      'name a journal where you may write: `--journal FILE`',
    );
  }
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether its process runs; of another machine, nobody here knows. @param {string} text */
function isAlive(text) {
  const { host, pid } = ownerOf(text);
  if (host !== hostname() || !Number.isInteger(pid)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Takes a lock away that nobody has. Who was faster with it keeps what is theirs. */
function setAside(/** @type {string} */ path, /** @type {string} */ text) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (textOf(aside) !== text) linkSync(aside, path);
  } catch {
    // Somebody else did it first.
  }
  rmSync(aside, { force: true });
}

/** @param {string} text */
function ownerOf(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** @param {string} path @param {string} text */
function busy(path, text) {
  const { host, pid, since } = ownerOf(text);
  const who = pid
    ? `process ${pid} on ${visible(String(host))}, since ${visible(String(since))}`
    : 'another';
  return new UsageError(
    `the same plan is being deployed by ${who}`,
    `wait until it is done; if it does not run any more, delete \`${path}\``,
  );
}
