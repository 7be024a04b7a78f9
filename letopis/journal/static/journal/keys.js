// Клавиатура сетки: одна остановка Tab, стрелки сохраняют и ведут дальше, набор пишет сразу.

import { joined, signOfKey } from "./cell.js";
import { lettersOn, shortcutsOn } from "./choices.js";

const FAR = 10000;
const FAR_KEYS = { Digit1: "grid", Digit2: "lesson", Digit3: "pupil", KeyV: "views", KeyT: "lessons", KeyN: "note", KeyH: "hide" };
const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const asksHelp = (event) => event.key === "?" || (event.code === "Slash" && event.shiftKey);

export class Keys {
  /**
   * hooks: go(p, l) — выбрать; put(p, l, text) — записать; undo(); redo(); help(); escape(p, l) — убрать непринятое;
   * clear() — стереть; down() — повторить верхнее; shut(p, l) — сказать, почему закрыто, true если закрыто.
   * far(имя) — уйти к другому виду, заметке, темам; selection — выделение сетки.
   */
  constructor(grid, selection, hooks) {
    Object.assign(this, { grid, selection, hooks });
    this.box = null;
    const { pane } = grid;
    pane.addEventListener("keydown", (event) => this.#pressed(event));
    pane.addEventListener("mousedown", (event) => this.#clicked(event));
    pane.addEventListener("dblclick", (event) => this.#opened(event));
    pane.addEventListener("focusin", (event) => this.#arrived(event));
  }

  #placeOf(target) {
    const td = target.closest("td[id]");
    return td ? td.id.slice(1).split("-").map(Number) : null;
  }

  #clicked(event) {
    const place = this.#placeOf(event.target);
    if (!place || event.target === this.box) return;
    event.preventDefault();
    this.close(true);
    if (event.button && this.selection.has(...place)) return;
    if (event.shiftKey) return void this.selection.reach(...place);
    this.hooks.go(...place);
  }

  #opened(event) {
    if (this.#placeOf(event.target)) this.edit(this.#value(), false);
  }

  #arrived(event) {
    const place = this.#placeOf(event.target);
    if (!place || event.target.tagName !== "TD") return;
    if (String(place) !== String(this.grid.at)) this.hooks.go(...place);
  }

  #value() {
    return this.grid.book.peek(...this.grid.at).value;
  }

  /** Набирают ли сейчас в этой клетке; без места — хоть в какой-нибудь. */
  typing(p, l) {
    return this.box !== null && (p === undefined || String(this.grid.at) === String([p, l]));
  }

  /** Открывает клетку для набора; quick — начато знаком, стрелки уводят из клетки. */
  edit(start, quick) {
    const [p, l] = this.grid.at;
    if (this.box || this.hooks.shut(p, l)) return;
    const box = document.createElement("input");
    Object.assign(box, { value: start, inputMode: "text", autocomplete: "off", spellcheck: false });
    box.dataset.quick = quick ? "1" : "";
    box.setAttribute("aria-label", this.grid.book.name(p, l));
    this.box = box;
    this.grid.element(p, l).append(box);
    box.focus({ preventScroll: true });
    if (!quick) box.select();
    box.addEventListener("blur", () => this.close(true));
  }

  /** Закрывает набор: записывает или возвращает прежнее. */
  close(keep) {
    if (!this.box) return;
    const { box } = this;
    const place = this.grid.at;
    this.box = null;
    const text = box.value;
    box.remove();
    if (keep) this.hooks.put(...place, text);
    else this.grid.redraw(...place);
  }

  /** Шаг по сетке: с последнего ученика — вверх следующего столбца. */
  step(down, right) {
    this.hooks.go(...this.grid.layout.step(this.grid.at, down, right));
  }

  /** Выбирает клетку по её месту на экране. */
  #goTo(row, column) {
    this.hooks.go(...this.grid.layout.at(row, column));
  }

  #move(event) {
    if (event.key === "Enter") return event.shiftKey ? [-1, 0] : [1, 0];
    return MOVES[event.key];
  }

  #pressed(event) {
    if (event.isComposing || !event.target.closest("td")) return;
    const used = event.target === this.box ? this.#typing(event) : this.#walking(event);
    if (used) event.preventDefault();
  }

  #typing(event) {
    const { box } = this;
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const move = this.#move(event);
    if (event.key === "Escape") {
      this.close(false);
      this.grid.select(...this.grid.at);
      return true;
    }
    if (move && (!sideways || box.dataset.quick)) {
      const together = this.selection.many && event.key === "Enter";
      this.close(true);
      if (together) this.grid.select(...this.grid.at);
      else this.step(...move);
      return true;
    }
    if (event.key === "F2") box.dataset.quick = "";
    return this.#typed(event);
  }

  #typed(event) {
    const { box } = this;
    const sign = event.ctrlKey || event.metaKey || event.altKey ? "" : signOfKey(event);
    const { selectionStart: from, selectionEnd: to } = box;
    if (!sign || (from === to && to !== box.value.length)) return false;
    box.value = joined(box.value.slice(0, from) + box.value.slice(to), sign, this.grid.book.scale);
    return true;
  }

  #walking(event) {
    if (this.selection.pressed(event)) return true;
    if (event.ctrlKey || event.metaKey) return this.#commanded(event);
    if (event.altKey) return this.#jumpedFar(event);
    const move = this.#move(event);
    if (move) this.step(...move);
    else if (asksHelp(event)) this.hooks.help();
    else return this.#jumped(event) || this.#wrote(event);
    return true;
  }

  /** Alt и клавиша: другой вид, заметка, темы; место клавиши одно в любой раскладке. */
  #jumpedFar(event) {
    if (!shortcutsOn() || !FAR_KEYS[event.code]) return false;
    this.hooks.far(FAR_KEYS[event.code]);
    return true;
  }

  #commanded(event) {
    const [row] = this.grid.layout.where(...this.grid.at);
    if (event.code === "KeyZ" && !event.altKey) (event.shiftKey ? this.hooks.redo() : this.hooks.undo());
    else if (event.code === "KeyY" && !event.altKey) this.hooks.redo();
    else if (event.code === "KeyD" && shortcutsOn()) this.hooks.down();
    else if (event.key === "Home") this.#goTo(0, 0);
    else if (event.key === "End") this.#goTo(FAR, FAR);
    else if (event.key === "ArrowLeft") this.#goTo(row, 0);
    else if (event.key === "ArrowRight") this.#goTo(row, FAR);
    else return false;
    return true;
  }

  #jumped(event) {
    const [row, column] = this.grid.layout.where(...this.grid.at);
    const jumps = { Home: [row, 0], End: [row, FAR], PageUp: [0, column], PageDown: [FAR, column] };
    if (!jumps[event.key]) return false;
    this.#goTo(...jumps[event.key]);
    return true;
  }

  #wrote(event) {
    const place = this.grid.at;
    const sign = signOfKey(event);
    const { scale } = this.grid.book;
    if (event.key === "F2") this.edit(this.#value(), false);
    else if (event.key === "Delete" || event.key === "Backspace") this.hooks.clear();
    else if (event.key === "Escape") this.hooks.escape(...place);
    else if (event.key === " ") this.edit(this.#value() ? `${this.#value()} ` : "", true);
    else if (event.key === "." && scale.expected) this.edit(scale.expected, true);
    else if (event.key === "/" && /\p{L}$|\d$/u.test(this.#value())) this.edit(`${this.#value()}/`, true);
    else if (sign && (/\d/.test(sign) || lettersOn())) this.edit(sign, true);
    else return false;
    return true;
  }
}
