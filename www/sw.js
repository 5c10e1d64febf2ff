// Keeps the files of one version of the page, and nothing else: no answers of Azure, nothing of
// other hosts. `offline.js` puts the list of files and their version in.

const { version, files } = self.__page;
const PREFIX = `aksplan ${self.registration.scope} `;
const own = PREFIX + version;
const scope = new URL(self.registration.scope);
const addresses = new Map(files.map((file) => [new URL(file, scope).pathname, file]));
const start = new URL('index.html', scope).pathname;
addresses.set(scope.pathname, 'index.html');

self.addEventListener('install', (event) => {
  event.waitUntil(take().then(() => self.skipWaiting()));
});

/** All or nothing. Files whose names tell their content come from the versions before. */
async function take() {
  const cache = await caches.open(own);
  try {
    for (const file of files) {
      const address = new URL(file, scope);
      const isNamed = file.startsWith('assets/');
      const have = isNamed ? await caches.match(address) : undefined;
      const answer = have ?? (await fetch(address, { cache: isNamed ? 'default' : 'reload' }));
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      await cache.put(address, answer);
    }
  } catch (error) {
    await caches.delete(own);
    throw error;
  }
}

// A tab may still show the version before and ask for more of it: that one stays too.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = (await caches.keys()).filter((it) => it.startsWith(PREFIX) && it !== own);
      await Promise.all(names.slice(0, -1).map((it) => caches.delete(it)));
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) {
    return;
  }
  const isNamed = pathname.startsWith(`${scope.pathname}assets/`);
  if (!isNamed && !addresses.has(pathname)) return;
  event.respondWith(answer(request, pathname, isNamed));
});

async function answer(request, pathname, isNamed) {
  const address = new URL(pathname === scope.pathname ? start : pathname, scope);
  const kept = isNamed
    ? await caches.match(address)
    : await (await caches.open(own)).match(address);
  return kept ?? fetch(request);
}
