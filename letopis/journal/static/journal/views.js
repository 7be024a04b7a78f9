// Вид журнала: порядок учеников, неделя, месяц или весь период, скрытые уроки; выбор остаётся на устройстве.

import { choose, chosen } from "./choices.js";
import { besides, spanOf, spanTitle } from "./days.js";
import { esc, fill, gettext } from "./words.js";

const numberOf = (mean) => (mean ? Number(mean.replace(",", ".")) : null);

export class Views {
  /** dialog — окно «Вид», bar — строка о том, что показано не всё; hooks.placed() — перерисовать сетку. */
  constructor(dialog, bar, grid, colours, hooks) {
    Object.assign(this, { dialog, bar, grid, colours, hooks, book: grid.book });
    this.form = dialog.querySelector("form");
    this.day = this.#firstDay();
    this.shown = new Set(); // уроки, к которым пришли по ссылке: видны вопреки выбору
    grid.layout.wish = { order: (rows) => this.#ordered(rows), sorted: () => this.order, shows: (lesson) => this.#shows(lesson) };
    this.form.addEventListener("change", (event) => this.#changed(event.target));
    dialog.addEventListener("click", (event) => this.#pressed(event));
    bar.addEventListener("click", (event) => this.#pressed(event));
  }

  #firstDay() {
    const { data, lessons } = this.book;
    const past = lessons.filter((lesson) => lesson.date <= data.today);
    return (past.at(-1) || lessons[0])?.date || data.today;
  }

  get span() {
    return chosen("span", "period");
  }

  get order() {
    return chosen("order", "name");
  }

  get #hiddenKey() {
    return `hidden.${this.book.data.course}`;
  }

  get hidden() {
    return chosen(this.#hiddenKey, []);
  }

  #ordered(rows) {
    if (this.order === "name") return rows;
    const way = this.order === "high" ? -1 : 1;
    const means = new Map(rows.map((p) => [p, numberOf(this.book.mean(p))]));
    const after = (one, two) => (means.get(one) === null ? 1 : 0) - (means.get(two) === null ? 1 : 0);
    return [...rows].sort((one, two) => after(one, two) || way * (means.get(one) - means.get(two)) || one - two);
  }

  #shows(lesson) {
    if (this.shown.has(lesson.id)) return true;
    if (this.hidden.includes(lesson.id)) return false;
    if (this.span !== "period") {
      const { from, to } = spanOf(this.span, this.day);
      if (lesson.date < from || lesson.date > to) return false;
    }
    return !chosen("bare", false) || lesson.date === this.book.data.today || [...lesson.cells.values()].some((cell) => cell.value);
  }

  /** Показывает скрытый урок, к которому ведут. */
  reveal(l) {
    const lesson = this.book.lessons[l];
    if (!lesson || this.grid.layout.columns.includes(l)) return;
    if (this.span === "period" || this.hidden.includes(lesson.id) || chosen("bare", false)) this.shown.add(lesson.id);
    this.day = lesson.date;
    this.#redraw();
  }

  /** Скрывает столбец урока. */
  hide(l) {
    const lesson = this.book.lessons[l];
    if (!lesson) return;
    this.shown.delete(lesson.id);
    choose(this.#hiddenKey, [...this.hidden, lesson.id]);
    this.#redraw();
  }

  /** Порядок по имени или по среднему; второе нажатие на среднее переворачивает. */
  sort(by) {
    choose("order", by === "mean" ? (this.order === "high" ? "low" : "high") : "name");
    this.#redraw();
  }

  open() {
    this.#fill();
    this.dialog.showModal();
  }

  #fill() {
    for (const field of this.form.querySelectorAll("[name=order], [name=span], [name=colours]")) field.checked = field.value === { order: this.order, span: this.span, colours: this.colours.kind }[field.name];
    this.form.querySelector("[name=bare]").checked = chosen("bare", false);
    this.colours.draw();
    const show = gettext("Показать");
    const lines = this.#hiddenLessons().map(({ id, day, topic }) => `<li><span>${esc([day, topic].filter(Boolean).join(", "))}</span><button type="button" class="btn small" data-unhide="${id}">${show}</button></li>`);
    const list = this.form.querySelector("[data-hidden]");
    list.innerHTML = lines.join("");
    list.closest("fieldset").hidden = !lines.length;
  }

  #hiddenLessons() {
    return this.book.lessons.filter((lesson) => this.hidden.includes(lesson.id));
  }

  #changed({ name, value, checked }) {
    if (name === "colours") return this.colours.turn(value);
    if (!["order", "span", "bare"].includes(name)) return undefined;
    choose(name, name === "bare" ? checked : value);
    this.shown.clear();
    return this.#redraw();
  }

  #pressed(event) {
    const button = event.target.closest("button[data-move], button[data-unhide], button[data-all]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.move) this.#move(Number(button.dataset.move));
    if (button.dataset.unhide) this.#show(Number(button.dataset.unhide));
    if ("all" in button.dataset) this.#showAll();
  }

  #show(id) {
    choose(this.#hiddenKey, this.hidden.filter((one) => one !== id));
    this.#redraw();
    this.#fill();
  }

  #showAll() {
    choose("span", "period");
    choose("bare", false);
    choose("order", "name");
    choose(this.#hiddenKey, []);
    this.shown.clear();
    this.#redraw();
    this.hooks.focus();
  }

  #move(way) {
    this.day = besides(this.span, this.day, way);
    this.#redraw();
    this.bar.querySelector(`[data-move="${way}"]`)?.focus();
  }

  #redraw() {
    this.hooks.placed();
  }

  /** Строка над сеткой: видна, пока показано не всё или не по порядку. */
  tell() {
    const parts = [this.#spanParts(), this.#orderPart(), this.#hiddenPart()].filter(Boolean);
    const all = gettext("Показать всё");
    this.bar.innerHTML = parts.length ? `${parts.join("")}<button type="button" class="btn small" data-all>${all}</button>` : "";
    this.bar.hidden = !parts.length;
  }

  #spanParts() {
    if (this.span === "period" || !this.book.lessons.length) return "";
    const [first, last] = [this.book.lessons[0].date, this.book.lessons.at(-1).date];
    const { from, to } = spanOf(this.span, this.day);
    const back = gettext("Раньше");
    const on = gettext("Позже");
    const without = gettext("уроков нет");
    const none = this.grid.layout.lessons.length ? "" : `, ${without}`;
    const step = (way, name, sign, end) => `<button type="button" class="btn small" data-move="${way}" aria-label="${name}" aria-disabled="${end}">${sign}</button>`;
    return `<span class="span">${step(-1, back, "‹", from <= first)}<b>${esc(spanTitle(this.span, this.day) + none)}</b>${step(1, on, "›", to >= last)}</span>`;
  }

  #orderPart() {
    const words = { high: gettext("По среднему, сначала высокие"), low: gettext("По среднему, сначала низкие") };
    return words[this.order] ? `<span>${words[this.order]}</span>` : "";
  }

  #hiddenPart() {
    if (this.span !== "period") return "";
    const count = this.book.lessons.length - this.grid.layout.lessons.length;
    const text = fill(gettext("Скрыто уроков: %(count)s"), { count });
    return count ? `<span>${esc(text)}</span>` : "";
  }
}
