// A certificate for 127.0.0.1 and the throw-away authority that signed it. Neither is kept: every
// server makes its own, and the authority's key is never written anywhere.

import { generate } from 'selfsigned';

const day = 24 * 60 * 60 * 1000;

/** Answers `{ ca, cert, key }`, all PEM. */
export async function certificates(now = Date.now()) {
  const lasts = {
    keyType: /** @type {const} */ ('ec'),
    algorithm: 'sha256',
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + 30 * day),
  };
  const authority = await generate([{ name: 'commonName', value: 'aksplan tests' }], {
    ...lasts,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    ...lasts,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { ca: authority.cert, cert: server.cert, key: server.private };
}
