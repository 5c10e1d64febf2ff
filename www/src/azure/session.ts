// Who is signed in. Tokens and keys are in memory alone: here, in MSAL and in the planner.

import { signal } from '@preact/signals';
import type { Azure, AzureToken, AzureTokenRequest, Cloud } from 'aksplan';
import { locale, t } from '../lang.ts';
import { announce, dismiss, notify } from '../status.ts';
import type { Planner } from '../whole.tsx';
import { clouds } from './clouds.ts';
import { openAzure } from './door.tsx';
import { claimsOf } from './jwt.ts';
import { type Settings, settings, type Way } from './settings.ts';

export interface Session {
  planner: Planner;
  azure: Azure;
  cloud: Cloud;
  way: Way;
  /** Whose it is, in words. */
  who: string;
  /** The tenant, where it is known. */
  tenant: string;
  /** Forgets the tokens. */
  forget: () => void;
}

export const session = signal<Session | undefined>(undefined);

/** When the pasted token ends, in milliseconds since 1970. */
export const tokenEnds = signal<number | undefined>(undefined);

/** What Azure wants to know in the middle of something; whatever runs waits for it. */
export interface Question {
  kind: 'account' | 'token';
  /** Opens the window, or takes the pasted token. Throws with the reason where that fails. */
  answer: (token: string) => Promise<void>;
  refuse: () => void;
}

export const question = signal<Question | undefined>(undefined);

/** Asks and waits. */
function ask(kind: Question['kind'], take: (token: string) => Promise<AzureToken>) {
  question.peek()?.refuse();
  return new Promise<AzureToken>((resolve, reject) => {
    const over = () => {
      question.value = undefined;
      dismiss('azure-question');
    };
    question.value = {
      kind,
      answer: async (token) => {
        const given = await take(token);
        over();
        resolve(given);
      },
      refuse: () => {
        over();
        reject(new Error(t('nobody signed in again')));
      },
    };
    notify('azure-question', t('Azure asks you to sign in again. What runs waits for it.'), [
      { label: t('Sign in again…'), run: openAzure },
    ]);
  });
}

/** Whether the page's own policy lets it connect there. */
export function mayConnect(address: string): boolean {
  let origin: string;
  try {
    ({ origin } = new URL(address));
  } catch {
    return true;
  }
  const policy = document.querySelector<HTMLMetaElement>(
    'meta[http-equiv="Content-Security-Policy"]',
  );
  const sources = /connect-src ([^;]*)/.exec(policy?.content ?? '')?.[1]?.split(' ');
  return !sources || origin === location.origin || sources.includes(origin);
}

type Supplier = (request: AzureTokenRequest) => Promise<AzureToken>;

/** Signs in in the way that the settings say. `secret` is the pasted token; `key` the gateway's. */
export async function signIn(planner: Planner, secret: string, key: string): Promise<void> {
  const now = settings.peek();
  if (now.gateway && !mayConnect(now.gateway)) {
    throw new Error(
      t(
        'this page may connect to Azure alone: its content security policy does not name the gateway. Serve the page from the gateway’s own host, or build it with AKSPLAN_CONNECT set to the gateway’s address',
      ),
    );
  }
  const began = await supplierOf(now, secret);
  const { who, tenant, forget, token } = began;
  const azure = new planner.Azure({
    cloud: now.cloud,
    ...(token ? { token } : {}),
    ...(now.gateway ? { baseUrl: now.gateway } : {}),
    ...(key ? { subscriptionKey: { name: now.header, value: key } } : {}),
  });
  signOut();
  session.value = { planner, azure, cloud: now.cloud, way: now.way, who, tenant, forget };
  announce(t('Signed in: {who}', { who }));
}

interface Begun {
  who: string;
  tenant: string;
  token?: Supplier;
  forget: () => void;
}

async function supplierOf(now: Settings, secret: string): Promise<Begun> {
  if (now.way === 'key') {
    return { who: t('the key of the gateway'), tenant: '', forget: () => {} };
  }
  if (now.way === 'token') return pasted(now.cloud, secret);
  const { signIn: withAccount } = await import('./msal.ts');
  const account = await withAccount({ ...now, ask: (open) => ask('account', open) });
  return { ...account, forget: () => void account.forget() };
}

/** A token of the Azure CLI's, say. Nobody renews it but by pasting another one. */
function pasted(cloud: Cloud, secret: string): Begun {
  let { token, expiresOn } = taken(cloud, secret);
  const { tenant, who } = claimsOf(token) as { tenant: string; who: string };
  return {
    who: who || t('a pasted token'),
    tenant,
    token: async ({ renew }) => {
      if (renew || Number(expiresOn) <= Date.now()) {
        ({ token, expiresOn } = await ask('token', async (next) => taken(cloud, next)));
      }
      return { token, expiresOn };
    },
    forget: () => {
      token = '';
      tokenEnds.value = undefined;
    },
  };
}

/** Throws when it is no token that Azure would take. */
function taken(cloud: Cloud, text: string): AzureToken {
  // What `az account get-access-token` prints is taken as it is.
  const token =
    /"accessToken":\s*"([^"]+)"/.exec(text)?.[1] ?? text.trim().replace(/^Bearer /i, '');
  const claims = claimsOf(token);
  if (!claims) throw new Error(t('this is no token: it has three parts with points between'));
  if (claims.ends <= Date.now()) {
    throw new Error(
      t('this token ended at {when}', { when: new Date(claims.ends).toLocaleString(locale) }),
    );
  }
  if (!clouds[cloud].audiences.includes(claims.audience)) {
    throw new Error(
      t('this token is made for `{audience}`, not for {title}', {
        audience: claims.audience,
        title: clouds[cloud].title,
      }),
    );
  }
  tokenEnds.value = claims.ends;
  return { token, expiresOn: claims.ends };
}

export function signOut(): void {
  const now = session.peek();
  if (!now) return;
  session.value = undefined;
  question.peek()?.refuse();
  now.forget();
  announce(t('Signed out'));
}
