// Checks bodies against what the published models of each API version say. The schemas are written by
// schemas.py, once for each version of the packages.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { root, target } from '../../scripts/project.mjs';
import { azureCli } from '../../scripts/setup.mjs';
import { run } from '../../scripts/step.mjs';

const writer = join(root, 'tests', 'arm', 'schemas.py');
const requirements = join(root, 'scripts', 'azure-cli.requirements.txt');

/** The schemas' file, written when it is not there. */
async function written() {
  const stamp = createHash('sha256');
  for (const file of [writer, requirements]) stamp.update(readFileSync(file));
  const file = join(target, `arm-schemas-${stamp.digest('hex').slice(0, 12)}.json`);
  if (!existsSync(file)) {
    mkdirSync(target, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    await run(await azureCli(), [writer, unfinished]);
    renameSync(unfinished, file);
  }
  return file;
}

function compiler() {
  const ajv = new Ajv.default({ allErrors: true, strict: true });
  // Azure compares words without case.
  ajv.addKeyword({
    keyword: 'anyCase',
    type: 'string',
    schemaType: 'array',
    compile: (words) => {
      const all = new Set(words.map((it) => String(it).toLowerCase()));
      return (value) => all.has(value.toLowerCase());
    },
    error: { message: ({ schema }) => `must be one of ${schema.join(', ')}` },
  });
  // A value that only the service says is wrong by itself; what to think of it depends on what is there.
  ajv.addKeyword({
    keyword: 'onlyRead',
    schemaType: 'boolean',
    validate: () => false,
    error: { message: 'is only read' },
  });
  return ajv;
}

/** One way of naming a value in a body, lists of named things by their names. */
function at(value, pointer, body) {
  let [its, given] = [value, body];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const wanted = given?.[key];
    its =
      Array.isArray(its) && wanted?.name !== undefined
        ? its.find(({ name }) => name === wanted.name)
        : its?.[key];
    given = wanted;
  }
  return { its, given };
}

const equal = (a, b) => JSON.stringify(a)?.toLowerCase() === JSON.stringify(b)?.toLowerCase();

export class Schemas {
  #bodies;
  #ajv;
  #checks = new Map();

  static async load() {
    return new Schemas(JSON.parse(readFileSync(await written(), 'utf8')));
  }

  constructor({ bodies, $defs }) {
    this.#bodies = bodies;
    this.#ajv = compiler();
    this.#ajv.addSchema({ $id: 'arm', $defs });
  }

  /** The API version that a type's schema is of. */
  versionOf(type) {
    return this.#bodies[type.toLowerCase()]?.version;
  }

  #check(type, method) {
    const key = `${type.toLowerCase()} ${method}`;
    if (!this.#checks.has(key)) {
      const reference = this.#bodies[type.toLowerCase()]?.[method]?.$ref;
      this.#checks.set(key, reference && this.#ajv.compile({ $ref: `arm${reference}` }));
    }
    return this.#checks.get(key);
  }

  /**
   * What is wrong with a body, as `{ path, message }`. What only the service says may be sent back
   * as it was read: `there` is what a reader gets now.
   */
  problems(type, method, body, there) {
    const check = this.#check(type, method);
    if (!check) return [];
    if (check(body)) return [];
    return check.errors
      .filter(({ keyword, instancePath }) => {
        if (keyword !== 'onlyRead') return true;
        const { its, given } = at(there, instancePath, body);
        return there === undefined || !equal(its, given);
      })
      .map(({ instancePath, message, params }) => {
        const name = params.additionalProperty;
        const path = name === undefined ? instancePath : `${instancePath}/${name}`;
        return { path, message: name === undefined ? message : 'is no property here' };
      });
  }

  /** What is wrong with an answer: values that only the service says belong into it. */
  answerProblems(type, body) {
    return this.problems(type, 'PUT', body, body);
  }
}
