// Microsoft.ManagedIdentity: identities that clusters are given, and their principals.

import { tenant } from '../cloud.mjs';
import { badRequest } from '../errors.mjs';
import { nameOf } from '../ids.mjs';

const userAssignedIdentities = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  tracked: true,
  check({ id }) {
    // Published: 3 to 128 letters, digits, hyphens and underscores; it starts with a letter or digit.
    if (/^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/.test(nameOf(id))) return;
    throw badRequest(
      'InvalidResourceName',
      `The resource name '${nameOf(id)}' is not valid for a user assigned identity.`,
    );
  },
  fill({ arm, id, wanted, old }) {
    const properties = old?.properties ?? {
      ...wanted.properties,
      tenantId: tenant,
      principalId: arm.fresh('principal', id),
      clientId: arm.fresh('client', id),
    };
    return { tags: {}, ...wanted, properties };
  },
  kept({ arm, id }, { name, properties: { principalId, clientId } }) {
    arm.principals.add({ principalId, appId: clientId, name, of: id });
  },
  gone(resource, arm) {
    arm.principals.remove(resource.properties.principalId);
  },
};

const federatedIdentityCredentials = {
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  fill: ({ wanted }) => ({ properties: wanted.properties }),
};

export const types = [userAssignedIdentities, federatedIdentityCredentials];
export const routes = [];
