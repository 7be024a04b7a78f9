// Страница «нет связи»: какие журналы хранятся в браузере, и попытка открыть то, что просили, снова.

import { esc, fill, gettext, lang } from "../screen/words.js";

const EVERY = 10000;
const when = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

const titleOf = (text) => /<title>([^<]*)<\/title>/.exec(text)?.[1].split(" — ")[0].trim();

async function line(cache, request) {
  const page = await cache.match(request);
  const { pathname, search } = new URL(request.url);
  const at = fill(gettext("сведения на %(when)s"), { when: when.format(new Date(Number(page.headers.get("X-Letopis-Kept-At")))) });
  return `<li><a href="${esc(pathname + search)}"><span><b>${titleOf(await page.text())}</b><br>${esc(at)}</span></a></li>`;
}

async function list() {
  const lines = [];
  for (const name of await caches.keys()) {
    const cache = name.startsWith("letopis-pages-") ? await caches.open(name) : null;
    for (const request of cache ? [...(await cache.keys())].reverse() : []) lines.push(await line(cache, request));
  }
  const place = document.getElementById("kept-pages");
  place.querySelector("ul").innerHTML = lines.join("");
  place.hidden = !lines.length;
}

/** Сервер ответил: открываем то, что просили. */
async function look() {
  const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer && answer.status < 500) location.reload();
}

document.getElementById("again").addEventListener("click", () => location.reload());
addEventListener("online", look);
setInterval(look, EVERY);
if (window.caches) list();
