// The form's table of properties, made from the plan's JSON Schema and thereby from the model's own
// doc comments: a property that the model gains is in the form, with its help, without a word here.

import { readFileSync } from 'node:fs';

const name = 'virtual:form-table';

/** Vite plugin: `virtual:form-table` is the table that `src/form/table.ts` describes. */
export function formTable(schemaFile) {
  return {
    name: 'form-table',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return;
      this.addWatchFile(schemaFile);
      const table = tableOf(JSON.parse(readFileSync(schemaFile, 'utf8')));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(table))});`;
    },
  };
}

/** Records by name: a line of help each, and their properties in the model's order. */
export function tableOf(schema) {
  const records = { Plan: record(schema, schema) };
  for (const [type, definition] of Object.entries(schema.$defs)) {
    if (definition.properties && type !== 'Switch') records[type] = record(definition, schema);
  }
  return records;
}

function record(definition, schema) {
  const properties = Object.entries(definition.properties)
    .filter(([property]) => property !== '$schema')
    .map(([property, value]) => ({
      name: property,
      ...helpOf(value.description ?? ''),
      ...kindOf(property, value, schema),
    }));
  return { help: definition.description ?? '', properties };
}

/** A doc comment, with what Azure takes when nothing is given set apart from the rest. */
function helpOf(description) {
  const text = description.replaceAll(/\s+/g, ' ');
  const absent = /[;,.] ?absent(?: or 0)?: ((?:[^;.]|\.(?=\S))+)(?:[.;] ?|$)/i;
  const found = absent.exec(text);
  if (!found) return { help: text };
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return { help: `${before}.${after ? ` ${after}` : ''}`, absent: found[1].trim() };
}

function kindOf(property, value, schema) {
  const types = [value.type].flat();
  const optional = types.includes('null') || Boolean(value.anyOf);
  const reference = value.$ref ?? value.anyOf?.find((it) => it.$ref)?.$ref;
  if (reference) return ofDefinition(nameOf(reference), optional, schema);
  if (types.includes('integer')) return { kind: 'integer' };
  if (types.includes('number')) return { kind: 'number' };
  if (types.includes('boolean')) return { kind: optional ? 'maybe' : 'switch' };
  if (types.includes('string')) return { kind: 'text' };
  if (types.includes('array')) return ofList(property, value, optional, schema);
  if (types.includes('object')) return { kind: 'map' };
  throw new Error(`the form knows no field for \`${property}\`: ${JSON.stringify(value)}`);
}

function ofDefinition(type, optional, schema) {
  const definition = schema.$defs[type];
  if (type === 'Switch') return { kind: 'onOff' };
  if (definition.properties) return { kind: optional ? 'maybeRecord' : 'record', of: type };
  return { kind: 'choice', words: wordsOf(definition) };
}

function ofList(property, value, optional, schema) {
  if (value.items.type === 'string') return { kind: optional ? 'maybeTexts' : 'texts' };
  const type = nameOf(value.items.$ref);
  const definition = schema.$defs[type];
  if (definition.properties) return { kind: 'records', of: type };
  if (definition.oneOf) return { kind: 'texts', words: wordsOf(definition) };
  throw new Error(`the form knows no field for the list \`${property}\``);
}

const nameOf = (reference) => reference.replace('#/$defs/', '');

const wordsOf = (definition) =>
  definition.oneOf?.map((it) => [it.const, it.description ?? '']) ??
  definition.enum.map((it) => [it, '']);
