// Which of the known paths a request's path is. `:name` stands for one part, or for the rest of one
// after a word, `:name*` at the start for any number of them; letters' case does not matter, as in Azure.

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const compiled = new WeakMap();

function pattern(route) {
  const known = compiled.get(route);
  if (known) return known;
  const parts = route.path.split('/').map((part) => {
    if (part.startsWith(':') && part.endsWith('*')) return `(?<${part.slice(1, -1)}>(?:/.*)?)`;
    const [word, name] = part.split(':');
    return name === undefined ? escaped(part) : `${escaped(word)}(?<${name}>[^/]+)`;
  });
  const made = new RegExp(`^${parts.join('/')}$`, 'i');
  compiled.set(route, made);
  return made;
}

/** The first route that fits, and what its names stand for. */
export function find(routes, method, path) {
  for (const route of routes) {
    if (route.method !== method) continue;
    const groups = pattern(route).exec(path)?.groups;
    if (groups || pattern(route).test(path)) {
      const parameters = Object.entries(groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]);
      return { route, parameters: Object.fromEntries(parameters) };
    }
  }
  return { route: undefined, parameters: {} };
}
