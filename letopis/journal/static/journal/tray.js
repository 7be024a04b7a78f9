// Поле справа: ученик, урок, значение, спор, история клетки и период ученика.

import { get } from "../screen/server.js";
import { totals } from "./totals.js";
import { conditionDays, dayAndMonth, esc, fill, gettext } from "./words.js";

const REST = 250;

export class Tray {
  /** hooks: mine(p, l), theirs(p, l) — решить спор; hide(p, l) — скрыть столбец; lesson(lesson) — открыть запись урока. */
  constructor(root, book, hooks) {
    Object.assign(this, { root, book, hooks });
    this.at = [0, 0];
    this.histories = new Map();
    this.timer = 0;
    this.drawn = "";
    root.addEventListener("click", (event) => this.#clicked(event));
  }

  #clicked(event) {
    const deed = event.target.closest("button[data-deed]")?.dataset.deed;
    if (deed === "lesson") this.hooks.lesson(this.book.lessons[this.at[1]]);
    else if (deed === "note") this.hooks.note(...this.at, this.root.querySelector("[data-note]").value.trim());
    else if (deed) this.hooks[deed](...this.at);
  }

  #key(p, l) {
    const lesson = this.book.isFinal(l) ? 0 : this.book.lessons[l].id;
    return `${lesson},${this.book.pupils[p].id}`;
  }

  /** Показывает выбранную клетку; историю спрашивает, когда выбор постоял. */
  show(p, l) {
    this.at = [p, l];
    this.draw();
    clearTimeout(this.timer);
    if (!this.histories.has(this.#key(p, l))) this.timer = setTimeout(() => this.#fetch(p, l), REST);
  }

  /** Клетка записана: её история стала длиннее. */
  forget(p, l) {
    this.histories.delete(this.#key(p, l));
    if (p === this.at[0] && l === this.at[1]) this.show(p, l);
  }

  async #fetch(p, l) {
    const key = this.#key(p, l);
    const { id: student } = this.book.pupils[p];
    const query = this.book.isFinal(l) ? { student, period: this.book.data.period.id } : { student, lesson: this.book.lessons[l].id };
    const { status, lost, body } = await get(this.book.data.urls.history, query);
    if (lost) return;
    this.histories.set(key, status === 200 ? body.rows || [] : null);
    if (this.#key(...this.at) === key) this.draw();
  }

  draw() {
    const [p, l] = this.at;
    if (!this.book.pupils[p] || this.#writesNote()) return;
    const html = this.#head(p, l) + this.#totals(l) + this.#note(p, l) + this.#work(l) + this.#papers(p, l) + this.#conditions(p) + this.#history(p, l) + this.#period(p);
    if (html !== this.drawn) this.root.innerHTML = html;
    this.drawn = html;
    this.noteAt = String(this.at);
  }

  /** Пока человек пишет заметку к этой клетке, поле не перерисовывают. */
  #writesNote() {
    const { activeElement: active } = document;
    return Boolean(active?.matches("[data-note]") && this.root.contains(active) && this.noteAt === String(this.at));
  }

  #head(p, l) {
    const cell = this.book.peek(p, l);
    const pupil = `<h2>${esc(this.book.pupils[p].name)}</h2>`;
    return `<section>${pupil}${this.book.isFinal(l) ? this.#finalLine() : this.#lessonLine(l)}${this.#state(p, l, cell)}</section>`;
  }

  #finalLine() {
    const text = fill(gettext("%(period)s: отметка за период"), { period: this.book.data.period.title });
    return `<p class="lesson">${esc(text)}</p>`;
  }

  #lessonLine(l) {
    const { day, topic, kind, weight, homework, instead } = this.book.lessons[l];
    const heavy = fill(gettext("Вес %(weight)s"), { weight: String(weight).replace(".", ",") });
    const about = [day, topic, kind, heavy].filter(Boolean).map((part) => esc(String(part).replace(/\.$/, ""))).join(". ");
    const given = fill(gettext("Задано: %(homework)s"), { homework });
    const task = homework ? `<p class="lesson">${esc(given)}</p>` : "";
    const substitute = fill(gettext("Урок на замене: %(who)s"), { who: instead });
    const who = instead ? `<p class="lesson"><span class="violet">${esc(substitute)}</span></p>` : "";
    const button = gettext("Тема и задание…");
    const hide = gettext("Скрыть столбец");
    const edit = this.book.data.write ? `<button type="button" class="btn small" data-deed="lesson">${button}</button> ` : "";
    const open = `<p class="open">${edit}<button type="button" class="btn small wide-only" data-deed="hide">${hide}</button></p>`;
    return `<p class="lesson">${about}</p>${who}${task}${open}`;
  }

  #state(p, l, cell) {
    if (cell.state === "refused") return this.#refused(cell);
    if (cell.state === "conflict") return this.#conflict(cell);
    const sign = `<span class="mark big${cell.value === "2" ? " m2" : ""}">${esc(cell.value || "–")}</span>`;
    const why = this.book.shutWhy(p, l) || this.#wait(l, cell);
    const note = why ? `<p class="shut-why">${esc(why)}</p>` : "";
    return `<div class="now-v">${sign}<span>${esc(this.#word(p, l, cell))}</span></div>${note}`;
  }

  /** До какого дня ждут работу. */
  #wait(l, cell) {
    if (this.book.isFinal(l) || !this.book.expects(cell)) return "";
    return fill(gettext("Ждём работу до %(day)s, потом поставьте отметку."), { day: dayAndMonth(this.book.due(l)) });
  }

  #refused(cell) {
    const lead = gettext("Не записано.");
    const back = gettext("Esc вернёт прежнее значение.");
    return `<p class="note bad"><span id="why"><b>${lead}</b> ${esc(cell.sentence)} ${back}</span></p>`;
  }

  #conflict(cell) {
    const lead = gettext("Клетку изменили, пока вы печатали.");
    const step = gettext("Выберите, что останется.");
    const who = [cell.who, cell.at].filter(Boolean).join(", ");
    const mine = gettext("ваша запись");
    return [
      `<p class="note warn"><span><b>${lead}</b> ${step}</span></p><div class="both">`,
      `<button type="button" class="btn" data-deed="theirs"><strong>${esc(cell.theirs || "–")}</strong><small>${esc(who)}</small></button>`,
      `<button type="button" class="btn" data-deed="mine"><strong>${esc(cell.value || "–")}</strong><small>${mine}</small></button></div>`,
    ].join("");
  }

  #word(p, l, cell) {
    if (cell.state === "queued") return gettext("ждёт связи, уйдёт сама");
    if (cell.state === "saving") return gettext("сохраняется…");
    if (cell.value) return this.book.locked(l) ? gettext("сохранено, закрыто для правки") : gettext("сохранено");
    const proposal = this.book.isFinal(l) && this.book.proposal(p);
    return proposal ? fill(gettext("не выставлена, по расчёту %(proposal)s"), { proposal }) : gettext("пусто");
  }

  #totals(l) {
    const title = gettext("Итог урока");
    const found = totals(this.book, l);
    return found ? `<section><h3>${title}</h3>${found}</section>` : "";
  }

  #note(p, l) {
    if (this.book.isFinal(l)) return "";
    const { note } = this.book.peek(p, l);
    const title = gettext("Заметка");
    if (!this.book.data.write || this.book.shutWhy(p, l)) return note ? `<section><h3>${title}</h3><p>${esc(note)}</p></section>` : "";
    const save = gettext("Сохранить заметку");
    const seen = gettext("Её видят ученик и родители.");
    return [
      `<section><label class="field"><span>${title}</span><textarea class="input" rows="2" maxlength="300" data-note>${esc(note)}</textarea></label>`,
      `<p class="lesson">${seen}</p><p class="open"><button type="button" class="btn small" data-deed="note">${save}</button></p></section>`,
    ].join("");
  }

  #papers(p, l) {
    const papers = this.book.papersOn(p, l);
    if (!papers.length) return "";
    const title = gettext("Пропуск по документу");
    const span = gettext("%(kind)s, с %(since)s по %(until)s");
    const lines = papers.map(([, since, until, kind]) => {
      const text = fill(span, { kind, since: dayAndMonth(since), until: dayAndMonth(until) });
      return `<p>${esc(text)}</p>`;
    });
    return `<section><h3>${title}</h3>${lines.join("")}</section>`;
  }

  #work(l) {
    if (this.book.isFinal(l)) return "";
    const url = this.book.data.urls.work.replace("/0/", `/${this.book.lessons[l].id}/`);
    const text = gettext("Критерии и баллы");
    return `<section><a href="${esc(url)}">${text}</a></section>`;
  }

  #conditions(p) {
    const found = this.book.offers.conditionsOf(p);
    if (!found.length) return "";
    const title = gettext("Особые условия");
    const lines = found.map(([, since, until, says, paper]) => `<p>${esc([conditionDays(says, since, until), paper].filter(Boolean).join(", "))}</p>`);
    return `<section><h3>${title}</h3>${lines.join("")}</section>`;
  }

  #history(p, l) {
    const rows = this.histories.get(this.#key(p, l));
    if (rows === null) return "";
    const title = gettext("История клетки");
    const waiting = gettext("Читается…");
    const none = gettext("Записей ещё не было");
    const empty = (text) => `<li><span class="muted">–</span><div class="muted">${text}</div></li>`;
    const list = !rows ? empty(waiting) : rows.length ? rows.map((row) => this.#fact(row)).join("") : empty(none);
    return `<section><h3>${title}</h3><ol class="margin-list">${list}</ol></section>`;
  }

  #fact({ at, who, what, why, late }) {
    const when = esc(at).replace(/ (\d\d?:\d\d)$/, "<br>$1");
    const afterwards = gettext("после закрытия");
    const because = fill(gettext("Основание: %(why)s"), { why });
    const after = late ? `, <span class="violet">${afterwards}</span>` : "";
    const ground = why ? `<br>${esc(because)}` : "";
    return `<li><span>${when}</span><div><b>${esc(what)}</b>, ${esc(who)}${after}${ground}</div></li>`;
  }

  #period(p) {
    const { data } = this.book;
    const { missed, past } = this.book.missed(p);
    const enough = fill(gettext("%(count)s, нужно не меньше %(min)s"), { count: this.book.count(p), min: data.rule.min || 1 });
    const away = fill(gettext("%(missed)s из %(past)s"), { missed, past });
    const pairs = [
      [gettext("Среднее"), this.book.mean(p) || "–"],
      [gettext("По расчёту"), this.book.proposal(p) || "–"],
    ];
    if (this.book.lessons.length) pairs.push([gettext("Отметок"), enough], [gettext("Пропущено уроков"), away]);
    const list = pairs.map(([what, how]) => `<dt>${what}</dt><dd>${esc(how)}</dd>`).join("");
    const how = data.urls.explain ? this.#how(data.urls.explain.replace("/0/", `/${this.book.pupils[p].id}/`)) : "";
    const link = data.urls.pupil ? this.#link(data.urls.pupil.replace("/0/", `/${this.book.pupils[p].id}/`)) : "";
    return `<section><h3>${esc(data.period.title)}</h3><dl class="pairs">${list}</dl>${how}${link}</section>`;
  }

  #how(url) {
    const text = gettext("Как вышло");
    return `<p class="open"><a href="${esc(url)}">${text}</a></p>`;
  }

  #link(url) {
    const text = gettext("Вся карта результатов");
    return `<p class="open"><a href="${esc(url)}">${text}</a></p>`;
  }
}
