// How people reach Azure, kept for the next visit. No token and no key is ever among it.

import { effect, signal } from '@preact/signals';
import type { Cloud } from 'aksplan';
import { isObject } from '../json.ts';
import { clouds } from './clouds.ts';

/** How people prove who they are: with an account, a token that they paste, or a gateway's key alone. */
export type Way = 'account' | 'token' | 'key';

export interface Settings {
  way: Way;
  cloud: Cloud;
  /** The application that people sign in to. */
  clientId: string;
  /** The tenant that they sign in to, by id or domain; empty: that of their account. */
  tenant: string;
  /** The base address of a gateway in front of Azure; empty: there is none. */
  gateway: string;
  /** The header that the gateway's key goes into. */
  header: string;
  /** The subscription that was chosen last. */
  subscription: string;
}

export const KEY_HEADER = 'Ocp-Apim-Subscription-Key';

const KEY = 'aksplan.azure';

const usual: Settings = {
  way: 'account',
  cloud: 'AzureCloud',
  clientId: '',
  tenant: '',
  gateway: '',
  header: KEY_HEADER,
  subscription: '',
};

function stored(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (!isObject(kept)) return usual;
    const known = Object.entries(kept).filter(
      ([name, value]) => Object.hasOwn(usual, name) && typeof value === 'string',
    );
    const settings = { ...usual, ...Object.fromEntries(known) };
    return Object.hasOwn(clouds, settings.cloud) ? settings : usual;
  } catch {
    return usual;
  }
}

export const settings = signal<Settings>(stored());

export function set(part: Partial<Settings>): void {
  settings.value = { ...settings.value, ...part };
}

effect(() => {
  const text = JSON.stringify(settings.value);
  try {
    if (text === JSON.stringify(usual)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // They hold for this visit then.
  }
});
