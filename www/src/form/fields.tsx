// One field for each kind of property.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { isObject, type Json, same } from '../json.ts';
import { t } from '../lang.ts';
import { type } from '../plan.ts';
import { Help } from './help.tsx';
import { useAzureDefault, useFindings, useValue } from './hooks.ts';
import { InlineFindings } from './inline.tsx';
import { idOf } from './open.ts';
import { listId } from './references.tsx';
import { type Property, referenceOf } from './table.ts';
import { isUnknown } from './unknowns.ts';
import { format, formatAny, parse, parseAny } from './values.ts';

interface FieldProps {
  pointer: string;
  property: Property;
}

export function Field(props: FieldProps) {
  const value = useValue(props.pointer);
  const { kind } = props.property;
  const fits =
    kind === 'switch' || kind === 'maybe'
      ? value === undefined || value === null || typeof value === 'boolean'
      : kind === 'onOff'
        ? value === undefined || value === null || isSwitch(value)
        : format(kind, value) !== undefined;
  if (!fits) return <AnyField {...props} />;
  if (kind === 'switch') return <SwitchField {...props} />;
  if (kind === 'maybe' || kind === 'onOff') return <TernaryField {...props} />;
  if (kind === 'choice') return <ChoiceField {...props} />;
  if (kind === 'texts' && props.property.words) return <WordsField {...props} />;
  if (kind === 'maybeTexts') return <MaybeTextsField {...props} />;
  if (kind === 'texts' || kind === 'map') return <LinesField {...props} />;
  return <LineField {...props} />;
}

const isSwitch = (value: Json) =>
  isObject(value) &&
  Object.entries(value).every(([name, it]) => name === 'enabled' && typeof it === 'boolean');

/** Label, help, what Azure takes, findings: the same around every field. */
function Frame(
  props: FieldProps & { isSet: boolean; wide?: boolean; children: ComponentChildren },
) {
  const { pointer, property } = props;
  const azure = useAzureDefault(pointer);
  const isOpen = isUnknown(useValue(pointer));
  const id = idOf(pointer);
  const shown = !props.isSet && azure !== undefined;
  return (
    <div class={props.wide ? 'field wide' : 'field'}>
      <div class="label">
        <label for={id}>{property.name}</label>
        {shown && <span class="azure">{t("Azure's default")}</span>}
        {isOpen && <span class="unknown">{t('not known')}</span>}
      </div>
      {props.children}
      <p class="help" id={`${id}-help`}>
        <Help text={property.help} />
      </p>
      <InlineFindings pointer={pointer} />
    </div>
  );
}

/** Attributes that every control has. */
function useControl({ pointer }: FieldProps) {
  const findings = useFindings(pointer);
  const id = idOf(pointer);
  return {
    id,
    'aria-describedby': findings.length > 0 ? `${id}-help ${id}-found` : `${id}-help`,
    'aria-invalid': findings.some((it) => it.severity === 'error') || undefined,
  };
}

/** Text that is shown as typed for as long as it means what the plan holds. */
function useTyped(
  value: Json | undefined,
  shown: string,
  read: (text: string) => Json | undefined,
) {
  const typed = useSignal<string | undefined>(undefined);
  const text = typed.value;
  return {
    text: text !== undefined && same(read(text), value) ? text : shown,
    keep: (next: string) => {
      typed.value = next;
    },
    settle: () => {
      typed.value = undefined;
    },
  };
}

const plain = (text: string) => text.replaceAll('`', '');

function usePlaceholder({ pointer, property }: FieldProps): string {
  const azure = useAzureDefault(pointer);
  return azure ?? (property.absent ? plain(property.absent) : '');
}

/** What a list of choices says for "not given": never the same as one of its words. */
const leftOut = (azure: string) => (azure ? t('Default: {azure}', { azure }) : t('Not given'));

function LineField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const read = (text: string) => parse(property.kind, text);
  const { text, keep, settle } = useTyped(value, format(property.kind, value) ?? '', read);
  const reference = referenceOf(property);
  const isNumber = property.kind === 'integer' || property.kind === 'number';
  return (
    <Frame {...props} isSet={text !== ''}>
      <input
        {...useControl(props)}
        type="text"
        inputMode={isNumber ? (property.kind === 'integer' ? 'numeric' : 'decimal') : undefined}
        class={isNumber ? 'number' : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={usePlaceholder(props)}
        list={reference && listId(reference)}
        value={text}
        onInput={(event) => {
          const next = event.currentTarget.value;
          keep(next);
          type(pointer, read(next));
        }}
        onBlur={settle}
      />
    </Frame>
  );
}

function LinesField(props: FieldProps) {
  const { pointer, property } = props;
  return (
    <Frame {...props} isSet={useValue(pointer) !== undefined}>
      <Lines
        {...props}
        placeholder={usePlaceholder(props)}
        perLine={property.kind === 'map' ? t('name=value') : ''}
      />
    </Frame>
  );
}

