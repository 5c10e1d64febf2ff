// What the form's table has: records and their properties.

export type Kind =
  | 'text'
  | 'integer'
  | 'number'
  | 'switch'
  | 'maybe'
  | 'onOff'
  | 'choice'
  | 'texts'
  | 'maybeTexts'
  | 'map'
  | 'record'
  | 'maybeRecord'
  | 'records';

export interface Property {
  name: string;
  help: string;
  /** What Azure takes when nothing is given, in words. */
  absent?: string;
  kind: Kind;
  /** The record's type. */
  of?: string;
  /** The words to choose from, with what they mean. */
  words?: [string, string][];
}

export interface RecordTable {
  help: string;
  properties: Property[];
}
