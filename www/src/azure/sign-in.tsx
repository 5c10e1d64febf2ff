// The form of signing in, and what is asked in the middle.

import { signal } from '@preact/signals';
import type { Cloud } from 'aksplan';
import { useId } from 'preact/hooks';
import { copy } from '../files.ts';
import { rich, t } from '../lang.ts';
import { Button } from '../marks.tsx';
import type { Planner } from '../whole.tsx';
import { clouds, redirectUri } from './clouds.ts';
import { type Question, signIn } from './session.ts';
import { set, settings, type Way } from './settings.ts';
import { Problem, task } from './task.tsx';

/** Typed secrets, for as long as it takes to sign in. */
const token = signal('');
const key = signal('');

const signing = task<void>();

const ways: [Way, string][] = [
  ['account', t('My account, in a window of Microsoft’s')],
  ['token', t('A token that I paste')],
  ['key', t('The key of a gateway alone')],
];

export function SignIn({ planner }: { planner: Planner }) {
  const now = settings.value;
  const hasGateway = now.way === 'key' || now.gateway !== '';
  const isReady =
    (now.way === 'account' && now.clientId !== '') ||
    (now.way === 'token' && token.value.trim() !== '') ||
    (now.way === 'key' && now.gateway !== '' && key.value !== '');
  const begin = () =>
    signing.run(t('Signing in'), async ({ signal: stopped }) => {
      await Promise.race([
        signIn(planner, token.value, hasGateway ? key.value : ''),
        new Promise<never>((_, reject) => {
          stopped.addEventListener('abort', () => reject(stopped.reason));
        }),
      ]);
      token.value = '';
      key.value = '';
    });
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void begin();
      }}
    >
      <p>
        {t(
          'Sign in to see what exists, whether the plan will work there, and to deploy it. Until then this page asks nobody anything; afterwards it talks to Azure alone.',
        )}
      </p>
      <Choice
        label={t('Cloud')}
        value={now.cloud}
        options={Object.entries(clouds).map(([cloud, { title }]) => [cloud, title])}
        onChange={(cloud) => set({ cloud: cloud as Cloud })}
      />
      <fieldset>
        <legend>{t('Sign in with')}</legend>
        {ways.map(([way, title]) => (
          <label key={way} class="inline-label">
            <input
              type="radio"
              name="azure-way"
              checked={now.way === way}
              onChange={() => set({ way })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      {now.way === 'account' && <AccountFields />}
      {now.way === 'token' && <TokenField />}
      <details open={hasGateway}>
        <summary>{t('An API Management gateway in front of Azure')}</summary>
        <GatewayFields />
      </details>
      <p class="row">
        <button type="submit" class="fix" disabled={!isReady || signing.doing.value !== undefined}>
          {t('Sign in')}
        </button>
        {signing.doing.value && (
          <>
            <span role="status">
              {now.way === 'account' ? t('Waiting for the other window…') : t('Signing in…')}
            </span>
            <Button onClick={signing.stop}>{t('Stop waiting')}</Button>
          </>
        )}
      </p>
      {signing.problem.value !== undefined && <Problem error={signing.problem.value} />}
      <p class="muted">
        {t(
          'Tokens and keys stay in this tab’s memory. They are never stored, shown, logged or put into a link, and a reload forgets them.',
        )}
      </p>
    </form>
  );
}

function AccountFields() {
  const { clientId, tenant, cloud } = settings.value;
  const uri = redirectUri();
  return (
    <>
      <Field
        label={t('Application (client) id')}
        value={clientId}
        onInput={(it) => set({ clientId: it.trim() })}
      />
      <Field
        label={t('Tenant')}
        note={t('id or domain; empty: that of the account')}
        value={tenant}
        onInput={(it) => set({ tenant: it.trim() })}
      />
      <details open={clientId === ''}>
        <summary>{t('Where the id is from')}</summary>
        <p>
          {cloud === 'AzureCloud'
            ? t(
                'Microsoft signs people in to a registered application. Whoever may register one in your tenant does so once as a single-page application, and this page’s address is where it returns:',
              )
            : t(
                'Microsoft signs people in to a registered application. Whoever may register one in your tenant does so once, in this cloud, as a single-page application, and this page’s address is where it returns:',
              )}
        </p>
        <p class="row">
          <code>{uri}</code>
          <Button onClick={() => void copy(uri, t('Address'))}>{t('Copy')}</Button>
        </p>
        <p>{t('With the Azure CLI, the last line printed being the id:')}</p>
        <pre class="example">{registration(uri)}</pre>
      </details>
    </>
  );
}

/** Commands that register the page. */
const registration = (
  uri: string,
): string => `id=$(az ad app create --display-name aksplan --query appId --output tsv)
az ad app update --id "$id" --set spa='{"redirectUris": ["${uri.replaceAll("'", '%27')}"]}'
az ad app permission add --id "$id" --api 797f4846-ba00-4fd7-ba43-dac1f8f63013 --api-permissions 41094075-9dad-400e-a0bd-54e686782033=Scope
echo "$id"`;

/** Takes a token, here and when one has ended. */
export function TokenField() {
  return (
    <>
      <Field
        label={t('Token')}
        secret
        value={token.value}
        onInput={(it) => {
          token.value = it;
        }}
      />
      <p class="muted">
        {rich(t('Printed by {code}. It lasts about an hour; then another one is asked for.'), {
          code: <code>az account get-access-token --query accessToken --output tsv</code>,
        })}
      </p>
    </>
  );
}

function GatewayFields() {
  const { gateway, header } = settings.value;
  return (
    <>
      <Field
        label={t('Base address')}
        note={t('such as {address}', { address: 'https://gateway.example.com/arm' })}
        value={gateway}
        onInput={(it) => set({ gateway: it.trim() })}
      />
      <Field
        label={t('Header of the key')}
        value={header}
        onInput={(it) => set({ header: it.trim() })}
      />
      <Field
        label={t('Key')}
        secret
        value={key.value}
        onInput={(it) => {
          key.value = it;
        }}
      />
    </>
  );
}

/** What Azure wants to know in the middle of something. */
export function Asked({ question }: { question: Question }) {
  const answering = again;
  return (
    <form
      class="asked"
      onSubmit={(event) => {
        event.preventDefault();
        void answering.run(t('Signing in'), async () => {
          await question.answer(token.value);
          token.value = '';
        });
      }}
    >
      <p role="alert">
        <strong>
          {question.kind === 'token'
            ? t('The token has ended, or Azure refuses it. Paste another one.')
            : t('Azure wants you to sign in again.')}
        </strong>{' '}
        {t('What runs waits for it.')}
      </p>
      {question.kind === 'token' && <TokenField />}
      <p class="row">
        <button type="submit" class="fix">
          {question.kind === 'token' ? t('Go on') : t('Sign in again')}
        </button>
        <Button onClick={question.refuse}>{t('Give up')}</Button>
      </p>
      {answering.problem.value !== undefined && <Problem error={answering.problem.value} />}
    </form>
  );
}

const again = task<void>();

export function Field(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  note?: string;
  secret?: boolean;
}) {
  const id = useId();
  const attributes = {
    id,
    autocomplete: 'off',
    spellcheck: false,
    value: props.value,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      props.onInput(event.currentTarget.value),
  };
  return (
    <div class="azure-field">
      <label for={id}>
        {props.label} {props.note && <span class="muted">({props.note})</span>}
      </label>
      {props.secret ? (
        <input type="password" {...attributes} />
      ) : (
        <input type="text" autocapitalize="off" {...attributes} />
      )}
    </div>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  options: [string, string][];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="azure-field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
