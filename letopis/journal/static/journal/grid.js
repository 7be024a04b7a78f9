// Сетка: рисуется одной строкой HTML, потом меняются только тронутые клетки.

import { BY_HAND, CHANGED_LATE, FINAL_CHANGED_LATE } from "./book.js";
import { absenceIn, numbersIn, shown } from "./cell.js";
import { colourClass } from "./colours.js";
import { Layout } from "./layout.js";
import { conditionDays, dayAndMonth, esc, fill, gettext, monthTitle } from "./words.js";

const LOCK = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><rect x="5.5" y="11" width="13" height="9" rx="1.5"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/></svg>';
const STATES = { saving: "s-s", saved: "s-k", refused: "s-r", conflict: "s-c", queued: "s-q" };
const WIDEST = 96;
const silent = (text) => `<em class="vh">${esc(text)}</em>`;
const classes = (...names) => names.filter(Boolean).join(" ");

export class Grid {
  constructor(pane, book, title) {
    this.pane = pane;
    this.book = book;
    this.title = title;
    this.at = [0, 0];
    this.layout = new Layout(book);
    this.selection = { has: () => false };
    this.preview = new Map();
  }

  get rows() {
    return this.layout.rows.length;
  }

  element(p, l) {
    return document.getElementById(`c${p}-${l}`);
  }

  /**
   * Рисует заново; выбранная клетка остаётся, если она ещё есть. first — сколько строк, и то лишь видимые столбцы
   * у выбранной клетки: прочее добавит drawRest.
   */
  draw(first = Infinity) {
    this.layout.settle();
    this.at = this.layout.nearest(...this.at);
    this.columnClasses = this.book.lessons.map((_, l) => this.#columnClass(l));
    this.fit();
    this.seen = first < Infinity ? this.#seen() : [0, Infinity];
    const body = this.#rows(0, first);
    const size = `aria-rowcount="${this.rows + 3}" aria-colcount="${this.#middle + 3}"`;
    const open = `<table class="grid" role="grid" aria-multiselectable="true" aria-label="${esc(this.title)}" ${size}>`;
    const middle = this.#middle ? `<col class="c-cell" span="${this.#middle}">` : "";
    const columns = `<colgroup><col class="c-name">${middle}<col class="c-avg"><col class="c-per"></colgroup>`;
    this.pane.innerHTML = `${open}${columns}<thead>${this.#head()}</thead><tbody>${body}</tbody><tfoot>${first < Infinity ? "" : this.#foot()}</tfoot></table>`;
    requestAnimationFrame(() => this.pane.clientWidth !== this.fitted && this.fit());
  }

  /** Дорисовывает строки и столбцы, которых ещё нет. */
  drawRest() {
    this.seen = [0, Infinity];
    this.pane.querySelector("thead").innerHTML = this.#head();
    this.pane.querySelector("tbody").innerHTML = this.#rows(0);
    this.pane.querySelector("tfoot").innerHTML = this.#foot();
  }

  /** Столбцы, которые видны, когда выбранная клетка прокручена в окно: первый и тот, что за последним. */
  #seen() {
    const [, at] = this.layout.where(...this.at);
    const from = Math.max(0, Math.min(at, this.layout.lessons.length - 1) - this.fitting);
    return [from, from + this.fitting + 1];
  }

