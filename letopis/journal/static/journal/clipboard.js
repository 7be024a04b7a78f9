// Буфер обмена: выделенное уходит таблицей, таблица из электронной таблицы ложится от выбранной клетки.

import { fill, gettext } from "./words.js";

const QUOTED = /^"((?:[^"]|"")*)"(?=\t|\n|$)/;

/** Строки и столбцы из текста с табуляциями; переводы строк любые, клетки с кавычками целы. */
export function tableOf(text) {
  const rows = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quoted = QUOTED.exec(rest);
    const plain = quoted ? null : /^[^\t\n]*/.exec(rest)[0];
    rows.at(-1).push(quoted ? quoted[1].replaceAll('""', '"') : plain);
    rest = rest.slice(quoted ? quoted[0].length : plain.length);
    if (!rest) return rows;
    if (rest[0] === "\n") rows.push([]);
    rest = rest.slice(1);
  }
}

/** Текст с табуляциями для электронной таблицы. */
export const textOf = (rows) => rows.map((row) => row.join("\t")).join("\r\n");

export class Clipboard {
  /** hooks: typing() — набирают ли в клетке; filling — записать вместе; told — итог. */
  constructor(grid, selection, hooks) {
    Object.assign(this, { grid, selection, hooks, book: grid.book });
    document.addEventListener("copy", (event) => this.#copied(event));
    document.addEventListener("cut", (event) => this.#copied(event) && this.hooks.filling.clear());
    document.addEventListener("paste", (event) => this.#pasted(event));
  }

  /** Слова уходят в сетку, только если выбрана её клетка и в ней не набирают. */
  get #here() {
    return !this.hooks.typing() && Boolean(document.activeElement?.closest("#pane td"));
  }

  #copied(event) {
    if (!this.#here) return false;
    const block = this.selection.block();
    event.clipboardData.setData("text/plain", textOf(block.map((row) => row.map((place) => this.book.peek(...place).value))));
    event.preventDefault();
    this.hooks.told.say(fill(gettext("Скопировано клеток: %(count)s."), { count: block.flat().length }));
    return true;
  }

  #pasted(event) {
    if (!this.#here) return;
    event.preventDefault();
    const rows = tableOf(event.clipboardData.getData("text/plain"));
    const { edits, beyond } = this.#laid(rows);
    const also = beyond ? [fill(gettext("За край сетки не вошло значений: %(count)s."), { count: beyond })] : [];
    if (edits.length || beyond) this.hooks.filling.write(edits, also);
    else this.hooks.told.say(gettext("Вставлять нечего: скопируйте отметки в электронной таблице и вставьте их здесь."));
  }

  /** Правки от левого верхнего угла; выделение, кратное таблице, заполняется ею целиком; пустое не трогает клеток. */
  #laid(rows) {
    const block = this.selection.block();
    const [height, width] = [rows.length, Math.max(...rows.map((row) => row.length))];
    const fits = this.selection.many && block.length % height === 0 && block[0].length % width === 0;
    const [down, across] = fits ? [block.length, block[0].length] : [height, width];
    const { layout } = this.grid;
    const [top, left] = layout.where(...block[0][0]);
    const edits = [];
    let beyond = 0;
    for (let row = 0; row < down; row++) {
      for (let column = 0; column < across; column++) {
        const text = (rows[row % height][column % width] ?? "").trim();
        const [p, l] = [layout.rows[top + row], layout.columns[left + column]];
        if (text && (p === undefined || l === undefined)) beyond += 1;
        else if (text) edits.push({ p, l, text });
      }
    }
    return { edits, beyond };
  }
}
