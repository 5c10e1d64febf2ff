// The clouds of Azure, as a page reaches them.

import type { Cloud } from 'aksplan';

export interface CloudFacts {
  title: string;
  /** Where people sign in. */
  authority: string;
  /** Azure Resource Manager: what tokens are made for. */
  resourceManager: string;
  /** What tokens of the Azure CLI are made for. */
  audiences: string[];
}

// azure/cli/core/cloud.py of azure-cli 2.91.0, 2026-09-29; the authorities as MSAL knows them.
export const clouds: Record<Cloud, CloudFacts> = {
  AzureCloud: {
    title: 'Azure',
    authority: 'https://login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    audiences: ['https://management.azure.com', 'https://management.core.windows.net'],
  },
  AzureUSGovernment: {
    title: 'Azure US Government',
    authority: 'https://login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    audiences: [
      'https://management.usgovcloudapi.net',
      'https://management.core.usgovcloudapi.net',
    ],
  },
  AzureChinaCloud: {
    title: 'Azure China (21Vianet)',
    authority: 'https://login.partner.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    audiences: ['https://management.chinacloudapi.cn', 'https://management.core.chinacloudapi.cn'],
  },
};

/** Where a sign-in ends: beside the page, so that it is of the same origin. */
export const redirectUri = (): string => new URL('signed-in.html', document.baseURI).href;
