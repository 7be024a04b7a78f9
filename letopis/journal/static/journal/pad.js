// Семь клавиш для телефона: коснулись клетки, нажали знак — выбор сам идёт вниз.

import { esc, gettext } from "./words.js";

const ERASE = "⌫";

function signsFor(book, final) {
  const marks = [...book.scale.marks].reverse().slice(0, 4);
  const rest = final ? book.scale.finals.slice(0, 2) : [Object.keys(book.scale.absences)[0], book.scale.late];
  return [...marks, ...rest.filter(Boolean)];
}

export class Pad {
  /** hooks.put(sign) пишет знак в выбранную клетку и ведёт дальше; hooks.erase() стирает. */
  constructor(root, book, hooks) {
    this.root = root;
    this.book = book;
    this.final = null;
    root.addEventListener("mousedown", (event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      const key = event.target.closest("button");
      if (!key) return;
      if (key.dataset.sign) hooks.put(key.dataset.sign);
      else hooks.erase();
    });
  }

  /** Знаки для урока или для отметки за период. */
  show(final) {
    if (final === this.final) return;
    this.final = final;
    const { absences } = this.book.scale;
    const keys = signsFor(this.book, final).map((sign) => {
      const name = absences[sign] ? ` aria-label="${esc(`${sign}, ${absences[sign]}`)}"` : "";
      return `<button type="button" data-sign="${esc(sign)}"${name}>${esc(sign)}</button>`;
    });
    const erase = gettext("Стереть");
    this.root.innerHTML = `${keys.join("")}<button type="button" aria-label="${erase}">${ERASE}</button>`;
  }
}
