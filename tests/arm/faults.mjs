// Faults that a test asks for: what a request gets instead of its answer, or how an operation ends.

/**
 * @typedef {object} Fault
 * @property {{ method?: string, path?: string | RegExp, api?: string } | ((request: any) => boolean)} [match]
 *   Which requests; a text is looked for in the path, without case. All of them without it.
 * @property {number} [times] How often; without end when left out.
 * @property {number} [skip] How many matching requests pass before.
 * @property {number} [status] Answers this, with `body` and `headers`.
 * @property {any} [body]
 * @property {Record<string, string>} [headers]
 * @property {boolean} [after] The request is carried out first, and only its answer is lost.
 * @property {'before' | 'middle'} [reset] Closes the connection: at once, or within the body.
 * @property {number} [slow] Milliseconds before the answer.
 * @property {boolean} [silent] Never answers.
 * @property {boolean} [unheard] Never arrives: nothing is carried out, and nothing answered.
 * @property {'cut' | 'html' | 'empty'} [malformed] A body that is no JSON.
 * @property {'same' | 'ever'} [nextLink] Pages that lead to themselves, or go on for ever.
 * @property {boolean} [expired] The token is refused as expired.
 * @property {string} [claims] Refused with a claims challenge.
 * @property {{ fails?: { code: string, message: string }, canceled?: boolean, hangs?: boolean,
 *   vanishes?: boolean }} [operation] How the long-running operation goes that the request begins.
 */

/** @param {Fault} fault */
const matches = ({ match }, request) => {
  if (!match) return true;
  if (typeof match === 'function') return match(request);
  const { method, path } = match;
  if (method && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  const text = decodeURIComponent(request.path);
  if (typeof path === 'string') return text.toLowerCase().includes(path.toLowerCase());
  return path.test(text);
};

export class Faults {
  /** @type {(Fault & { left: number, passing: number })[]} */
  #all = [];

  /** @param {Fault} fault */
  add(fault) {
    const added = {
      ...fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      passing: fault.skip ?? 0,
    };
    this.#all.push(added);
    return () => {
      this.#all = this.#all.filter((it) => it !== added);
    };
  }

  clear() {
    this.#all = [];
  }

  #take(request, wanted) {
    for (const fault of this.#all) {
      if (fault.left <= 0 || !wanted(fault) || !matches(fault, request)) continue;
      if (fault.passing > 0) {
        fault.passing -= 1;
        continue;
      }
      fault.left -= 1;
      return fault;
    }
    return undefined;
  }

  /** The fault that this request meets, if any. */
  meet(request) {
    return this.#take(request, (it) => it.operation === undefined);
  }

  /** How the operation goes that this request begins, if a test said. */
  outcome({ method, path }) {
    return this.#take({ method, path }, (it) => it.operation !== undefined)?.operation;
  }
}

/** What is answered in place of the true answer. */
export function instead(fault) {
  if (fault.expired) {
    return refused('ExpiredAuthenticationToken', 'The access token expiry UTC time has passed.');
  }
  if (fault.claims) {
    const claims = Buffer.from(fault.claims).toString('base64');
    return refused(
      'InteractionRequired',
      'Continuous access evaluation resulted in a challenge.',
      `, claims="${claims}"`,
    );
  }
  if (fault.status === undefined) return undefined;
  const { status, body, headers = {} } = fault;
  if (status === 429 && body === undefined) {
    const message = 'The request is being throttled as the limit has been reached.';
    return {
      status,
      headers: { 'retry-after': '1', ...headers },
      body: { error: { code: 'TooManyRequests', message } },
    };
  }
  return { status, headers, body };
}

function refused(code, message, more = '') {
  const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token", error_description="${message}"${more}`;
  return {
    status: 401,
    headers: { 'www-authenticate': challenge },
    body: { error: { code, message } },
  };
}
