// Работник страниц (service worker): держит в браузере оболочку и последние открытые журналы, чтобы они читались без
// связи. Что и для кого держать, говорит сервер заголовком страницы; сама программа здесь ничего не решает.
// Перед этим текстом сервер пишет RELEASE: {name, files, words, offline}.

const SHELL = `letopis-shell-${RELEASE.name}`;
const PAGES = "letopis-pages-";
const KEEP = "X-Letopis-Keep"; // «42 12 browser»: чья страница, сколько часов, до закрытия браузера или дольше
const KEPT_AT = "X-Letopis-Kept-At";
const HEADERS = ["Content-Type", "Content-Security-Policy", "Content-Language", "Referrer-Policy", "X-Content-Type-Options", KEEP];
const MOST = 12;
const PATIENCE = 5000;
const AWAY = [502, 503, 504];
const HOUR = 60 * 60 * 1000;

const later = (time) => new Promise((resolve) => setTimeout(resolve, time));

async function gather() {
  const cache = await caches.open(SHELL);
  const fresh = [RELEASE.offline, RELEASE.words].map((address) => new Request(address, { cache: "reload" }));
  await cache.addAll([...RELEASE.files, ...fresh]);
  await self.skipWaiting();
}

/** Новый выпуск: прежняя оболочка уходит, а хранимые страницы берутся заново, они называют файлы этого выпуска. */
async function settle() {
  for (const name of await caches.keys()) {
    if (name.startsWith("letopis-shell-") && name !== SHELL) await caches.delete(name);
    if (name.startsWith(PAGES)) await renew(await caches.open(name));
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function renew(cache) {
  for (const { url } of await cache.keys()) await refresh(url);
}

/** Берёт страницу у сервера ещё раз: на ней уже стоит то, что записано после её открытия. Без ответа остаётся прежняя. */
async function refresh(url) {
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html" } }).catch(() => null);
  if (response?.ok && response.headers.has(KEEP)) await keepPage(url, response);
  else if (response && response.status < 500) await dropPage(url);
}

/** Страница, которая шла с сервера, пока работник заводился, осталась без него: с первым же её словом он берёт и её. */
async function followed(url) {
  await self.clients.claim();
  await refresh(url);
}

async function dropPage(url) {
  for (const name of await caches.keys()) if (name.startsWith(PAGES)) await (await caches.open(name)).delete(url);
}

async function keepPage(url, response) {
  const [account] = response.headers.get(KEEP).split(" ");
  const headers = new Headers({ [KEPT_AT]: String(Date.now()) });
  for (const name of HEADERS) if (response.headers.has(name)) headers.set(name, response.headers.get(name));
  const cache = await caches.open(PAGES + account);
  const page = new Response(await response.text(), { headers });
  await cache.put(url, page); // прежняя уходит в тот же миг: без страницы журнал не бывает
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
}

/** Открыто ли ещё хоть одно окно: вход «до закрытия браузера» своих страниц после него не оставляет. */
async function anyWindow() {
  return (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).length > 0;
}

/** Убирает страницы, чей вход уже окончен: часы прошли или браузер закрывали. */
async function tidy() {
  const opened = await anyWindow();
  for (const name of await caches.keys()) {
    const cache = name.startsWith(PAGES) ? await caches.open(name) : null;
    for (const request of cache ? await cache.keys() : []) {
      const { headers } = await cache.match(request);
      const [, hours, bound] = headers.get(KEEP).split(" ");
      const stale = Date.now() - Number(headers.get(KEPT_AT)) > Number(hours) * HOUR;
      if (stale || (bound === "browser" && !opened)) await cache.delete(request);
    }
  }
}

/** Адрес журнала без периода показывает тот его период, который открывали последним. */
async function found(cache, url) {
  const exact = await cache.match(url);
  if (exact || new URL(url).search) return exact;
  const others = await cache.keys(url, { ignoreSearch: true });
  return others.length ? cache.match(others.at(-1)) : undefined;
}

async function keptPage(url) {
  await tidy();
  for (const name of await caches.keys()) {
    const page = name.startsWith(PAGES) ? await found(await caches.open(name), url) : null;
    if (page) return marked(page);
  }
  return null;
}

/** Страница знает, что она из хранимых и на какой час: об этом она скажет сама. */
async function marked(page) {
  const text = await page.text();
  const at = new Date(Number(page.headers.get(KEPT_AT))).toISOString();
  return new Response(text.replace("<html ", `<html data-kept="${at}" `), { headers: page.headers });
}

async function asked(event) {
  const response = await (await event.preloadResponse || fetch(event.request));
  return AWAY.includes(response.status) ? null : response;
}

async function visited(event) {
  const answer = asked(event).catch(() => null);
  const inTime = await Promise.race([answer, later(PATIENCE)]);
  const response = inTime || (await keptPage(event.request.url)) || (await answer);
  if (!response) return caches.match(RELEASE.offline, { ignoreVary: true });
  if (response === inTime && response.ok && response.headers.has(KEEP)) event.waitUntil(keepPage(event.request.url, response.clone()));
  return response;
}

async function shellFile(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

/** Слова меняются с языком человека: сначала спрашивают сервер. */
async function words(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(SHELL)).put(request, response.clone());
    return response;
  } catch {
    return (await caches.match(request, { ignoreVary: true })) || Response.error();
  }
}

function answered(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(visited(event));
  else if (RELEASE.files.includes(pathname)) event.respondWith(shellFile(request));
  else if (pathname === RELEASE.words) event.respondWith(words(request));
}

self.addEventListener("install", (event) => event.waitUntil(gather()));
self.addEventListener("activate", (event) => event.waitUntil(settle()));
self.addEventListener("fetch", answered);
self.addEventListener("message", (event) => event.data?.refresh && event.waitUntil(followed(event.data.refresh)));
