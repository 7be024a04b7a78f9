// Выделение: прямоугольник клеток от выбранной до другого угла — клавишами, мышью, целым столбцом или строкой.

const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 10000;
const JUMPS = { Home: [0, -FAR], End: [0, FAR], PageUp: [-FAR, 0], PageDown: [FAR, 0] };

export class Selection {
  /** hooks: go(p, l) — выбрать клетку; changed(count) — выделено клеток; on() — включены ли сочетания клавиш. */
  constructor(grid, hooks) {
    this.grid = grid;
    this.hooks = hooks;
    this.corner = null;
    this.held = null;
    this.whole = false; // выделен столбец целиком: Ctrl+A ещё раз возьмёт всю сетку
    grid.selection = this;
    grid.pane.addEventListener("mousedown", (event) => this.#began(event));
    grid.pane.addEventListener("mouseover", (event) => this.#dragged(event));
    addEventListener("mouseup", () => {
      this.held = null;
    });
  }

  /** Выделено ли больше одной клетки. */
  get many() {
    return this.corner !== null;
  }

  get #rect() {
    const { layout, at } = this.grid;
    const one = layout.where(...at);
    const two = this.corner ? layout.where(...this.corner) : one;
    const [top, bottom] = [Math.min(one[0], two[0]), Math.max(one[0], two[0])];
    return { top, bottom, left: Math.min(one[1], two[1]), right: Math.max(one[1], two[1]) };
  }

  /** Выделенное строками: [[[p, l], …], …]; без выделения — одна выбранная клетка. */
  block() {
    const { rows, columns } = this.grid.layout;
    const { top, bottom, left, right } = this.#rect;
    const across = columns.slice(left, right + 1);
    return rows.slice(top, bottom + 1).map((p) => across.map((l) => [p, l]));
  }

  has(p, l) {
    if (!this.corner) return false;
    const [row, column] = this.grid.layout.where(p, l);
    const { top, bottom, left, right } = this.#rect;
    return row >= top && row <= bottom && column >= left && column <= right;
  }

  /** Снимает выделение; выбранная клетка остаётся. */
  drop() {
    if (this.corner) this.#turn(null);
  }

  #turn(corner) {
    const was = this.corner ? this.block().flat() : [];
    this.whole = false;
    this.corner = corner && String(corner) === String(this.grid.at) ? null : corner;
    const now = this.corner ? this.block().flat() : [];
    this.grid.mark(was, now);
    this.hooks.changed(now.length);
  }

  /** Ведёт дальний угол до этой клетки. */
  reach(p, l) {
    this.#turn([p, l]);
    this.grid.reveal(p, l);
  }

  #extend(down, right) {
    const { layout, at } = this.grid;
    const [row, column] = layout.where(...(this.corner || at));
    this.reach(...layout.at(row + down, column + right));
  }

  #cover(from, to) {
    this.hooks.go(...from);
    this.#turn(to);
  }

  /** Столбец целиком; выбранной станет первая клетка, где можно писать. */
  column(l) {
    const { rows } = this.grid.layout;
    const open = rows.findIndex((p) => !this.grid.book.shutWhy(p, l));
    const first = open < 0 || open === rows.length - 1 ? 0 : open;
    this.#cover([rows[first], l], [rows.at(-1), l]);
    this.whole = true;
  }

  /** Все уроки ученика, без отметки за период. */
  row(p) {
    const { lessons } = this.grid.layout;
    if (lessons.length) this.#cover([p, lessons[0]], [p, lessons.at(-1)]);
  }

  #all() {
    const { rows, lessons } = this.grid.layout;
    if (lessons.length) this.#cover([rows[0], lessons[0]], [rows.at(-1), lessons.at(-1)]);
  }

  /** Клавиши выделения; true, если нажатие понято. */
  pressed(event) {
    const commanded = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && this.many) this.drop();
    else if (event.shiftKey && !commanded && !event.altKey && (MOVES[event.key] || JUMPS[event.key])) this.#extend(...(MOVES[event.key] || JUMPS[event.key]));
    else if (event.shiftKey && commanded && MOVES[event.key]) this.#extend(...MOVES[event.key].map((one) => one * FAR));
    else return this.hooks.on() && this.#wide(event, commanded);
    return true;
  }

  #wide(event, commanded) {
    const [p, l] = this.grid.at;
    if (event.key === " " && commanded) this.column(l);
    else if (event.key === " " && event.shiftKey) this.row(p);
    else if (event.code === "KeyA" && commanded && !event.shiftKey) (this.whole ? this.#all() : this.column(l));
    else return false;
    return true;
  }

  #began(event) {
    if (event.button !== 0) return;
    const head = event.target.closest("thead th[data-l]");
    const name = event.target.closest("tbody th.name");
    if (head) this.column(Number(head.dataset.l));
    else if (name) this.row(Number(name.parentElement.dataset.p));
    else this.held = this.#placeOf(event);
    if (head || name) event.preventDefault();
  }

  #placeOf(event) {
    const td = event.target.closest("td[id]");
    return td ? td.id.slice(1).split("-").map(Number) : null;
  }

  #dragged(event) {
    if (!this.held || !(event.buttons & 1)) return;
    const place = this.#placeOf(event);
    if (place && (this.corner || String(place) !== String(this.held))) this.reach(...place);
  }
}
