// What a token says of itself. It is not verified: Azure does that.

import { isObject } from '../json.ts';

export interface Claims {
  /** What it is made for. */
  audience: string;
  /** Milliseconds since 1970. */
  ends: number;
  /** Its tenant. */
  tenant: string;
  /** Whose it is, as far as it says. */
  who: string;
}

/** The claims of a token; `undefined` when it is none. */
export function claimsOf(token: string): Claims | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const bytes = atob((parts[1] as string).replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (it) => it.charCodeAt(0)));
    const claims: unknown = JSON.parse(text);
    if (!isObject(claims) || typeof claims.exp !== 'number') return undefined;
    const word = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '');
    return {
      audience: word('aud').replace(/\/$/, ''),
      ends: claims.exp * 1000,
      tenant: word('tid'),
      who: word('upn') || word('unique_name') || word('preferred_username') || word('appid'),
    };
  } catch {
    return undefined;
  }
}
