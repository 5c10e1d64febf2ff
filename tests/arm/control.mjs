// The handle that tests in other languages, and pages, have on the local service.

const done = { status: 204 };

/** `/aksplan-test/…`: no token, never recorded. */
export const routes = [
  ['GET', 'requests', ({ arm }) => ({ status: 200, body: arm.requests })],
  ['GET', 'problems', ({ arm }) => ({ status: 200, body: arm.problems })],
  ['GET', 'resources', ({ arm }) => ({ status: 200, body: arm.resources() })],
  [
    'GET',
    'token',
    ({ arm, query }) => {
      const seconds = Number(query.get('seconds') ?? 3600);
      return { status: 200, body: { token: arm.token({ seconds }) } };
    },
  ],
  [
    'POST',
    'reset',
    ({ arm }) => {
      arm.reset();
      return done;
    },
  ],
  [
    'POST',
    'seed',
    ({ arm, body }) => {
      for (const [id, resource] of Object.entries(body)) arm.seed(id, resource);
      return done;
    },
  ],
  [
    'POST',
    'fault',
    ({ arm, body }) => {
      arm.fault(body);
      return done;
    },
  ],
  [
    'POST',
    'expire-tokens',
    ({ arm }) => {
      arm.tokens.expire();
      return done;
    },
  ],
].map(([method, name, run]) => ({ method, path: `/aksplan-test/${name}`, control: true, run }));
