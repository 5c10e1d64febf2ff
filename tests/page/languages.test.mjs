// Every text of the page in every language, and nothing that is not one.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';
import { formTexts, placeholders, scan } from './languages.mjs';

const folder = fileURLToPath(new URL('../../www/src/lang/', import.meta.url));
const schema = JSON.parse(
  readFileSync(new URL('../../pkg/plan.schema.json', import.meta.url), 'utf8'),
);

const { keys, bare } = scan();
const form = formTexts(schema);

const languages = readdirSync(folder)
  .filter((it) => /^[a-z]{2,3}\.ts$/.test(it))
  .map((it) => it.replace('.ts', ''));

async function textsOf(language) {
  const source = readFileSync(`${folder}${language}.ts`, 'utf8');
  const { code } = await transformWithOxc(source, `${language}.ts`);
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).default;
}

test('every text that people read or hear is said through the language', () => {
  assert.deepEqual(bare, []);
});

test('there is another language than English', () => assert.ok(languages.includes('de')));

for (const language of languages) {
  test(`every text is there, and no other: ${language}`, async () => {
    const texts = await textsOf(language);
    const missing = [...keys.keys(), ...form.texts].filter((it) => !Object.hasOwn(texts, it));
    assert.deepEqual(missing, []);
    const known = (it) => keys.has(it) || form.texts.has(it) || form.values.has(it);
    assert.deepEqual(
      Object.keys(texts).filter((it) => !known(it)),
      [],
    );
  });

  test(`texts keep their places and forms: ${language}`, async () => {
    const texts = await textsOf(language);
    const kinds = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(texts)) {
      const counts = keys.get(key)?.one !== undefined;
      assert.equal(typeof text === 'object', counts, `forms for numbers: ${key}`);
      if (counts) for (const kind of kinds) assert.ok(text[kind], `${kind}: ${key}`);
      for (const form of counts ? Object.values(text) : [text]) {
        assert.notEqual(form.trim(), '');
        if (keys.has(key)) assert.deepEqual(placeholders(form), placeholders(key), key);
        assert.equal(form.split('`').length, key.split('`').length, `backticks: ${key}`);
      }
    }
  });
}
