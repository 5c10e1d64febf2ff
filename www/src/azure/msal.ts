// Signing in with an account, by Microsoft's own library. It is loaded when somebody signs in.
//
// Tokens stay in memory: what is in sessionStorage or localStorage can be read by every script of the
// page's host. The price is that a reload asks again, which is one click while the browser is still
// signed in to Microsoft. MSAL's redirect needs a storage for its tokens, and would end what runs in
// the page; so people sign in in a window of its own, and nothing typed is ever at stake.

import {
  type AccountInfo,
  AuthError,
  type AuthenticationResult,
  BrowserCacheLocation,
  CacheLookupPolicy,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
} from '@azure/msal-browser';
import type { AzureToken, AzureTokenRequest, Cloud } from 'aksplan';
import { t } from '../lang.ts';
import { clouds, redirectUri } from './clouds.ts';

/** People read mails for codes, and look for their telephones. */
const WINDOW_OPEN = 600_000;

export interface Account {
  who: string;
  tenant: string;
  /** Gives tokens for as long as it can do so without asking. */
  token: (request: AzureTokenRequest) => Promise<AzureToken>;
  forget: () => Promise<void>;
}

export interface SignIn {
  cloud: Cloud;
  clientId: string;
  tenant: string;
  /** Has people asked, and opens the window from their click. */
  ask: (open: () => Promise<AzureToken>) => Promise<AzureToken>;
}

/** Signs in. The click that leads here may open a window. */
export async function signIn({ cloud, clientId, tenant, ask }: SignIn): Promise<Account> {
  const { authority, resourceManager } = clouds[cloud];
  const at = (of: string) => `${authority}/${of || 'organizations'}`;
  const app = await createStandardPublicClientApplication({
    auth: {
      clientId,
      authority: at(tenant),
      redirectUri: redirectUri(),
      // Azure may ask for more in the middle (continuous access evaluation): it is answered below.
      clientCapabilities: ['CP1'],
    },
    cache: { cacheLocation: BrowserCacheLocation.MemoryStorage },
    system: { popupBridgeTimeout: WINDOW_OPEN },
  });
  // With this scope people can consent at sign-in, which the application's own list may lack.
  const scopes = [`${resourceManager}/user_impersonation`];
  const first = await app
    .loginPopup({ scopes, prompt: 'select_account', overrideInteractionInProgress: true })
    .catch(explain);
  const account: AccountInfo = first.account;

  async function token(request: AzureTokenRequest): Promise<AzureToken> {
    const { renew, claims } = request;
    const asked = {
      scopes: request.scopes.map((it) => (it === `${resourceManager}/.default` ? scopes[0] : it)),
      account,
      authority: at(request.tenant ?? tenant),
      ...(claims ? { claims } : {}),
    } as { scopes: string[]; account: AccountInfo; authority: string; claims?: string };
    try {
      const policy = renew ? 'RefreshToken' : 'AccessTokenAndRefreshToken';
      return given(
        await app.acquireTokenSilent({ ...asked, cacheLookupPolicy: CacheLookupPolicy[policy] }),
      );
    } catch (error) {
      // No refresh token, an ended one, or a claims challenge: people have to answer.
      if (!(error instanceof InteractionRequiredAuthError)) return explain(error);
      return ask(async () => {
        const popup = { ...asked, overrideInteractionInProgress: true };
        return given(await app.acquireTokenPopup(popup).catch(explain));
      });
    }
  }

  return {
    who: account.username || account.name || t('somebody'),
    tenant: account.tenantId,
    token,
    forget: () => app.clearCache({ account }),
  };
}

const given = ({ accessToken, expiresOn }: AuthenticationResult): AzureToken => ({
  token: accessToken,
  expiresOn,
});

const reasons: Record<string, string> = {
  popup_window_error: t(
    'the browser did not let a window open: allow pop-ups for this page, or use a token of the Azure CLI',
  ),
  empty_window_error: t(
    'the browser did not let a window open: allow pop-ups for this page, or use a token of the Azure CLI',
  ),
  timed_out: t('nobody signed in within ten minutes'),
  access_denied: t('the sign-in was refused, or consent was not given'),
  user_cancelled: t('the window was closed'),
  no_network_connectivity: t('you are offline'),
  interaction_in_progress_cancelled: t('another sign-in was begun'),
};

/** Throws what MSAL means, in words; codes and correlation ids of Entra stay in them. */
function explain(error: unknown): never {
  if (!(error instanceof AuthError)) throw error;
  const text = error.errorMessage.replaceAll(/\s+/g, ' ').trim();
  // What Entra says is one of several fields.
  const said = /Description: (.*?) - Correlation ID/.exec(text)?.[1] ?? text;
  const network = /network|fetch/i.test(error.errorCode)
    ? t('the sign-in service was not reached')
    : '';
  const reason = reasons[error.errorCode] ?? (said || network || error.errorCode);
  throw new Error(reason);
}
