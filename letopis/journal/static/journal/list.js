// Списком: один урок — все ученики, один ученик — все его уроки; крупные кнопки для телефона и для чтения вслух.

import { totals } from "./totals.js";
import { esc, fill, gettext } from "./words.js";

const STATES = { saving: "s-s", saved: "s-k", refused: "s-r", conflict: "s-c", queued: "s-q" };

/** Что станет в клетке, если нажать знак: отметка остаётся рядом с опозданием, повторное нажатие убирает. */
export function pressed(value, sign, scale) {
  const signs = value.split(" ").filter(Boolean);
  if (!sign) return "";
  if (signs.includes(sign)) return signs.filter((one) => one !== sign).join(" ");
  const beside = (one) => (sign === scale.late ? !(one in scale.absences) && one !== scale.expected : one === scale.late && !(sign in scale.absences));
  return [...signs.filter(beside), sign].join(" ");
}

export class List {
  /**
   * hooks: put(p, l, text); go(p, l) — выбрать клетку без фокуса; drop(p, l) — убрать непринятое;
   * mine(p, l), theirs(p, l) — решить спор; lesson(l) — открыть тему и задание.
   */
  constructor(root, grid, hooks) {
    Object.assign(this, { root, grid, hooks, book: grid.book });
    this.kind = "";
    this.at = [0, 0];
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("change", (event) => this.#typed(event.target));
    root.addEventListener("keydown", (event) => this.#keyed(event));
    root.addEventListener("focusin", (event) => this.#arrived(event.target));
  }

  /** Показывает урок ("lesson") или ученика ("pupil") этой клетки. */
  open(kind, p, l, focus = true) {
    this.kind = kind;
    this.at = [p, kind === "lesson" || l < this.book.lessons.length ? l : Math.max(0, this.book.lessons.length - 1)];
    this.draw();
    if (focus) this.root.querySelector("h2").focus({ preventScroll: true });
    this.root.querySelector(`li[data-p="${p}"][data-l="${l}"]`)?.scrollIntoView({ block: "center" });
  }

  get #places() {
    const [p, l] = this.at;
    const { rows, columns } = this.grid.layout;
    return this.kind === "lesson" ? rows.map((row) => [row, l]) : columns.map((column) => [p, column]);
  }

  draw() {
    const rows = this.#places.map(([p, l], n) => this.#row(p, l, n)).join("");
    const held = this.#held;
    this.root.innerHTML = `${this.#head()}<ol class="rows">${rows}</ol>`;
    if (held) this.root.querySelector(held)?.focus({ preventScroll: true });
  }

  /** Где в списке фокус: поле или знак какой строки; "" — не здесь. */
  get #held() {
    const { activeElement: one } = document;
    const row = this.root.contains(one) && one.closest("li[data-p]");
    if (!row) return "";
    const part = "sign" in one.dataset ? `[data-sign="${CSS.escape(one.dataset.sign)}"]` : "input";
    const { p, l } = row.dataset;
    return this.kind === "lesson" ? `li[data-p="${p}"] ${part}` : `li[data-l="${l}"] ${part}`;
  }

  /** Набирают ли в поле этой клетки, без места — хоть в каком-нибудь: в нём не то, что в клетке. */
  typing(p, l) {
    const { activeElement: field } = document;
    if (field.tagName !== "INPUT" || !this.root.contains(field)) return false;
    const place = this.#placeOf(field);
    return (p === undefined || String(place) === String([p, l])) && field.value !== this.#shown(...place);
  }

  #head() {
    const names = this.kind === "lesson" ? [gettext("Прежний урок"), gettext("Следующий урок")] : [gettext("Прежний ученик"), gettext("Следующий ученик")];
    const step = (way, sign) => `<button type="button" class="btn" data-step="${way}" aria-label="${names[way > 0 ? 1 : 0]}" aria-disabled="${!this.#besides(way)}">${sign}</button>`;
    const [title, about] = this.kind === "lesson" ? this.#lesson() : this.#pupil();
    return `<header><div class="turner">${step(-1, "‹")}<h2 tabindex="-1">${esc(title)}</h2>${step(1, "›")}</div>${about}</header>`;
  }

