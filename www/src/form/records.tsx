// Records and lists of records, as deep as the model goes.

import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { child, isObject, type Json, withAt } from '../json.ts';
import { number, t } from '../lang.ts';
import { Button, CountMarks, Icon, Prose } from '../marks.tsx';
import { change, plan, type, valueAt } from '../plan.ts';
import { announce } from '../status.ts';
import { AnyField, Field } from './fields.tsx';
import { Help } from './help.tsx';
import { useCounts, useValue } from './hooks.ts';
import { InlineFindings } from './inline.tsx';
import { limitOf, raise, STEP } from './limits.ts';
import { idOf, isOpen, jump, moved, setOpen } from './open.ts';
import { summaryOf } from './summary.ts';
import {
  type Group,
  groupsOf,
  helpOf,
  itemWord,
  newName,
  type Property,
  table,
  titleOf,
} from './table.ts';

interface MemberProps {
  pointer: string;
  property: Property;
  level: number;
}

/** A property, whatever its kind. */
export function Member(props: MemberProps) {
  const { kind } = props.property;
  if (kind === 'records') return <Records {...props} />;
  if (kind === 'record') return <PartOfRecord {...props} />;
  if (kind === 'maybeRecord') return <MaybeRecord {...props} />;
  return <Field pointer={props.pointer} property={props.property} />;
}

/** A record's properties. */
export function RecordFields(props: { pointer: string; type: string; level: number }) {
  return <Groups pointer={props.pointer} groups={groupsOf(props.type)} level={props.level} />;
}

export function Groups(props: { pointer: string; groups: Group[]; level: number }) {
  const { pointer, level } = props;
  return (
    <>
      {props.groups.map((group) =>
        group.title === '' ? (
          <Members key={group.properties[0]?.name} pointer={pointer} group={group} level={level} />
        ) : (
          <Section key={group.title} pointer={pointer} group={group} level={level} />
        ),
      )}
    </>
  );
}

function Members(props: { pointer: string; group: Group; level: number }) {
  return (
    <div class="fields">
      {props.group.properties.map((property) => (
        <Member
          key={property.name}
          pointer={child(props.pointer, property.name)}
          property={property}
          level={props.level}
        />
      ))}
    </div>
  );
}

/** Properties under a heading; those seldom wanted start closed, unless some of them are given. */
function Section(props: { pointer: string; group: Group; level: number }) {
  const { pointer, group, level } = props;
  const key = `${pointer}#${group.title}`;
  const given = useComputed(() => {
    const value = valueAt(pointer);
    return isObject(value)
      ? group.properties.filter((it) => Object.hasOwn(value, it.name)).length
      : 0;
  }).value;
  if (group.open) {
    return (
      <section class="group">
        <Heading level={level}>{group.title}</Heading>
        <Members pointer={pointer} group={group} level={level + 1} />
      </section>
    );
  }
  const shown = isOpen(key);
  const name = group.properties.map((it) => it.name);
  return (
    <section class="group more">
      <button
        type="button"
        class="disclose"
        aria-expanded={shown}
        onClick={() => setOpen(key, !shown)}
      >
        {group.title}
        <span class="muted">
          {' ('}
          {given > 0
            ? t('{given} of {count} given', { given, count: name.length })
            : number(name.length)}
          )
        </span>
      </button>
      {shown && <Members pointer={pointer} group={group} level={level} />}
    </section>
  );
}

function Heading(props: { level: number; children: string }) {
  const Tag = `h${Math.min(6, props.level)}` as 'h2';
  return <Tag>{props.children}</Tag>;
}

/** A record that is always there. */
function PartOfRecord({ pointer, property, level }: MemberProps) {
  const value = useValue(pointer);
  if (value !== undefined && value !== null && !isObject(value)) {
    return <AnyField pointer={pointer} property={property} />;
  }
  return (
    <fieldset class="record" id={idOf(pointer)} tabIndex={-1}>
      <legend>
        {property.name} <span class="help">{property.help}</span>
      </legend>
      <InlineFindings pointer={pointer} />
      <RecordFields pointer={pointer} type={property.of ?? ''} level={level} />
    </fieldset>
  );
}

