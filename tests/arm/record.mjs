// What is kept of each request. A secret never is.

const hidden = '***';

const headersHidden = new Set([
  'authorization',
  'cookie',
  'ocp-apim-subscription-key',
  'proxy-authorization',
  'x-identity-header',
  'x-ms-authorization-auxiliary',
]);

const fieldsHidden = new Set([
  'access_token',
  'adminpassword',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'gmsaprofilepassword',
  'id_token',
  'password',
  'refresh_token',
  'secret',
  'subscription-key',
]);

/** A request's headers without its secrets; `key` is the header that a gateway's key comes in. */
export function headersToKeep(headers, key) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      headersHidden.has(name) || name === key?.toLowerCase() ? hidden : value,
    ]),
  );
}

/** A body without its secrets, however deep. */
export function bodyToKeep(body) {
  if (Array.isArray(body)) return body.map(bodyToKeep);
  if (body === null || typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      fieldsHidden.has(name.toLowerCase()) && typeof value === 'string'
        ? hidden
        : bodyToKeep(value),
    ]),
  );
}
