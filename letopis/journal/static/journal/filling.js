// Заполнение: одно значение на всё выделение, вниз по столбцу, стереть выделенное.

import { gettext } from "./words.js";

/** Сколько правок записано, ждёт связи, не принято, спорно. */
export function counted(book, accepted, refused = 0) {
  const counts = { saved: 0, queued: 0, refused, conflict: 0 };
  for (const { p, lesson } of accepted) {
    const { state } = book.peek(p, book.columnOf(lesson));
    if (state !== "saving") counts[state in counts ? state : "saved"] += 1;
  }
  return counts;
}

export class Filling {
  /** hooks: save(edits); undo — отмена; said(text) — отказ словами; told — итог. */
  constructor(grid, selection, hooks) {
    Object.assign(this, { grid, selection, hooks, book: grid.book });
  }

  /** Пишет набранное во всё выделенное; не из шкалы — остаётся в выбранной клетке и никуда не идёт. */
  fill(text) {
    const [p, l] = this.grid.at;
    if (this.book.read(text, l).wrong) return this.hooks.save([{ p, l, text }]);
    return this.write(this.selection.block().flat().map(([row, column]) => ({ p: row, l: column, text })));
  }

  /** Стирает выделенное. */
  clear() {
    return this.fill("");
  }

  /** Верхнее значение каждого столбца — во все клетки под ним; без выделения — из клетки выше. */
  down() {
    const block = this.selection.block();
    if (block.length > 1) {
      const [source, ...rest] = block;
      return this.write(rest.flatMap((row) => row.map(([p, l], n) => ({ p, l, text: this.#standing(source[n]) }))));
    }
    const [row] = this.grid.layout.where(...block[0][0]);
    if (!row) return this.hooks.said(gettext("Выше этой клетки ничего нет: выделите столбец от клетки, которую повторить."));
    const above = this.grid.layout.rows[row - 1];
    return this.write(block[0].map(([p, l]) => ({ p, l, text: this.#standing([above, l]) })));
  }

  #standing([p, l]) {
    const cell = this.book.peek(p, l);
    return cell.state === "refused" ? cell.saved : cell.value;
  }

  /** Пишет правки вместе и говорит итог; also — что сказать ещё. */
  async write(edits, also = []) {
    const shut = edits.map(({ p, l }) => this.book.shutWhy(p, l)).filter(Boolean);
    const wrong = edits.filter(({ p, l, text }) => !this.book.shutWhy(p, l) && this.book.read(text, l).wrong);
    this.hooks.undo.join(wrong);
    const accepted = await this.hooks.save(edits);
    this.hooks.undo.settle();
    this.hooks.told.outcome({ ...counted(this.book, accepted, wrong.length), shut: shut.length }, shut[0], also);
  }
}
