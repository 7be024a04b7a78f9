// Сеанс: предупредить до его конца, дать остаться, не потерять набранное, узнать о входе в соседней вкладке.

import { OURS } from "./server.js";

const WARNING = 120; // секунд до конца, за которые спрашивают
const LOOK = 5000; // миллисекунд между взглядами на часы
const PAGE = "/stay/";

const named = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
const cookie = (name) => named(OURS + name);
const left = () => Number(cookie("session_ends")) - Date.now() / 1000;

let dialog = null;

/** Окно приносит сервер заранее: после конца сеанса он его уже не даст. */
async function bring() {
  const answer = await fetch(PAGE, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const holder = document.createElement("div");
  holder.innerHTML = await answer.text();
  dialog = holder.querySelector("dialog");
  document.body.append(dialog);
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
}

async function stay() {
  const headers = { "X-CSRFToken": decodeURIComponent(cookie("csrftoken") || ""), Accept: "application/json" };
  const answer = await fetch(PAGE, { method: "POST", headers });
  if (answer.ok) dialog.close();
  else show(false);
}

function show(before) {
  dialog.querySelector("[data-before]").hidden = !before;
  dialog.querySelector("[data-after]").hidden = before;
  if (!dialog.open) dialog.showModal();
}

async function look() {
  const rest = left();
  if (Number.isNaN(rest)) return;
  if (rest > WARNING) {
    if (dialog?.open) dialog.close();
    return;
  }
  if (!dialog && rest > 0) await bring();
  if (dialog) show(left() > 0);
}

/** Форма уходит с нынешним знаком браузера: вход в соседней вкладке сменил его. */
function freshen(event) {
  const field = event.target.querySelector?.("input[name=csrfmiddlewaretoken]");
  const token = cookie("csrftoken");
  if (field && token) field.value = decodeURIComponent(token);
}

if (cookie("session_ends")) {
  setInterval(look, LOOK);
  look();
}
addEventListener("submit", freshen, true);