  #lesson() {
    const l = this.at[1];
    if (this.book.isFinal(l)) return [fill(gettext("%(period)s: отметка за период"), { period: this.book.data.period.title }), ""];
    const { day, topic, kind, weight } = this.book.lessons[l];
    const heavy = fill(gettext("Вес %(weight)s"), { weight: String(weight).replace(".", ",") });
    const edit = gettext("Тема и задание…");
    const open = this.book.data.write ? `<button type="button" class="btn small" data-lesson>${edit}</button>` : "";
    const untold = gettext("Тема не записана");
    return [day, `<p>${esc([topic.replace(/\.$/, "") || untold, kind, heavy].filter(Boolean).join(". "))} ${open}</p>${totals(this.book, l)}`];
  }

  #pupil() {
    const [p] = this.at;
    const { missed, past } = this.book.missed(p);
    const facts = { mean: this.book.mean(p) || "–", proposal: this.book.proposal(p) || "–", missed, past };
    const text = gettext("Среднее %(mean)s, по расчёту %(proposal)s, пропущено уроков %(missed)s из %(past)s");
    return [this.book.pupils[p].name, `<p data-about>${esc(fill(text, facts))}</p>`];
  }

  #besides(way) {
    const { rows, columns } = this.grid.layout;
    const [p, l] = this.at;
    const list = this.kind === "lesson" ? columns : rows;
    const next = list[list.indexOf(this.kind === "lesson" ? l : p) + way];
    if (next === undefined) return null;
    return this.kind === "lesson" ? [p, next] : [next, l];
  }

  #who(p, l, n) {
    if (this.kind === "lesson") return `<i>${n + 1}</i> ${esc(this.book.pupils[p].name)}`;
    if (this.book.isFinal(l)) return `<b>${esc(this.book.data.period.title)}</b>`;
    const { day, kind, topic } = this.book.lessons[l];
    return `<b>${esc(day)}</b> ${esc([kind, topic].filter(Boolean).join(". "))}`;
  }

  #row(p, l, n) {
    const why = this.book.shutWhy(p, l);
    const name = this.book.isFinal(l) ? this.book.data.period.title : this.book.lessons[l].day;
    const label = esc(`${this.book.pupils[p].name}, ${name}`);
    const { value } = this.book.peek(p, l);
    const empty = gettext("пусто");
    const field = why
      ? `<span class="mark big" role="img" aria-label="${label}: ${esc(value || empty)}">${esc(value || "–")}</span>`
      : `<input class="input" value="${esc(value)}" aria-label="${label}" autocomplete="off" spellcheck="false" inputmode="text">${this.#signs(p, l, label)}`;
    const shut = why && !this.#told(n) ? `<p class="why">${esc(why)}</p>` : "";
    return `<li data-p="${p}" data-l="${l}" class="${this.#class(p, l)}"><span class="who">${this.#who(p, l, n)}</span>${field}<div class="after">${shut}${this.#after(p, l)}</div></li>`;
  }

  /** Одну причину на весь список говорят один раз, у первой строки. */
  #told(n) {
    if (!n) return false;
    const [before, now] = [this.#places[n - 1], this.#places[n]];
    return this.book.shutWhy(...before) === this.book.shutWhy(...now);
  }

  #class(p, l) {
    const { state } = this.book.peek(p, l);
    return [STATES[state], this.book.shutWhy(p, l) && "shut"].filter(Boolean).join(" ");
  }

  #keysFor(l) {
    const { scale } = this.book;
    const marks = [...(scale.marks.length ? scale.marks : scale.words)].reverse().slice(0, 4);
    return [...marks, ...(this.book.isFinal(l) ? scale.finals.slice(0, 2) : [Object.keys(scale.absences)[0], scale.late])].filter(Boolean);
  }

  #signs(p, l, label) {
    const held = this.book.peek(p, l).value.split(" ");
    const { absences } = this.book.scale;
    const keys = this.#keysFor(l).map((sign) => {
      const name = absences[sign] ? ` aria-label="${esc(`${sign}, ${absences[sign]}`)}"` : "";
      return `<button type="button" data-sign="${esc(sign)}" aria-pressed="${held.includes(sign)}"${name}>${esc(sign)}</button>`;
    });
    const erase = gettext("Стереть");
    return `<span class="signs" role="group" aria-label="${label}">${keys.join("")}<button type="button" data-sign="" aria-label="${erase}">⌫</button></span>`;
  }

  #after(p, l) {
    const cell = this.book.peek(p, l);
    const unwritten = gettext("Не записано.");
    const waits = gettext("ждёт связи, уйдёт сама");
    if (cell.state === "refused") return `<p class="why red" id="why-${p}-${l}">${esc(`${unwritten} ${cell.sentence}`)}</p>`;
    if (cell.state === "queued") return `<p class="why">${waits}</p>`;
    if (cell.state !== "conflict") return "";
    const who = [cell.who, cell.at].filter(Boolean).join(", ");
    const lead = gettext("Клетку изменили, пока вы печатали.");
    const mine = gettext("ваша запись");
    const choice = (deed, value, whose) => `<button type="button" class="btn small" data-deed="${deed}"><b>${esc(value || "–")}</b> ${esc(whose)}</button>`;
    return `<p class="why">${lead}</p><p class="both">${choice("theirs", cell.theirs, who)}${choice("mine", cell.value, mine)}</p>`;
  }

  /** Клетка изменилась: строка правится на месте, фокус не теряется. */
  redraw(p, l) {
    const row = this.root.querySelector(`li[data-p="${p}"][data-l="${l}"]`);
    if (!this.kind || !row) return;
    const { value, state } = this.book.peek(p, l);
    row.className = this.#class(p, l);
    const field = row.querySelector("input");
    if (!field) row.querySelector(".mark").textContent = value || "–";
    else {
      if (document.activeElement !== field || state !== "") field.value = value;
      field.toggleAttribute("aria-invalid", false);
      if (state === "refused") {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", `why-${p}-${l}`);
      } else field.removeAttribute("aria-describedby");
    }
    for (const key of row.querySelectorAll("[data-sign]:not([data-sign=''])")) key.setAttribute("aria-pressed", String(value.split(" ").includes(key.dataset.sign)));
    const after = this.#after(p, l);
    const place = row.querySelector(".after");
    if (!row.classList.contains("shut") && place.innerHTML !== after) place.innerHTML = after;
    this.#retell();
  }

  #retell() {
    const [, about] = this.kind === "lesson" ? this.#lesson() : this.#pupil();
    const old = this.root.querySelector("header");
    const fresh = document.createElement("div");
    fresh.innerHTML = about;
    for (const part of [".totals", "[data-about]"]) {
      const now = fresh.querySelector(part);
      const was = old.querySelector(part);
      if (was && now) was.replaceWith(now);
      else if (now) old.append(now);
      else was?.remove();
    }
  }

  #placeOf(target) {
    const row = target.closest("li[data-p]");
    return row ? [Number(row.dataset.p), Number(row.dataset.l)] : null;
  }

  #clicked(event) {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const place = this.#placeOf(button);
    if (button.dataset.step) this.#step(Number(button.dataset.step));
    else if ("lesson" in button.dataset) this.hooks.lesson(this.at[1]);
    else if (button.dataset.deed) this.hooks[button.dataset.deed](...place);
    else if ("sign" in button.dataset) this.hooks.put(...place, pressed(this.#shown(...place), button.dataset.sign, this.book.scale));
  }

  #shown(p, l) {
    const cell = this.book.peek(p, l);
    return cell.state === "refused" ? cell.saved : cell.value;
  }

  #step(way) {
    const place = this.#besides(way);
    this.hooks.go(...place);
    this.open(this.kind, ...place, false);
    this.root.querySelector(`[data-step="${way}"]`).focus();
  }

  #typed(field) {
    const place = this.#placeOf(field);
    if (place) this.hooks.put(...place, field.value);
  }

  #keyed(event) {
    if (event.target.tagName !== "INPUT") return;
    const place = this.#placeOf(event.target);
    if (event.key === "Escape") {
      this.hooks.drop(...place);
      event.target.value = this.book.peek(...place).value;
    }
    const way = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const fields = [...this.root.querySelectorAll("li input")];
    const next = fields[fields.indexOf(event.target) + way];
    if (next) next.select();
    (next || event.target).focus();
    if (!next) event.target.blur();
  }

  #arrived(target) {
    const place = this.#placeOf(target);
    if (place && String(place) !== String(this.grid.at)) this.hooks.go(...place);
  }
}
