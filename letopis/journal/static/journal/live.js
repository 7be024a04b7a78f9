// Чужие правки: страница раз за разом спрашивает, что изменилось, и не трогает того, что вводят или что ещё не ушло.

import { lessonOf } from "./book.js";
import { get } from "../screen/server.js";

const EVERY = 5000;
const OWN = ["saving", "queued", "conflict"];

export class Live {
  /** hooks: typing(p, l) — набирают ли сейчас в клетке, без места — хоть в какой-нибудь; touched(p, l); placed();
   * answered() — сервер ответил этому человеку. */
  constructor(book, hooks) {
    this.book = book;
    this.hooks = hooks;
    this.since = book.data.position;
    this.held = [];
    this.asking = false;
    this.known = new Map(book.data.lessons.map((row) => [row[0], String(row)]));
  }

  begin() {
    setInterval(() => this.#look(), EVERY);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  async #look() {
    if (document.hidden || this.asking) return;
    this.asking = true;
    const { status, body } = await get(this.book.data.urls.changes, { since: this.since });
    this.asking = false;
    if (status !== 200) return;
    this.hooks.answered();
    const lessons = body.lessons.filter((row) => this.known.get(row[0]) !== String(row));
    const turned = (this.book.data.period.closed || null) !== body.closed;
    if ((lessons.length || turned) && this.hooks.typing()) return; // сетка перерисуется, когда набор окончен
    this.since = body.position;
    if (turned) this.#turn(body.closed);
    for (const row of lessons) this.#place(row);
    if (lessons.length || turned) this.hooks.placed();
    const finals = body.finals.map(([student, value, flags]) => [0, student, value, flags]);
    const news = [...this.held, ...body.cells, ...finals];
    this.held = news.filter((one) => !this.#shown(one));
  }

  /** Показывает чужое; false — сейчас нельзя, показать позже. */
  #shown([lesson, student, value, flags, note]) {
    const { book } = this;
    const p = book.rowOf(student);
    const l = lesson ? book.lessons.findIndex((one) => one.id === lesson) : book.lessons.length;
    if (p < 0 || l < 0) return true;
    const cell = book.cell(p, l);
    if (this.hooks.typing(p, l)) return false;
    if (cell.sending !== null || OWN.includes(cell.state)) return true;
    if (cell.saved === value && cell.flags === (flags || 0) && cell.note === (note || "")) return true;
    if (cell.state !== "refused") cell.value = value;
    Object.assign(cell, { saved: value, flags: flags || 0, note: note || "" });
    book.told.delete(p);
    this.hooks.touched(p, l);
    return true;
  }

  #place(row) {
    this.known.set(row[0], String(row));
    this.book.place(lessonOf(row));
  }

  /** Период закрыли или открыли, пока страница стояла открытой. */
  #turn(day) {
    this.book.data.period.closed = day;
    for (const lesson of this.book.lessons) lesson.locked = Boolean(day);
  }
}
