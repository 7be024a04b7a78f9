// Запись: прежнее значение идёт вместе с новым, спор виден, без связи записи ждут и уходят сами.

import { deliver, newKey, parcelsOf } from "../screen/delivery.js";
import { post } from "../screen/postman.js";
import { fill, gettext, timeNow } from "./words.js";

const SHOWN_SAVED = 1200;
const NEXT_TRY = [2, 4, 8, 16, 32, 60];

export class Saving {
  /**
   * hooks: touched(p, l) — клетка изменилась; said(text) — сказать в строке состояния; lost(kind) — нет связи
   * или сеанса, "" — всё снова есть; ground(p, l, value, sentence) — спросить основание; proof() — тот ли это человек;
   * wrote(правки) — принятые вместе правки, один шаг отмены.
   */
  constructor(book, queue, hooks) {
    this.book = book;
    this.queue = queue;
    this.hooks = hooks;
    this.leaving = []; // ждут, пока вернётся запрос, который в пути
    this.turn = null;
    this.lastSaved = "";
    this.lost = "";
    this.tries = 0;
    this.timer = 0;
    this.flushing = false;
  }

  /** Поднимает записи, не решённые до закрытия страницы. */
  async restore() {
    for (const [p, l] of await this.queue.restore()) this.#changed(p, l);
    await this.flush();
  }

