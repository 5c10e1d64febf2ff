// Errors as Azure Resource Manager says them: `{ "error": { "code", "message" } }`.

export class ArmError extends Error {
  /**
   * @param {number} status @param {string} code @param {string} message
   * @param {{ headers?: Record<string, string>, target?: string, more?: object }} extra
   */
  constructor(status, code, message, { headers = {}, target, more } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    const placed = target === undefined ? {} : { target };
    /** @type {any} */
    this.body = { error: { code, message, ...placed }, ...more };
  }
}

export const notFound = (code, message) => new ArmError(404, code, message);
export const conflict = (code, message) => new ArmError(409, code, message);
export const badRequest = (code, message, target) => new ArmError(400, code, message, { target });

/** The container service says its errors without the `error` around them. */
export class ServiceError extends ArmError {
  constructor(status, code, message, target) {
    super(status, code, message, { target });
    const placed = target === undefined ? {} : { target };
    /** @type {any} */
    this.body = { code, details: null, message, subcode: '', ...placed };
  }
}
