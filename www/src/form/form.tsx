// The form over the whole plan, and the list of its parts to jump to.

import { useComputed } from '@preact/signals';
import { child, isObject, type Json } from '../json.ts';
import { rich, t } from '../lang.ts';
import { Button, CountMarks } from '../marks.tsx';
import { showPane } from '../panes/shown.ts';
import { valueAt } from '../plan.ts';
import { openReading } from '../reading/door.tsx';
import { view } from '../screen.ts';
import { useCounts } from './hooks.ts';
import { InlineFindings } from './inline.tsx';
import { STEP } from './limits.ts';
import { idOf, jump } from './open.ts';
import { Groups, Records } from './records.tsx';
import { References } from './references.tsx';
import { groupsOf, type Property, planLists, titleOf } from './table.ts';
import { UnknownValues } from './unknown-values.tsx';

export function Form() {
  const own = groupsOf('Plan').filter((it) => it.title !== 'lists');
  return (
    <form
      class="plan-form"
      aria-label={t('Plan')}
      autocomplete="off"
      onSubmit={(event) => event.preventDefault()}
    >
      <References />
      <Start />
      <UnknownValues />
      <section class="records" id={idOf('')} tabIndex={-1} aria-label={t('Plan')}>
        <div class="title">
          <h2>{t('Plan')}</h2>
        </div>
        <InlineFindings pointer="" />
        <Groups pointer="" groups={own} level={3} />
      </section>
      {planLists.map((property) => (
        <Records
          key={property.name}
          pointer={child('', property.name)}
          property={property}
          level={2}
        />
      ))}
    </form>
  );
}

/** For who has no plan yet. */
function Start() {
  const isBare = useComputed(() => !valueAt('/clusters') && !valueAt('/virtualNetworks')).value;
  if (!isBare) return null;
  return (
    <section class="records start" aria-label={t('Start')}>
      <p>
        {t(
          'Start with what you have: paste or drop an az script, ARM JSON, Terraform or a plan anywhere on this page. Or fill in the form, or open an example above.',
        )}
      </p>
      <p>
        <Button class="fix" onClick={() => openReading()}>
          {t('Read what you have…')}
        </Button>
      </p>
    </section>
  );
}

/** The plan's parts. Nested lists are listed under the item that holds them. */
export function JumpList() {
  return (
    <nav class="jump" aria-label={t('Parts of the plan')}>
      <ul>
        <JumpTo pointer="" text={t('Plan')} />
        {planLists.map((property) => (
          <JumpToList key={property.name} pointer={child('', property.name)} property={property} />
        ))}
        <li>
          <button type="button" onClick={goToMap}>
            <span class="text">{t('Address map')}</span>
          </button>
        </li>
        <li>
          <button type="button" onClick={() => showPane('findings', true)}>
            <span class="text">{t('Findings')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

function goToMap(): void {
  view.value = 'map';
  requestAnimationFrame(() => {
    const map = document.getElementById('map');
    map?.scrollIntoView({ block: 'start' });
    map?.focus({ preventScroll: true });
  });
}

function JumpTo({ pointer, text, muted }: { pointer: string; text: string; muted?: boolean }) {
  const counts = useCounts(pointer);
  return (
    <li>
      <button type="button" class={muted ? 'muted' : undefined} onClick={() => jump(pointer)}>
        <span class="text">{text}</span>
        {pointer !== '' && <CountMarks counts={counts} />}
      </button>
    </li>
  );
}

const nested: Record<string, string> = { virtualNetworks: 'subnets', clusters: 'agentPools' };

function JumpToList(props: { pointer: string; property: Property }) {
  const { pointer, property } = props;
  const names = useComputed(() => {
    const value = valueAt(pointer);
    return Array.isArray(value) ? value.map(nameOf).join('\n') : undefined;
  }).value;
  const items = names === undefined ? [] : names.split('\n');
  const inner = nested[property.name];
  const of = inner ? propertyOf(property, inner) : undefined;
  return (
    <>
      <JumpTo pointer={pointer} text={titleOf(property.name)} muted={items.length === 0} />
      {items.length > 0 && (
        <li>
          <ul>
            {items.slice(0, STEP).map((name, at) => (
              <JumpItem key={at} pointer={child(pointer, at)} name={name} property={of} />
            ))}
            <Rest count={items.length - STEP} />
          </ul>
        </li>
      )}
    </>
  );
}

function JumpItem(props: { pointer: string; name: string; property: Property | undefined }) {
  const { pointer, property } = props;
  const names = useComputed(() => {
    const value = property ? valueAt(child(pointer, property.name)) : undefined;
    return Array.isArray(value) && value.length > 0 ? value.map(nameOf).join('\n') : '';
  }).value;
  const inner = names.split('\n');
  return (
    <>
      <JumpTo pointer={pointer} text={props.name || t('without name')} />
      {property && names !== '' && (
        <li>
          <ul>
            {inner.slice(0, STEP).map((name, at) => (
              <JumpTo
                key={at}
                pointer={child(child(pointer, property.name), at)}
                text={name || t('without name')}
              />
            ))}
            <Rest count={inner.length - STEP} />
          </ul>
        </li>
      )}
    </>
  );
}

function Rest({ count }: { count: number }) {
  return count > 0 ? <li class="muted rest">{rich(t('and {count} more'), { count })}</li> : null;
}

const nameOf = (value: Json): string =>
  isObject(value) && typeof value.name === 'string' ? value.name.replaceAll('\n', ' ') : '';

function propertyOf(list: Property, name: string): Property | undefined {
  return groupsOf(list.of ?? '')
    .flatMap((it) => it.properties)
    .find((it) => it.name === name);
}