  #changed(p, l) {
    this.queue.keep(p, l);
    this.hooks.touched(p, l);
  }

  #set(p, l, facts) {
    Object.assign(this.book.cell(p, l), facts);
    this.#changed(p, l);
  }

  /** Принимает набранное в клетку; подробности у save. */
  put(p, l, text) {
    return this.save([{ p, l, text }]);
  }

  /**
   * Принимает правки [{p, l, text}]: каждая читается, проверяется и видна в своей клетке, а уходят они вместе.
   * Основание, если без него нельзя, спрашивается одно на всех. Возвращает принятые: [{p, lesson, before, value}],
   * lesson — null у отметки за период; они же — один шаг отмены, если remember.
   */
  async save(edits, { remember = true } = {}) {
    const meant = edits.map((edit) => this.#read(edit)).filter(Boolean);
    const ground = await this.#groundFor(meant.filter(({ lesson }) => this.book.needsGround(this.book.columnOf(lesson))));
    if (ground === null) {
      for (const { p, lesson } of meant) this.#changed(p, this.book.columnOf(lesson));
      return [];
    }
    if (remember && meant.length) this.hooks.wrote(meant);
    for (const edit of meant) this.#accept(edit, ground);
    await this.#start(meant);
    return meant;
  }

  /** Что значит правка; null — писать нечего или нельзя, и клетка уже говорит почему. */
  #read({ p, l, text }) {
    const { book } = this;
    const cell = book.cell(p, l);
    const { value, wrong } = book.read(text, l);
    const before = cell.state === "refused" ? cell.saved : cell.value;
    const marked = cell.state === "refused" || cell.state === "conflict";
    if (!wrong && value === before && !marked) return this.#changed(p, l);
    const why = book.shutWhy(p, l);
    if (why) {
      this.hooks.touched(p, l);
      this.hooks.said(why);
      return null;
    }
    if (wrong) return this.#set(p, l, { value: text.trim(), state: "refused", sentence: wrong });
    const saved = cell.state === "conflict" ? cell.theirs : cell.saved;
    if (value === saved && cell.sending === null) return this.#set(p, l, { value, saved, state: "", sentence: "", theirs: "" });
    return { p, lesson: this.#lesson(l), before, value };
  }

  /** Одно основание на все правки, которым оно нужно: текст, "" если не нужно, null если передумали. */
  #groundFor(edits) {
    const [first] = edits;
    if (!first) return "";
    const text = gettext("Основание одно на все исправления, их здесь %(count)s. Оно останется видно вместе с вашим именем.");
    const sentence = edits.length > 1 ? fill(text, { count: edits.length }) : "";
    return this.hooks.ground(first.p, this.book.columnOf(first.lesson), first.value, sentence);
  }

  #accept({ p, lesson, value }, ground) {
    const { book } = this;
    const l = book.columnOf(lesson);
    const cell = book.cell(p, l);
    const saved = cell.state === "conflict" ? cell.theirs : cell.saved;
    if (lesson) book.told.delete(p);
    Object.assign(cell, { value, reason: book.needsGround(l) ? ground : "", saved, theirs: "", sentence: "" });
  }

  #lesson(l) {
    return this.book.isFinal(l) ? null : this.book.lessons[l];
  }

  /** Отправляет клетки [{p, lesson}]; те, чья прежняя правка ещё в пути, уйдут после её ответа. */
  #start(places) {
    const free = places.filter(({ p, lesson }) => this.book.cell(p, this.book.columnOf(lesson)).sending === null);
    for (const { p, lesson } of places) {
      const l = this.book.columnOf(lesson);
      const cell = this.book.cell(p, l);
      const state = this.lost && cell.sending === null ? "queued" : "saving";
      if (cell.sending === null && cell.sent === null) cell.key = newKey();
      this.#set(p, l, { state });
    }
    return this.lost ? this.flush() : this.#send(free);
  }

  #startOne(p, l) {
    return this.#start([{ p, lesson: this.#lesson(l) }]);
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
    return this.#startOne(p, l);
  }

  /** Запрос в пути один: что набрано тем временем, уходит следующим вместе. */
  #send(places) {
    this.leaving.push(...places);
    this.turn ??= this.#drain();
    return this.turn;
  }

  async #drain() {
    await null; // очередь занята раньше, чем кончится пустой обход, и набранное разом уходит одной посылкой
    try {
      while (this.leaving.length) await this.#drainOnce();
    } finally {
      this.turn = null;
    }
  }

  async #drainOnce() {
    const once = new Map(this.leaving.splice(0).map((one) => [this.book.peek(one.p, this.book.columnOf(one.lesson)), one]));
    const free = [...once].filter(([cell]) => cell.sending === null && cell.state === "saving").map(([, one]) => one);
    for (const parcel of parcelsOf(free)) {
      if (!this.lost) await this.#carry(parcel);
      else for (const { p, lesson } of parcel) this.#set(p, this.book.columnOf(lesson), { state: "queued" });
    }
  }

  async #carry(places) {
    const cells = places.map(({ p, lesson }) => this.book.cell(p, this.book.columnOf(lesson)));
    const parcel = places.map(({ p, lesson }, n) => this.#packed(p, lesson, cells[n]));
    parcel.forEach((edit, n) => Object.assign(cells[n], { sending: edit.new, sent: edit.new }));
    for (const { p, lesson } of places) this.queue.keep(p, this.book.columnOf(lesson));
    const answers = await deliver(this.book.data.urls, parcel);
    for (const cell of cells) cell.sending = null;
    if (answers[0].lost) return this.#lose(places, answers[0].lost);
    for (const cell of cells) cell.sent = null;
    this.online();
    places.forEach(({ p, lesson }, n) => this.#answered(p, this.book.columnOf(lesson), parcel[n].new, answers[n]));
    return undefined;
  }

  /** Правка, чей ответ потерян, уходит прежней под прежним ключом, и только потом новое значение. */
  #packed(p, lesson, { value, saved, reason, key, sent }) {
    const edit = { student: this.book.pupils[p].id, old: saved, new: sent ?? value, reason, key, again: sent !== null };
    return lesson ? { lesson: lesson.id, ...edit } : edit;
  }

  #answered(p, l, sent, { status, body }) {
    const cell = this.book.cell(p, l);
    if (status === 200) return this.#saved(p, l, sent, body);
    if (status === 409 && body.theirs === sent) return this.#saved(p, l, sent, { value: sent, flags: cell.flags });
    if (status !== 200 && cell.value !== sent && cell.state !== "refused") return this.#startOne(p, l);
    if (status === 409) return this.#set(p, l, { state: "conflict", theirs: body.theirs, who: body.who, at: body.at, reason: "" });
    if (body.code?.startsWith("reason.")) return this.#askGround(p, l, body.sentence || "");
    if (body.code === "login.unsure") return this.#askProof(p, l);
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
    if (cell.value !== cell.saved) return this.#startOne(p, l);
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
    return this.#startOne(p, l);
  }

  /** Закрытое исправляет тот, кто недавно доказал, что это он; передумал — правка и основание ждут в клетке. */
  async #askProof(p, l) {
    if ((await this.hooks.proof()) !== "no") return this.#startOne(p, l);
    const sentence = gettext("Не записано: вы не подтвердили, что это вы. Введите ещё раз, основание сохранено.");
    return this.#set(p, l, { state: "refused", sentence });
  }

  #lose(places, kind) {
    for (const { p, lesson } of places) {
      const l = this.book.columnOf(lesson);
      if (this.book.peek(p, l).state !== "refused") this.#set(p, l, { state: "queued" });
    }
    this.#noLine(kind);
  }

  #noLine(kind) {
    const first = this.lost !== kind;
    this.lost = kind;
    if (first) this.hooks.lost(kind);
    this.#later();
  }

  /** Сервер снова отвечает этому человеку. */
  online() {
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

  /** Отправляет ждущие записи посылка за посылкой; первая неудача откладывает остальные. Потом — другие страницы. */
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    clearTimeout(this.timer);
    for (let [next] = this.#waiting(); next; [next] = this.#waiting()) {
      await this.#carry(next);
      if (this.lost) break;
    }
    if (!this.lost) await this.#forward();
    this.flushing = false;
  }

  /** Относит то, что ждёт на других страницах этого человека. */
  async #forward() {
    if (!this.queue.elsewhere.length) return;
    const { lost } = await post(this.queue.account, (record) => this.queue.holds(record));
    await this.queue.look();
    if (lost) this.#noLine(lost);
    this.hooks.lost(lost);
  }

  /** Ждущие клетки, поделённые на посылки. */
  #waiting() {
    const free = this.book.inState("queued").filter(([p, l]) => this.book.cell(p, l).sending === null);
    return parcelsOf(free.map(([p, l]) => ({ p, lesson: this.#lesson(l) })));
  }
}
