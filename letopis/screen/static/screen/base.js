// Общее для всех страниц: меню на узком экране, тема, меню человека, окна, ответы htmx.

import "./sealed.js";
import { beginKeeping } from "./kept.js";
import { beginLeaving } from "./leaving.js";
import { OURS, token } from "./server.js";

const root = document.documentElement;
const board = document.getElementById("board"); // dark.css
const system = matchMedia("(prefers-color-scheme: dark)");
const YEAR = 365 * 24 * 60 * 60;

const CHOICES = { dark: "all", light: "not all" };
const isDark = () => (board.media === CHOICES.dark ? true : board.media === CHOICES.light ? false : system.matches);

/** Значок на кнопке и data-theme на странице следуют за действующей темой. */
function markTheme() {
  root.dataset.theme = isDark() ? "dark" : "light";
}

function switchTheme() {
  const choice = isDark() ? "light" : "dark";
  board.media = CHOICES[choice];
  document.cookie = `${OURS}theme=${choice}; path=/; max-age=${YEAR}; samesite=lax${OURS ? "; secure" : ""}`;
  markTheme();
}

function beginTheme() {
  const button = document.querySelector(".theme");
  markTheme();
  system.addEventListener("change", markTheme);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", switchTheme);
}

/** Под кнопкой «Меню» разделы стоят все сразу: свёрнутый остаток раскрыт вместе с ними. */
function holdMenu(open) {
  document.querySelector(".menu")?.classList.toggle("open", open);
  document.querySelector(".burger")?.setAttribute("aria-expanded", String(open));
  const rest = document.querySelector(".menu .rest");
  if (rest) rest.open = open;
}

/** Раскрытое в полосе закрывается щелчком мимо и клавишей Esc; фокус возвращается на то, что раскрыло. */
function beginMenus() {
  const burger = document.querySelector(".burger");
  const folds = [...document.querySelectorAll(".bar details")];
  burger?.addEventListener("click", () => holdMenu(burger.getAttribute("aria-expanded") !== "true"));
  addEventListener("click", (event) => {
    if (!event.target.closest(".menu, .burger")) holdMenu(false);
    for (const fold of folds) if (!fold.contains(event.target) && !event.target.closest(".burger")) fold.open = false;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (burger?.getAttribute("aria-expanded") === "true") burger.focus();
    for (const fold of folds) {
      if (fold.open && fold.contains(document.activeElement)) fold.querySelector("summary").focus();
      fold.open = false;
    }
    holdMenu(false);
  });
}

/** Кнопка data-dialog="имя" открывает окно; data-close внутри окна закрывает его. */
function beginDialogs() {
  addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  });
}

/** Кнопка data-print печатает страницу; data-show="имя" показывает или прячет пароль. */
function beginButtons() {
  addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    const shower = event.target.closest("[data-show]");
    if (!shower) return;
    const field = document.getElementById(shower.dataset.show);
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    shower.setAttribute("aria-pressed", String(shown));
  });
  for (const button of document.querySelectorAll("[data-show], [data-print]")) button.hidden = false;
}

/** Сообщение сервера над страницей: отказ слышен и тому, кто её не видит. */
export function say(sentence) {
  const place = document.getElementById("said");
  if (!place || !sentence) return;
  const note = document.createElement("p");
  note.className = "note bad";
  note.textContent = sentence;
  place.replaceChildren(note);
  place.scrollIntoView({ block: "nearest" });
}

function sentenceOf(request) {
  try {
    return JSON.parse(request.responseText).sentence;
  } catch {
    return "";
  }
}

function beginHtmx() {
  const words = document.body.dataset;
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token();
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    say(sentenceOf(event.detail.xhr) || words.failed);
  });
  document.body.addEventListener("htmx:sendError", () => say(words.offline));
}

beginTheme();
beginMenus();
beginDialogs();
beginButtons();
beginHtmx();
if (!beginLeaving()) beginKeeping();