/** A record that may be absent. */
function MaybeRecord({ pointer, property, level }: MemberProps) {
  const value = useValue(pointer);
  const id = idOf(pointer);
  if (value !== undefined && value !== null && !isObject(value)) {
    return <AnyField pointer={pointer} property={property} />;
  }
  if (!isObject(value)) return <AbsentRecord pointer={pointer} property={property} />;
  return (
    <fieldset class="record" id={id} tabIndex={-1}>
      <legend>
        {property.name}{' '}
        <span class="help">
          <Prose text={property.help} />
        </span>
      </legend>
      <Button
        class="quiet toggle"
        label={t('Remove {name}', { name: property.name })}
        onClick={() => {
          type(pointer, undefined);
          focusSoon(`${id}-add`);
        }}
      >
        {t('Remove')}
      </Button>
      <InlineFindings pointer={pointer} />
      <RecordFields pointer={pointer} type={property.of ?? ''} level={level} />
    </fieldset>
  );
}

function AbsentRecord({ pointer, property }: { pointer: string; property: Property }) {
  const id = idOf(pointer);
  return (
    <div class="field absent" id={id} tabIndex={-1}>
      <div class="label">
        <span>{property.name}</span>
        <button
          type="button"
          class="quiet"
          id={`${id}-add`}
          aria-label={t('Add {name}', { name: property.name })}
          onClick={() => {
            type(pointer, {});
            focusSoon(id);
          }}
        >
          {t('+ Add')}
        </button>
      </div>
      <p class="help">
        <Help text={property.help} />
        {property.absent &&
          ` ${t("Azure's default: {value}.", { value: property.absent.replaceAll('`', '') })}`}
      </p>
      <InlineFindings pointer={pointer} />
    </div>
  );
}

/** A list of records. */
export function Records({ pointer, property, level }: MemberProps) {
  const length = useComputed(() => {
    const value = valueAt(pointer);
    return value === undefined || value === null ? 0 : Array.isArray(value) ? value.length : -1;
  }).value;
  if (length < 0) return <AnyField pointer={pointer} property={property} />;
  const word = itemWord(property.name);
  const drawn = Math.min(length, limitOf(pointer));
  return (
    <Region pointer={pointer} label={level === 2 ? titleOf(property.name) : undefined}>
      <div class="title">
        <Heading level={level}>{`${titleOf(property.name)} (${number(length)})`}</Heading>
        <Button class="add" onClick={() => add(pointer, property)}>
          {t('Add {name}', { name: word })}
        </Button>
      </div>
      {helpOf(property) && (
        <p class="help">
          <Prose text={helpOf(property)} />
        </p>
      )}
      <InlineFindings pointer={pointer} />
      {length > 0 && (
        <ol class="items">
          {Array.from({ length: drawn }, (_, at) => (
            <Item
              key={at}
              list={pointer}
              at={at}
              of={length}
              property={property}
              level={level + 1}
            />
          ))}
        </ol>
      )}
      {drawn < length && (
        <p class="row">
          <span class="muted">{t('{count} more are not drawn', { count: length - drawn })}</span>
          <Button onClick={() => raise(pointer, drawn + STEP)}>
            {t('Show {count} more', { count: Math.min(STEP, length - drawn) })}
          </Button>
        </p>
      )}
    </Region>
  );
}

/** A list of the plan itself is a landmark; lists in items are too many for that. */
function Region(props: { pointer: string; label?: string; children: ComponentChildren }) {
  const common = { class: 'records', id: idOf(props.pointer), tabIndex: -1 };
  if (!props.label) return <div {...common}>{props.children}</div>;
  return (
    <section {...common} aria-label={props.label}>
      {props.children}
    </section>
  );
}

const listAt = (pointer: string): Json[] => {
  const value = valueAt(pointer);
  return Array.isArray(value) ? value : [];
};

const nameOf = (value: Json | undefined): string =>
  isObject(value) && typeof value.name === 'string' ? value.name : '';

function freshName(start: string, items: Json[]): string {
  const taken = new Set(items.map(nameOf));
  if (!taken.has(start)) return start;
  let number = 2;
  while (taken.has(`${start}${number}`)) number++;
  return `${start}${number}`;
}

function add(pointer: string, property: Property): void {
  const items = listAt(pointer);
  const hasName = table[property.of ?? '']?.properties.some((it) => it.name === 'name');
  const start = newName(property.name);
  const item: Json = hasName && start ? { name: freshName(start, items) } : {};
  put(pointer, [...items, item], t('new {word}', { word: itemWord(property.name) }));
  jump(child(pointer, items.length));
}

function put(pointer: string, items: Json[], what: string): void {
  const last = pointer.slice(pointer.lastIndexOf('/') + 1);
  change(withAt(plan.value, pointer, items.length > 0 ? items : undefined), what);
  announce(`${titleOf(last)}: ${what}`);
}

interface ItemProps {
  list: string;
  at: number;
  of: number;
  property: Property;
  level: number;
}

function Item({ list, at, of, property, level }: ItemProps) {
  const pointer = child(list, at);
  const kind = property.of ?? '';
  const isThere = useComputed(() => isObject(valueAt(pointer))).value;
  const name = useComputed(() => nameOf(valueAt(pointer))).value;
  const summary = useComputed(() => summaryOf(kind, valueAt(pointer), pointer)).value;
  const counts = useCounts(pointer);
  const shown = useComputed(() => isOpen(pointer)).value;
  const word = itemWord(property.name);
  const called = name || `${word} ${at + 1}`;
  const Tag = `h${Math.min(6, level)}` as 'h2';
  const bodyId = `${idOf(pointer)}-body`;
  return (
    <li class={shown ? 'item open' : 'item'}>
      <div class="bar">
        <Tag>
          <button
            type="button"
            class="disclose"
            id={idOf(pointer)}
            aria-expanded={shown}
            aria-controls={shown ? bodyId : undefined}
            onClick={() => setOpen(pointer, !shown)}
          >
            <span class="name">{called}</span>
            <span class="summary">{summary}</span>
            <CountMarks counts={counts} />
          </button>
        </Tag>
        <Button
          class="icon"
          label={t('Move {called} up', { called })}
          disabled={at === 0}
          onClick={() => move(list, at, at - 1)}
        >
          <Icon name="up" />
        </Button>
        <Button
          class="icon"
          label={t('Move {called} down', { called })}
          disabled={at === of - 1}
          onClick={() => move(list, at, at + 1)}
        >
          <Icon name="down" />
        </Button>
        <Button
          class="icon"
          label={t('Duplicate {called}', { called })}
          onClick={() => duplicate(list, at, property)}
        >
          <Icon name="copy" />
        </Button>
        <Button
          class="icon"
          label={t('Remove {called}', { called })}
          onClick={() => remove(list, at, called)}
        >
          <Icon name="remove" />
        </Button>
      </div>
      {shown && (
        <div class="body" id={bodyId}>
          {isThere ? (
            <>
              <InlineFindings pointer={pointer} />
              <RecordFields pointer={pointer} type={kind} level={level + 1} />
            </>
          ) : (
            <AnyField
              pointer={pointer}
              property={{ name: called, help: t('This is no {word}.', { word }), kind: 'text' }}
            />
          )}
        </div>
      )}
    </li>
  );
}

function move(list: string, from: number, to: number): void {
  const items = [...listAt(list)];
  const [item] = items.splice(from, 1);
  if (item === undefined) return;
  items.splice(to, 0, item);
  moved(list, (place) => (place === from ? to : place === to ? from : place));
  put(list, items, t('moved {name}', { name: nameOf(item) || t('an item') }));
}

function duplicate(list: string, at: number, property: Property): void {
  const items = listAt(list);
  const item = items[at];
  if (item === undefined) return;
  const start = nameOf(item).replace(/\d+$/, '');
  const copy = isObject(item) && start ? { ...item, name: freshName(start, items) } : item;
  moved(list, (place) => (place > at ? place + 1 : place));
  put(
    list,
    [...items.slice(0, at + 1), copy, ...items.slice(at + 1)],
    t('copy of {name}', { name: nameOf(item) || itemWord(property.name) }),
  );
  jump(child(list, at + 1));
}

function remove(list: string, at: number, called: string): void {
  const items = listAt(list);
  moved(list, (place) => (place === at ? undefined : place > at ? place - 1 : place));
  const left = items.filter((_, place) => place !== at);
  put(list, left, t('removed {called}', { called }));
  // The focus would be lost with the button: it goes to the item that took the place, or the list.
  const next = left.length > 0 ? child(list, Math.min(at, left.length - 1)) : list;
  focusSoon(idOf(next));
}

/** Puts the focus where it was lost with what it was on. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
