// Неотправленное: переживает перезагрузку вкладки, хранит только номера и знаки, без имён.

const BUSY = ["saving", "queued"];

export class Unsent {
  constructor(book, account) {
    this.book = book;
    this.key = `letopis.unsent.${account}.${book.data.course}.${book.data.period.id}`;
  }

  /** Сколько записей ещё не дошло до сервера. */
  get count() {
    return this.book.inState(...BUSY).length;
  }

  /** Записывает неотправленное в память вкладки. */
  keep() {
    const rows = this.book.inState(...BUSY).map(([p, l]) => {
      const { saved, value, reason, key, again } = this.book.peek(p, l);
      return [this.book.isFinal(l) ? 0 : this.book.lessons[l].id, this.book.pupils[p].id, saved, value, reason, key, again];
    });
    try {
      if (rows.length) sessionStorage.setItem(this.key, JSON.stringify(rows));
      else sessionStorage.removeItem(this.key);
    } catch {
      // Память вкладки запрещена: записи живут, пока открыта страница.
    }
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  /** Ставит сохранённое обратно в клетки; возвращает, какие тронуты. */
  restore() {
    const touched = [];
    for (const [lesson, student, saved, value, reason, key, again] of this.#kept()) {
      const p = this.book.rowOf(student);
      const l = lesson ? this.book.lessons.findIndex((one) => one.id === lesson) : this.book.lessons.length;
      if (p < 0 || l < 0 || this.book.peek(p, l).saved === value) continue;
      Object.assign(this.book.cell(p, l), { value, saved, reason, key, again, state: "queued" });
      touched.push([p, l]);
    }
    this.keep();
    return touched;
  }
}