  /** Видные столбцы уроков, нарисованные draw; вместо невидимых пока — пустое место той же ширины. */
  #across(tag, draw) {
    const { lessons } = this.layout;
    const [from, to] = this.seen;
    const gap = (count) => (count > 0 ? `<${tag} class="later" colspan="${count}"></${tag}>` : "");
    return gap(from) + draw(lessons.slice(from, to)) + gap(lessons.length - to);
  }

  #lessonCells(p) {
    return this.#across("td", (columns) => columns.map((l) => this.#cell(p, l)).join(""));
  }

  #rows(from, to) {
    return this.layout.rows.slice(from, to).map((p, row) => this.#row(p, from + row)).join("");
  }

  /** Столбцов между именем и средним: уроки, а на странице года — отметки периодов. */
  get #middle() {
    return this.layout.lessons.length + this.book.parts.length;
  }

  #parts(p) {
    return this.book.parts.map(({ marks }) => `<td class="part">${shown(marks[p], this.book.scale)}</td>`).join("");
  }

  #months(columns) {
    const months = [];
    columns.forEach((l) => {
      const lesson = this.book.lessons[l];
      const key = lesson.date.slice(0, 7);
      if (months.at(-1)?.key !== key) months.push({ key, title: monthTitle(lesson.date), lessons: [] });
      months.at(-1).lessons.push(lesson);
    });
    return months;
  }

  #monthHead({ title, lessons }) {
    const { closed } = this.book.data.period;
    const shut = lessons.every((lesson) => lesson.locked);
    const since = closed ? fill(gettext("закрыт %(day)s"), { day: dayAndMonth(closed) }) : gettext("закрыт");
    const roomy = lessons.length > 4;
    const sign = shut ? ` ${LOCK}${roomy ? ` <small>${esc(since)}</small>` : ""}` : "";
    return `<th colspan="${lessons.length}"${shut ? ` title="${esc(since)}"` : ""}><span>${esc(title)}${sign}</span></th>`;
  }

  #columnClass(l) {
    const lesson = this.book.lessons[l];
    const next = this.book.lessons[this.layout.lessons[this.layout.lessons.indexOf(l) + 1]];
    const last = !next || next.date.slice(0, 7) !== lesson.date.slice(0, 7);
    return classes(lesson.type && `kd-${lesson.type}`, lesson.control && "k", lesson.instead && "sub", lesson.date === this.book.data.today && "now", last && "mo");
  }

  #lessonHead(lesson, l) {
    const weight = fill(gettext("вес %(weight)s"), { weight: String(lesson.weight).replace(".", ",") });
    const untold = gettext("тема не записана");
    const given = lesson.instead && fill(gettext("замена: %(who)s"), { who: lesson.instead });
    const title = `${lesson.day}: ${lesson.topic || untold}. ${[lesson.kind, weight, given].filter(Boolean).join(", ")}`;
    const kind = lesson.kind ? `<b>${esc(lesson.kind)}</b>` : "";
    const day = Number(lesson.date.slice(8));
    return `<th scope="col" data-l="${l}" class="${this.columnClasses[l]}" title="${esc(title)}">${day}${kind}</th>`;
  }

  #head() {
    const { lessons, data } = this.book;
    const months = this.#across("th", (columns) => this.#months(columns).map((month) => this.#monthHead(month)).join(""));
    const days = this.#across("th", (columns) => columns.map((l) => this.#lessonHead(lessons[l], l)).join(""));
    const periods = this.book.parts.map(({ short, title }) => `<th class="part" scope="col" title="${esc(title)}">${esc(short)}</th>`).join("");
    const ofPeriods = gettext("Периоды");
    const above = this.book.parts.length ? `<th colspan="${this.book.parts.length}">${silent(ofPeriods)}</th>` : "";
    const pupil = gettext("Ученик");
    const mean = gettext("Ср.");
    const meanTitle = gettext("Среднее с весами, нажмите, чтобы расставить по нему");
    const { order } = this.layout;
    const byMean = { high: "descending", low: "ascending" };
    return [
      `<tr><th class="name">${esc(data.period.title)}</th>${months}${above}<th class="avg">${silent(mean)}</th><th class="per">${silent(data.period.short)}</th></tr>`,
      `<tr><th class="name" scope="col" data-sort="name" aria-sort="${order === "name" ? "ascending" : "none"}">${pupil}</th>${days}${periods}`,
      `<th class="avg" scope="col" data-sort="mean" aria-sort="${byMean[order] || "none"}" title="${meanTitle}">${mean}</th>`,
      `<th class="per" scope="col" data-l="${lessons.length}" title="${esc(data.period.title)}">${esc(data.period.short)}</th></tr>`,
    ].join("");
  }

  #row(p, row) {
    const [last, ...rest] = this.book.pupils[p].name.split(" ");
    const special = this.#special(p);
    const name = `<th class="name" scope="row"><i>${row + 1}</i>${esc(last)} <em>${esc(rest.join(" "))}</em>${special}</th>`;
    const cells = this.#lessonCells(p);
    return `<tr data-p="${p}">${name}${cells}${this.#parts(p)}<td class="avg">${this.book.mean(p)}</td>${this.#cell(p, this.book.lessons.length)}</tr>`;
  }

  /** Знак особого условия у имени: освобождён или другая шкала, с документом в подсказке. */
  #special(p) {
    const found = this.book.offers.conditionsOf(p);
    if (!found.length) return "";
    const told = found.map(([, since, until, says, paper]) => [conditionDays(says, since, until), paper].filter(Boolean).join(", ")).join("; ");
    const sign = found.some(([, , , , , kind]) => kind !== "scale") ? gettext("осв") : gettext("шк");
    return ` <b class="cond" title="${esc(told)}">${sign}<span class="vh"> ${esc(told)}</span></b>`;
  }

  #foot() {
    const means = this.layout.lessons.map((l) => `<td data-f="${l}">${this.book.lessonMean(l)}</td>`).join("");
    const title = gettext("Средний за урок");
    const whole = gettext("Средний по классу с весами");
    return `<tr><th class="name" scope="row">${title}</th>${means}${this.book.parts.map(() => "<td></td>").join("")}<td class="avg" title="${whole}">${this.book.classMean()}</td><td class="per"></td></tr>`;
  }

  #cellClass(p, l) {
    return classes(this.#stateClass(p, l), this.selection.has(p, l) && "sel");
  }

  #stateClass(p, l) {
    const cell = this.book.peek(p, l);
    const state = STATES[cell.state];
    if (this.book.isFinal(l)) {
      const plan = !cell.value && "plan";
      const late = cell.flags & FINAL_CHANGED_LATE && !state && "s-l";
      return classes("per", plan, cell.flags & BY_HAND && "hand", late, state, this.preview.has(p) && "draft");
    }
    const out = !this.book.enrolled(p, l) && "out";
    const late = cell.flags & CHANGED_LATE && "s-l";
    const two = cell.value.length > 1 && (cell.value.length > 3 ? "two many" : "two");
    const colour = cell.value ? colourClass(numbersIn(cell.value), absenceIn(cell.value, this.book.scale)) : "";
    return classes(this.columnClasses[l], colour, this.book.locked(l) && "shut", out, two, cell.note && "s-n", late, state);
  }

  #inside(p, l) {
    const { book } = this;
    const cell = book.peek(p, l);
    if (cell.state === "conflict") return `<s>${shown(cell.theirs, book.scale) || "–"}</s><b>${esc(cell.value) || "–"}</b>`;
    if (!book.isFinal(l) || cell.value || cell.state) return shown(cell.value, book.scale, book.papersOn(p, l).length > 0);
    if (this.preview.has(p)) return `<span>${esc(this.preview.get(p))}</span>`;
    const proposal = book.proposal(p);
    return proposal ? `<span>${esc(proposal)}</span>` : "";
  }

  #finalTitle(p) {
    const cell = this.book.peek(p, this.book.lessons.length);
    if (!cell.value) return gettext("Предложение по расчёту");
    if (!(cell.flags & BY_HAND)) return gettext("Выставлена");
    return fill(gettext("Не по расчёту: среднее %(mean)s"), { mean: this.book.mean(p) || "–" });
  }

  #marks(p, l) {
    const marks = [];
    if (this.book.shut(p, l)) marks.push(' aria-readonly="true"');
    if (this.book.peek(p, l).state === "refused") marks.push(' aria-invalid="true" aria-describedby="why"');
    if (this.selection.has(p, l)) marks.push(' aria-selected="true"');
    if (this.book.isFinal(l)) marks.push(` title="${esc(this.#finalTitle(p))}"`);
    return marks.join("");
  }

  #cell(p, l) {
    const stop = p === this.at[0] && l === this.at[1] ? 0 : -1;
    const name = esc(this.book.name(p, l));
    return `<td id="c${p}-${l}" class="${this.#cellClass(p, l)}" tabindex="${stop}" aria-label="${name}"${this.#marks(p, l)}>${this.#inside(p, l)}</td>`;
  }

  #refresh(p, l) {
    const td = this.element(p, l);
    if (!td) return;
    const refused = this.book.peek(p, l).state === "refused";
    td.className = this.#cellClass(p, l);
    td.setAttribute("aria-label", this.book.name(p, l));
    if (refused) td.setAttribute("aria-describedby", "why");
    else td.removeAttribute("aria-describedby");
    td.toggleAttribute("aria-invalid", false);
    if (refused) td.setAttribute("aria-invalid", "true");
    if (this.book.isFinal(l)) td.title = this.#finalTitle(p);
    if (!td.querySelector("input")) td.innerHTML = this.#inside(p, l);
  }

  /** Перерисовывает клетку, среднее её строки и её урока. */
  redraw(p, l) {
    this.#refresh(p, l);
    const row = this.element(p, l)?.parentElement;
    if (row) row.querySelector(".avg").textContent = this.book.mean(p);
    if (this.book.isFinal(l)) return;
    this.#refresh(p, this.book.lessons.length);
    const whole = this.pane.querySelector("tfoot .avg");
    if (whole) whole.textContent = this.book.classMean();
    const foot = this.pane.querySelector(`[data-f="${l}"]`);
    if (foot) foot.textContent = this.book.lessonMean(l);
  }

  /** Переносит знак выделения с одних клеток на другие. */
  mark(was, now) {
    for (const [places, on] of [[was, false], [now, true]]) {
      for (const place of places) {
        const td = this.element(...place);
        td?.classList.toggle("sel", on);
        if (on) td?.setAttribute("aria-selected", "true");
        else td?.removeAttribute("aria-selected");
      }
    }
  }

  /** Прокручивает так, чтобы клетка была видна целиком. */
  reveal(p, l) {
    const td = this.element(p, l);
    if (!td) return;
    if (!this.book.isFinal(l)) td.scrollIntoView({ block: "nearest", inline: "nearest" });
    else td.parentElement.querySelector(".name").scrollIntoView({ block: "nearest" });
  }

  /** Показывает отметки, которые будут выставлены; без них — убирает показ. */
  showPreview(marks = new Map()) {
    const touched = new Set([...this.preview.keys(), ...marks.keys()]);
    this.preview = marks;
    for (const p of touched) this.#refresh(p, this.book.lessons.length);
  }

  /** Выбирает клетку: строка и дата выделены, клетка видна целиком. */
  select(p, l, focus = true) {
    const was = this.element(...this.at);
    if (was) {
      was.tabIndex = -1;
      was.parentElement.classList.remove("hot");
    }
    this.pane.querySelector("th.hot")?.classList.remove("hot");
    this.at = [p, l];
    const td = this.element(p, l);
    if (!td) return;
    td.tabIndex = 0;
    td.parentElement.classList.add("hot");
    this.pane.querySelector(`th[data-l="${l}"]`)?.classList.add("hot");
    this.reveal(p, l);
    if (focus) td.focus({ preventScroll: true });
  }

  /** Целое число столбцов в окне: закреплённые столбцы не режут ни одной даты. Меры — из стиля, таблицу не мерят. */
  fit() {
    const count = this.#middle;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const style = getComputedStyle(this.pane);
    const measure = (name, from = style) => parseFloat(from.getPropertyValue(name)) * rem;
    this.fitted = this.pane.clientWidth;
    const room = this.fitted - measure("--w-name") - measure("--w-avg") - measure("--w-per");
    const base = measure("--cell", getComputedStyle(document.documentElement));
    this.fitting = Math.max(1, Math.min(count, Math.floor(room / base)));
    this.pane.style.setProperty("--cell", `${Math.max(base, Math.min(room / this.fitting, WIDEST))}px`);
    this.pane.style.setProperty("--count", String(count));
  }
}
