import type { RecordTable } from '../form/property.ts';
import type { Json } from '../json.ts';

/** The plan with other names, and what became what. */
export function anonymised(
  plan: Json,
  table: Record<string, RecordTable>,
): { plan: Json; names: Map<string, string> };
