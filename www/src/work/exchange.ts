// All plans in one file, and back.

import { isObject, type Json } from '../json.ts';
import { t, tn } from '../lang.ts';
import { announce, notify } from '../status.ts';
import { showWork } from './door.tsx';
import * as shelf from './shelf.ts';

const MARK = 'plans';

export async function everything(): Promise<string> {
  const kept = (await shelf.all()).filter((it) => !it.deleted);
  const plans = kept.map(({ plan, changed }) => ({
    changed: new Date(changed).toISOString(),
    plan,
  }));
  return `${JSON.stringify({ aksplan: MARK, version: 1, plans }, null, 2)}\n`;
}

/** The plans of such a file; `undefined` when it is none. */
export function plansOf(text: string): Json[] | undefined {
  if (!text.trimStart().startsWith('{') || !text.includes('"aksplan"')) return undefined;
  try {
    const file = JSON.parse(text) as unknown;
    if (!isObject(file) || file.aksplan !== MARK || !Array.isArray(file.plans)) return undefined;
    return file.plans.flatMap((it) => (isObject(it) && isObject(it.plan) ? [it.plan] : []));
  } catch {
    return undefined;
  }
}

/** Adds the plans of a file to those that are here; none is overwritten. */
export async function take(plans: Json[], name: string): Promise<void> {
  try {
    const added = await shelf.add(plans);
    const rest = plans.length - added;
    const text = [
      tn(added, '{count} plan of {name} added.', '{count} plans of {name} added.', { name }),
      rest > 0 && tn(rest, '{count} was here already.', '{count} were here already.'),
    ]
      .filter(Boolean)
      .join(' ');
    announce(text);
    notify('import', text, [{ label: t('Show my plans'), run: () => showWork('plans') }]);
  } catch (error) {
    notify(
      'import',
      t('The plans of {name} could not be kept: {error}', { name, error: String(error) }),
    );
  }
}
