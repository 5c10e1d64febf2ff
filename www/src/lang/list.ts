// The languages, and where their texts are.

/** A text for each kind of number, by the language's own rules. */
export type Forms = { [kind in Intl.LDMLPluralRule]?: string } & { other: string };

/** Each text by its English; one with a number by that for many. */
export type Texts = { [english: string]: string | Forms };

/** The languages in their own words. */
export const names: { [code: string]: string } = { en: 'English', de: 'Deutsch' };

/** The other languages' texts, fetched when one is spoken. */
export const load: { [code: string]: () => Promise<Texts> } = {
  de: async () => (await import('./de.ts')).default,
};
