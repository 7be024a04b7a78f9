// Что показано и в каком порядке: строки и столбцы сетки. Журнал в памяти от этого не меняется.

export class Layout {
  /** wish: {order(rows), sorted(), shows(lesson)} — чего хочет человек; без него видно всё по порядку журнала. */
  constructor(book, wish = {}) {
    this.book = book;
    this.wish = wish;
    this.settle();
  }

  /** Раскладывает заново: порядок учеников не меняется под руками, пока человек пишет. */
  settle() {
    const { pupils, lessons } = this.book;
    const rows = pupils.map((_, p) => p);
    const all = lessons.map((_, l) => l);
    this.rows = this.wish.order ? this.wish.order(rows) : rows;
    this.lessons = this.wish.shows ? all.filter((l) => this.wish.shows(lessons[l], l)) : all;
    this.columns = [...this.lessons, lessons.length];
  }

  /** Порядок учеников: "name", "high" или "low" по среднему. */
  get order() {
    return this.wish.sorted?.() || "name";
  }

  /** Номера строки и столбца клетки на экране; -1, если её нет. */
  where(p, l) {
    return [this.rows.indexOf(p), this.columns.indexOf(l)];
  }

  /** Клетка по номерам на экране, края не пускают дальше. */
  at(row, column) {
    const within = (number, list) => list[Math.max(0, Math.min(list.length - 1, number))];
    return [within(row, this.rows), within(column, this.columns)];
  }

  /** Показанная клетка, ближайшая к этой. */
  nearest(p, l) {
    const after = this.columns.findIndex((one) => one >= l);
    return this.at(Math.max(0, this.rows.indexOf(p)), after < 0 ? this.columns.length - 1 : after);
  }

  /** Шаг по сетке: с последнего ученика — вверх следующего столбца. */
  step([p, l], down, right) {
    let [row, column] = this.where(p, l);
    row += down;
    column += right;
    if (row >= this.rows.length) [row, column] = [0, column + 1];
    if (row < 0) [row, column] = [this.rows.length - 1, column - 1];
    return column >= 0 && column < this.columns.length ? this.at(row, column) : [p, l];
  }
}
