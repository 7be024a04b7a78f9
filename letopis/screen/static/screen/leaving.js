// Выход: неотправленное не пропадает молча, а на общем компьютере не остаётся ничьих данных.

import { forgetAll } from "./kept.js";
import { exists, waitingOf, wipe } from "./outbox.js";
import { post } from "./postman.js";
import { token } from "./server.js";
import { dictionary, esc, fill, gettext } from "./words.js";

const LEAVING = "letopis.leaving"; // вышли без связи: сервер узнает об этом при первой возможности
const root = document.documentElement;
const account = () => Number(root.dataset.account);

const unsent = async () => ((await exists()) ? waitingOf(account()) : []);

function counted(records) {
  const of = (state) => records.filter((record) => record.state === state).length;
  const lines = [
    [of("waiting"), gettext("ждут связи: %(count)s")],
    [of("conflict"), gettext("спорных: %(count)s")],
    [of("refused"), gettext("не принято: %(count)s")],
  ];
  return lines.filter(([count]) => count).map(([count, text]) => fill(text, { count })).join(", ");
}

/** Страницы с неотправленным: название ссылкой и сколько чего. */
function list(records) {
  const pages = new Map(records.map(({ page, title }) => [page, title]));
  const line = ([page, title]) => {
    const here = records.filter((record) => record.page === page);
    return `<li><a href="${esc(page)}">${esc(title)}</a>: ${esc(counted(here))}</li>`;
  };
  return [...pages].map(line).join("");
}

function inside(records, note) {
  const title = gettext("Не всё записано. Выйти?");
  const lead = gettext("Эти отметки набраны в этом браузере и ещё не записаны в журнал. После выхода их здесь не будет.");
  const [stay, throwAway, send] = [gettext("Остаться"), gettext("Выбросить и выйти"), gettext("Отправить и выйти")];
  return [
    `<form method="dialog" class="stack"><h2 id="leave-title">${title}</h2><p>${lead}</p><ul class="prose">${list(records)}</ul>`,
    `<p class="wrong" role="alert"${note ? "" : " hidden"}>${esc(note)}</p>`,
    `<div class="ends"><button class="btn" type="submit" value="stay" autofocus>${stay}</button>`,
    `<button class="btn danger" type="submit" value="drop">${throwAway}</button>`,
    `<button class="btn primary" type="submit" value="send">${send}</button></div></form>`,
  ].join("");
}

/** Спрашивает, что делать с неотправленным: "send", "drop" или "stay". */
function asked(records, note) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "leave-title");
  dialog.innerHTML = inside(records, note);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || "stay");
    });
  });
}

/** Решает с человеком судьбу неотправленного; true — можно выходить. */
async function settled() {
  let note = "";
  for (let records = await unsent(); records.length; records = await unsent()) {
    await dictionary();
    const choice = await asked(records, note);
    if (choice !== "send") return choice === "drop";
    const { lost } = await post(account());
    note = lost ? gettext("Отправить не вышло: нет связи с сервером.") : gettext("Осталось то, что решить можете только вы: откройте журнал.");
  }
  return true;
}

async function farewell(url) {
  const others = await wipe(account());
  await forgetAll();
  const headers = { "X-CSRFToken": token(), "X-Letopis-Cleared": others ? "own" : "all" };
  return fetch(url, { method: "POST", credentials: "same-origin", redirect: "manual", headers }).catch(() => null);
}

/** Без связи сеанс закрыть нельзя: страница убирает себя, сервер узнает о выходе позже. */
async function leftOffline() {
  localStorage.setItem(LEAVING, root.dataset.account);
  const text = gettext("Данные этого браузера стёрты. Сеанс на сервере закроется, когда вернётся связь и страницу откроют снова: до того не оставляйте браузер открытым.");
  const title = gettext("Вы вышли");
  const main = document.querySelector("main");
  main.className = "page page--read";
  main.innerHTML = `<div class="head"><h1>${title}</h1></div><div class="note warn" role="alert">${esc(text)}</div>`;
  document.querySelector(".bar")?.remove();
}

function submit(url) {
  const form = document.getElementById("own");
  form.action = url;
  form.submit();
}

async function leave(url) {
  if (!(await settled())) return undefined;
  const answer = await farewell(url);
  if (!answer || answer.status >= 500) {
    await dictionary();
    return leftOffline();
  }
  localStorage.removeItem(LEAVING);
  if (answer.type !== "opaqueredirect") return submit(url); // сервер не узнал страницу: пусть ответит страницей
  return location.replace(document.body.dataset.login);
}

/** Кнопка выхода спрашивает о неотправленном; true — выход начат без связи, и сейчас он доводится до конца. */
export function beginLeaving() {
  const button = document.querySelector("[data-leave]");
  if (!button) return false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave(button.formAction);
  });
  if (localStorage.getItem(LEAVING) !== root.dataset.account || root.dataset.kept) return false;
  leave(button.formAction);
  return true;
}
