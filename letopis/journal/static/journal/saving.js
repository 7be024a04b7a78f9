// Запись: прежнее значение идёт вместе с новым, спор виден, без связи записи ждут и уходят сами.

import { Unsent } from "./unsent.js";
import { post } from "./server.js";
import { gettext, timeNow } from "./words.js";

const SHOWN_SAVED = 1200;
const NEXT_TRY = [2, 4, 8, 16, 32, 60];

/** Имя правки: по нему сервер узнаёт запись, присланную второй раз, и не пишет её дважды. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Saving {
  /**
   * hooks: touched(p, l) — клетка изменилась; said(text) — сказать в строке состояния;
   * lost(kind) — нет связи или сеанса; ground(p, l, value, sentence) — спросить основание.
   */
  constructor(book, account, hooks) {
    this.book = book;
    this.hooks = hooks;
    this.undo = [];
    this.lastSaved = "";
    this.lost = "";
    this.tries = 0;
    this.timer = 0;
    this.flushing = false;
    this.unsent = new Unsent(book, account);
  }

  /** Поднимает записи, не ушедшие до перезагрузки страницы. */
  restore() {
    for (const [p, l] of this.unsent.restore()) this.#changed(p, l);
    if (this.book.inState("queued").length) this.flush();
  }

  #changed(p, l) {
    this.unsent.keep();
    this.hooks.touched(p, l);
  }

  #set(p, l, facts) {
    Object.assign(this.book.cell(p, l), facts);
    this.#changed(p, l);
  }

  /** Принимает набранное в клетку: читает, проверяет, отправляет. */
  async put(p, l, raw, remember = true) {
    const cell = this.book.cell(p, l);
    const { value, wrong } = this.book.read(raw, l);
    const before = cell.state === "refused" ? cell.saved : cell.value;
    if (!wrong && value === before && cell.state !== "refused" && cell.state !== "conflict") return this.#changed(p, l);
    const why = this.book.shutWhy(p, l);
    if (why) {
      this.hooks.touched(p, l);
      return this.hooks.said(why);
    }
    if (wrong) return this.#set(p, l, { value: raw.trim(), state: "refused", sentence: wrong });
    const known = cell.state === "conflict" ? cell.theirs : cell.saved;
    if (value === known && cell.sending === null) {
      this.#set(p, l, { value, saved: known, state: "", sentence: "", theirs: "" });
      return undefined;
    }
    const reason = this.book.needsGround(l) ? await this.hooks.ground(p, l, value, "") : "";
    if (reason === null) return this.#changed(p, l);
    if (remember) this.undo.push({ p, lesson: this.#lesson(l), value: before });
    if (!this.book.isFinal(l)) this.book.told.delete(p);
    Object.assign(cell, { value, reason, saved: known, theirs: "", sentence: "" });
    return this.#start(p, l);
  }

  #lesson(l) {
    return this.book.isFinal(l) ? null : this.book.lessons[l];
  }

  #start(p, l) {
    const cell = this.book.cell(p, l);
    const behind = this.lost && cell.sending === null;
    if (cell.sending === null) Object.assign(cell, { key: newKey(), again: false });
    this.#set(p, l, { state: behind ? "queued" : "saving" });
    if (behind) return this.flush();
    return cell.sending === null ? this.#send(p, l) : undefined;
  }

  /** Возвращает прежнее значение последней своей правки — новой записью. */
  async takeBack() {
    const last = this.undo.pop();
    if (!last) {
      this.hooks.said(gettext("Отменять нечего: на этой странице вы ещё ничего не записали."));
      return null;
    }
    const l = this.book.columnOf(last.lesson);
    await this.put(last.p, l, last.value, false);
    return [last.p, l];
  }

  /** Убирает непринятое: в клетке снова то, что хранится. */
  drop(p, l) {
    const cell = this.book.cell(p, l);
    if (cell.state === "refused") this.#set(p, l, { value: cell.saved, state: "", sentence: "" });
  }

  /** Спор: оставить чужое. */
  keepTheirs(p, l) {
    const { theirs } = this.book.cell(p, l);
    this.#set(p, l, { value: theirs, saved: theirs, theirs: "", state: "" });
  }

  /** Спор: записать своё поверх увиденного чужого. */
  putMine(p, l) {
    const cell = this.book.cell(p, l);
    Object.assign(cell, { saved: cell.theirs, theirs: "" });
    return this.#start(p, l);
  }

  async #send(p, l) {
    const { book } = this;
    const cell = book.cell(p, l);
    const lesson = this.#lesson(l);
    const { value, saved, reason, key, again } = cell;
    Object.assign(cell, { sending: value, again: true });
    this.unsent.keep();
    const common = { student: book.pupils[p].id, old: saved, new: value, reason, key, again };
    const { cell: toCell, final } = book.data.urls;
    const answer = lesson ? await post(toCell, { lesson: lesson.id, ...common }) : await post(final, common);
    cell.sending = null;
    return this.#answered(p, book.columnOf(lesson), value, answer);
  }

  #answered(p, l, sent, { status, lost, body }) {
    const cell = this.book.cell(p, l);
    if (lost) return this.#lose(p, l, lost);
    this.#online();
    if (status === 200) return this.#saved(p, l, sent, body);
    if (status === 409 && body.theirs === sent) return this.#saved(p, l, sent, { value: sent, flags: cell.flags });
    if (status === 409) return this.#set(p, l, { state: "conflict", theirs: body.theirs, who: body.who, at: body.at, reason: "" });
    if (body.code?.startsWith("reason.")) return this.#askGround(p, l, body.sentence || "");
    const sentence = body.sentence || gettext("Не записано: страница устарела. Обновите её и повторите.");
    return this.#set(p, l, { state: "refused", sentence, reason: "" });
  }

  #saved(p, l, sent, body) {
    const cell = this.book.cell(p, l);
    const value = body.value ?? sent;
    this.lastSaved = body.at || timeNow();
    Object.assign(cell, { saved: value, flags: body.flags ?? cell.flags, reason: "" });
    if (cell.state === "refused") return this.#changed(p, l);
    if (cell.value !== sent) return this.#again(p, l);
    Object.assign(cell, { value, state: "saved" });
    this.#tell(p, body);
    this.#changed(p, l);
    setTimeout(() => this.#calm(p, cell), SHOWN_SAVED);
    return undefined;
  }

  #again(p, l) {
    const cell = this.book.cell(p, l);
    if (cell.value !== cell.saved) return this.#start(p, l);
    return this.#set(p, l, { state: "saved" });
  }

  #calm(p, cell) {
    if (cell.state !== "saved") return;
    cell.state = "";
    for (let l = 0; l <= this.book.lessons.length; l++) if (this.book.peek(p, l) === cell) this.hooks.touched(p, l);
  }

  #tell(p, { mean, proposal }) {
    const busy = this.book.inState("saving", "queued").some(([row]) => row === p);
    if (mean !== undefined && !busy) this.book.told.set(p, { mean, proposal });
  }

  async #askGround(p, l, sentence) {
    const cell = this.book.cell(p, l);
    const reason = await this.hooks.ground(p, l, cell.value, sentence);
    if (reason === null) return this.#set(p, l, { value: cell.saved, state: "", reason: "" });
    cell.reason = reason;
    return this.#start(p, l);
  }

  #lose(p, l, kind) {
    const cell = this.book.cell(p, l);
    const first = this.lost !== kind;
    this.lost = kind;
    if (cell.state !== "refused") this.#set(p, l, { state: "queued" });
    if (first) this.hooks.lost(kind);
    this.#later();
  }

  #online() {
    if (!this.lost) return;
    this.lost = "";
    this.tries = 0;
    this.hooks.lost("");
    this.flush();
  }

  #later() {
    clearTimeout(this.timer);
    const wait = NEXT_TRY[Math.min(this.tries, NEXT_TRY.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.flush(), wait * 1000);
  }

  /** Отправляет ждущие записи по одной; первая неудача откладывает остальные. */
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    clearTimeout(this.timer);
    for (let next = this.#waiting(); next; next = this.#waiting()) {
      await this.#send(...next);
      if (this.lost) break;
    }
    this.flushing = false;
  }

  #waiting() {
    return this.book.inState("queued").find(([p, l]) => this.book.cell(p, l).sending === null);
  }
}
