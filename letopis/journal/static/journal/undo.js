// Отмена и возврат: свои правки этой страницы берут назад новой записью, чужое поверх них не стирают.

import { counted } from "./filling.js";
import { fill, gettext, ngettext } from "./words.js";

const DEPTH = 200;
const BUSY = ["saving", "queued"];

export class Undo {
  /**
   * hooks: save(edits) — записать без памяти; said(text); go(p, l) — встать на клетку; drop(p, l) — убрать непринятое;
   * turned() — стало что отменять или возвращать.
   */
  constructor(book, hooks) {
    this.book = book;
    this.hooks = hooks;
    this.done = [];
    this.undone = [];
    this.joined = [];
  }

  /** Клетки, что останутся непринятыми, отменяются вместе со следующими правками. */
  join(edits) {
    this.joined = edits.map(({ p, l, text }) => ({ p, lesson: this.book.lessons[l] || null, before: this.book.peek(p, l).saved, value: text }));
  }

  /** Следующих правок не было: непринятые — сами по себе шаг отмены. */
  settle() {
    if (this.joined.length) this.remember([]);
  }

  /** Запоминает правки, сделанные вместе: [{p, lesson, before, value}]. */
  remember(changes) {
    this.done.push([...changes, ...this.joined.splice(0)]);
    if (this.done.length > DEPTH) this.done.shift();
    this.undone = [];
    this.hooks.turned();
  }

  async undo() {
    const changes = this.done.pop();
    if (!changes) return this.hooks.said(gettext("Отменять нечего: на этой странице вы ещё ничего не записали."));
    const text = gettext("Отменено клеток: %(count)s. Ctrl+Y вернёт.");
    return this.#turn(changes, ["value", "before"], this.undone, text);
  }

  async redo() {
    const changes = this.undone.pop();
    if (!changes) return this.hooks.said(gettext("Возвращать нечего: вы ничего не отменяли."));
    return this.#turn(changes, ["before", "value"], this.done, gettext("Возвращено клеток: %(count)s."));
  }

  /** Пишет одно из двух значений там, где ещё стоит другое; где уже не оно, говорит об этом. */
  async #turn(changes, [from, to], stack, text) {
    const unwritten = changes.filter((one) => this.#unwritten(one, one[to]));
    const own = changes.filter((one) => !unwritten.includes(one) && this.#stands(one, one[from]));
    for (const one of unwritten) this.hooks.drop(one.p, this.book.columnOf(one.lesson));
    this.hooks.turned();
    if (own.length) {
      stack.push(own);
      const first = own[0];
      this.hooks.go(first.p, this.book.columnOf(first.lesson));
    }
    const sent = this.hooks.save(own.map((one) => ({ p: one.p, l: this.book.columnOf(one.lesson), text: one[to] })));
    this.hooks.turned();
    const { conflict } = counted(this.book, await sent);
    const left = changes.length - own.length - unwritten.length + conflict;
    const told = [fill(text, { count: own.length + unwritten.length - conflict }), this.#leftOver(left)].filter(Boolean);
    if (changes.length > 1 || left) this.hooks.said(told.join(" "));
  }

  #leftOver(count) {
    if (!count) return "";
    const text = ngettext(
      "%(count)s клетку с тех пор изменили, она осталась как есть.",
      "Клетки, изменённые с тех пор (%(count)s), остались как есть.",
      count,
    );
    return fill(text, { count });
  }

  /** Сервер эту правку не принял: в клетке и так то, к чему возвращают. */
  #unwritten({ p, lesson }, value) {
    const l = this.book.columnOf(lesson);
    const cell = l < 0 ? null : this.book.peek(p, l);
    return cell?.state === "refused" && cell.saved === value;
  }

  /** Стоит ли в клетке то, что эта правка оставила. */
  #stands({ p, lesson }, value) {
    const l = this.book.columnOf(lesson);
    if (l < 0) return false;
    const cell = this.book.peek(p, l);
    if (cell.state === "conflict") return false;
    return BUSY.includes(cell.state) ? cell.value === value : cell.saved === value;
  }
}
