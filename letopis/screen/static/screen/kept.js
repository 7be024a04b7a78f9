// Хранимое в браузере для работы без связи: завести работника, сказать, на какой час сведения, не оставить чужого.

import { fill, gettext, lang } from "./words.js";

const PAGES = "letopis-pages-";
const CALM = 4000;
const root = document.documentElement;
const when = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

let timer = 0;

async function drop(chosen) {
  if (!window.caches) return;
  for (const name of await caches.keys()) if (chosen(name)) await caches.delete(name);
}

/** Стирает хранимые страницы всех, кроме этого человека; без него — всех: никто не вошёл. */
export const forgetPages = (but = "") => drop((name) => name.startsWith(PAGES) && name !== PAGES + but);

/** Стирает всё хранимое и отпускает работника. */
export async function forgetAll() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) || [];
  for (const registration of registrations) await registration.unregister();
  await drop((name) => name.startsWith("letopis-"));
}

/** На странице записали новое: её хранимый список пора обновить, когда человек остановится. */
export function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, CALM);
}

async function refresh() {
  const { active } = (await navigator.serviceWorker?.ready) || {};
  active?.postMessage({ refresh: location.href.split("#")[0] });
}

/** Страница из хранимых говорит, на какой час её сведения. */
function tell() {
  const place = document.getElementById("said");
  if (!root.dataset.kept || !place) return;
  const note = document.createElement("p");
  const text = gettext("Без связи, сведения на %(when)s. Пишите дальше: записи подождут здесь и уйдут сами.");
  note.className = "note warn";
  note.id = "kept";
  note.textContent = fill(text, { when: when.format(new Date(root.dataset.kept)) });
  place.prepend(note);
}

/** Сервер ответил, страница догнала его: сведения снова свежие. */
export function fresh() {
  if (!root.dataset.kept) return;
  delete root.dataset.kept;
  document.getElementById("kept")?.remove();
  refreshSoon();
}

export async function beginKeeping() {
  const { account, worker } = root.dataset;
  tell();
  if (account !== undefined) await forgetPages(account);
  if (!account || !worker || !navigator.serviceWorker) return;
  const first = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(worker);
  if (first) refresh(); // эту страницу открыли ещё без работника
}
