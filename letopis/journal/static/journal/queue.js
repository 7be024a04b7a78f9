// Очередь страницы: что набрано и ещё не решено, лежит в исходящем браузера и возвращается в свои клетки.

import { drop, keep, refused, safe, waitingOf } from "../screen/outbox.js";

const BUSY = ["saving", "queued"];
const KEPT = { saving: "waiting", queued: "waiting", conflict: "conflict", refused: "refused" };

export class Queue {
  /** page — где эти записи видны: {url, title}. */
  constructor(book, account, page) {
    Object.assign(this, { book, account, page });
    this.kept = new Map();
    this.elsewhere = [];
  }

  /** Сколько записей этой страницы ещё не дошло до сервера. */
  get count() {
    return this.book.inState(...BUSY).length;
  }

  /** Можно ли закрыть страницу, ничего не потеряв. */
  get safe() {
    return !this.count || safe();
  }

  /** Легло ли набранное на хранение: "yes", ещё "no" или "never", если браузер хранить отказался. */
  get stored() {
    if (safe()) return "yes";
    return refused() ? "never" : "no";
  }

  #place(lesson, student) {
    return [this.account, this.book.data.course, this.book.data.period.id, lesson, student].join(".");
  }

  /** Хранит клетку, пока она не решена, и забывает решённую. */
  keep(p, l) {
    const record = this.#record(p, l);
    const { place } = record;
    if (!record.state) {
      if (this.kept.delete(place)) drop(place);
      return;
    }
    const text = JSON.stringify(record);
    if (this.kept.get(place) === text) return;
    this.kept.set(place, text);
    keep({ ...record, typed: Date.now() });
  }

  #record(p, l) {
    const { urls } = this.book.data;
    const lesson = this.book.isFinal(l) ? 0 : this.book.lessons[l].id;
    const student = this.book.pupils[p].id;
    const { saved: old, value, reason, key, sent, state, sentence } = this.book.peek(p, l);
    return {
      place: this.#place(lesson, student),
      account: this.account,
      page: this.page.url,
      title: this.page.title,
      urls: { cell: urls.cell, cells: urls.cells, final: urls.final },
      ...{ lesson, student, old, value, reason, key, sent, state: KEPT[state] || "", sentence },
    };
  }

  #cellOf({ page, lesson, student }) {
    const { book } = this;
    const l = lesson ? book.lessons.findIndex((one) => one.id === lesson) : book.lessons.length;
    return page === this.page.url && l >= 0 ? [book.rowOf(student), l] : [-1, l];
  }

  /** Есть ли у записи клетка на этой странице. */
  holds(record) {
    return this.#cellOf(record)[0] >= 0;
  }

  /** Узнаёт, что ждёт на других страницах этого человека; возвращает то, что ждёт на этой. */
  async look() {
    const records = await waitingOf(this.account);
    this.elsewhere = records.filter((record) => !this.holds(record));
    return records.filter((record) => this.holds(record));
  }

  /** Ставит сохранённое обратно в нетронутые клетки; возвращает, какие изменились. */
  async restore() {
    return (await this.look()).map((record) => this.#restored(record)).filter(Boolean);
  }

  #restored(record) {
    const { place, old, value, reason, key, sent, state, sentence } = record;
    const [p, l] = this.#cellOf(record);
    const { saved: stands, state: busy } = this.book.peek(p, l);
    if (busy) return null;
    this.kept.set(place, "");
    if (stands === value && (sent ?? value) === value) return [p, l]; // записано, только ответ не дошёл
    // Спор решают заново: сервер ещё раз скажет, чьё значение стоит теперь.
    const marked = state === "refused" ? { saved: stands, state, sentence } : { saved: old, state: "queued", key, sent, reason };
    Object.assign(this.book.cell(p, l), { value, ...marked });
    return [p, l];
  }
}