/** A list or map, an item a line. */
function Lines(props: FieldProps & { placeholder: string; perLine: string }) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const read = (text: string) => parse(property.kind, text);
  const { text, keep, settle } = useTyped(value, format(property.kind, value) ?? '', read);
  return (
    <textarea
      {...useControl(props)}
      rows={Math.min(12, text.split('\n').length)}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      placeholder={
        props.placeholder ||
        (props.perLine ? t('{what}, one a line', { what: props.perLine }) : t('one a line'))
      }
      value={text}
      onInput={(event) => {
        const next = event.currentTarget.value;
        keep(next);
        type(pointer, read(next));
      }}
      onBlur={settle}
    />
  );
}

/** A list where "none" is something else than "not given". */
function MaybeTextsField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const azure = useAzureDefault(pointer);
  const chosen = value === undefined || value === null ? '' : 'these';
  const id = idOf(pointer);
  const left = leftOut(azure ?? plain(property.absent ?? ''));
  return (
    <Frame {...props} isSet={chosen !== ''}>
      <div class="pair">
        <select
          {...useControl(props)}
          id={chosen ? `${id}-which` : id}
          aria-label={t('{name}: which', { name: property.name })}
          value={chosen}
          onChange={(event) => type(pointer, event.currentTarget.value ? [] : undefined)}
        >
          <option value="">{left}</option>
          <option value="these">{t('only these (empty: none)')}</option>
        </select>
        {chosen && <Lines {...props} placeholder={t('none')} perLine="" />}
      </div>
    </Frame>
  );
}

function SwitchField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const id = idOf(pointer);
  return (
    <div class="field check">
      <div class="label">
        <input
          {...useControl(props)}
          type="checkbox"
          checked={value === true}
          onChange={(event) => type(pointer, event.currentTarget.checked || undefined)}
        />
        <label for={id}>{property.name}</label>
      </div>
      <p class="help" id={`${id}-help`}>
        <Help text={property.help} />
      </p>
      <InlineFindings pointer={pointer} />
    </div>
  );
}

/** On, off, or not given. */
function TernaryField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const asObject = property.kind === 'onOff';
  const enabled = isObject(value) ? value.enabled === true : value;
  const chosen = value === undefined || value === null ? '' : enabled ? 'on' : 'off';
  const left = leftOut(usePlaceholder(props));
  return (
    <Frame {...props} isSet={chosen !== ''}>
      <select
        {...useControl(props)}
        class={chosen ? undefined : 'unset'}
        value={chosen}
        onChange={(event) => {
          const word = event.currentTarget.value;
          const on = word === 'on';
          type(pointer, word === '' ? undefined : asObject ? { enabled: on } : on);
        }}
      >
        <option value="">{left}</option>
        <option value="on">{t('on')}</option>
        <option value="off">{t('off')}</option>
      </select>
    </Frame>
  );
}

function ChoiceField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const text = format('choice', value) ?? '';
  const words = property.words ?? [];
  const known = text === '' || words.some(([word]) => word === text);
  const left = leftOut(usePlaceholder(props));
  return (
    <Frame {...props} isSet={text !== ''}>
      <select
        {...useControl(props)}
        class={text ? undefined : 'unset'}
        value={text}
        onChange={(event) => type(pointer, event.currentTarget.value || undefined)}
      >
        <option value="">{left}</option>
        {!known && <option value={text}>{text}</option>}
        {words.map(([word, help]) => (
          <option key={word} value={word}>
            {help && !help.startsWith(word) ? `${word} – ${plain(help).replace(/\.$/, '')}` : word}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** Words of which any number may be chosen, in the order they were chosen. */
function WordsField(props: FieldProps) {
  const { pointer, property } = props;
  const value = useValue(pointer);
  const chosen = Array.isArray(value) ? value : [];
  const words = property.words ?? [];
  const strange = chosen.filter((it) => !words.some(([word]) => word === it));
  const id = idOf(pointer);
  const control = useControl(props);
  return (
    <fieldset
      class="field words"
      id={id}
      tabIndex={-1}
      aria-describedby={control['aria-describedby']}
    >
      <legend class="label">
        {property.name}
        {chosen.length === 0 && property.absent && (
          <span class="azure">
            {' '}
            {t("Azure's default: {value}", { value: plain(property.absent) })}
          </span>
        )}
      </legend>
      <div class="row">
        {[...words.map(([word]) => word), ...strange.map(String)].map((word) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={chosen.map(String).includes(word)}
              onChange={(event) => {
                const rest = chosen.filter((it) => String(it) !== word);
                const next = event.currentTarget.checked ? [...rest, word] : rest;
                type(pointer, next.length > 0 ? next : undefined);
              }}
            />
            {word}
          </label>
        ))}
      </div>
      <p class="help" id={`${id}-help`}>
        <Help text={property.help} />
      </p>
      <InlineFindings pointer={pointer} />
    </fieldset>
  );
}

/** A value of another type than its field's: shown as the JSON it is. */
export function AnyField(props: FieldProps) {
  const { pointer } = props;
  const value = useValue(pointer);
  const { text, keep, settle } = useTyped(value, formatAny(value), parseAny);
  return (
    <Frame {...props} isSet={true} wide>
      <textarea
        {...useControl(props)}
        rows={Math.min(8, text.split('\n').length)}
        spellcheck={false}
        value={text}
        onInput={(event) => {
          const next = event.currentTarget.value;
          keep(next);
          type(pointer, parseAny(next));
        }}
        onBlur={settle}
      />
    </Frame>
  );
}
