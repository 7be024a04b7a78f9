// Отметки за период: предложения видны в сетке, учитель подтверждает их один раз.

import { post } from "../screen/server.js";
import { esc, fill, gettext, ngettext } from "./words.js";

const NOT_ATTESTED = "н/а";

export class Period {
  /** hooks: said(text), set(p) — отметка выставлена, refused(p, sentence). */
  constructor(dialog, grid, hooks) {
    Object.assign(this, { dialog, grid, hooks, book: grid.book });
    this.list = dialog.querySelector("[data-list]");
    this.wrong = dialog.querySelector("[data-wrong]");
    this.button = dialog.querySelector("[value=confirm]");
    dialog.querySelector("form").addEventListener("submit", (event) => this.#submitted(event));
    dialog.addEventListener("close", () => grid.showPreview());
    this.list.addEventListener("change", () => this.#count());
  }

  /** Показывает предложения и спрашивает подтверждение. */
  open() {
    const unsent = this.book.inState("saving", "queued", "refused", "conflict").length;
    if (unsent) {
      const text = ngettext(
        "Сначала решите %(count)s несохранённую клетку: расчёт её ещё не видит.",
        "Сначала решите несохранённые клетки (%(count)s): расчёт их ещё не видит.",
        unsent,
      );
      return this.hooks.said(fill(text, { count: unsent }));
    }
    this.#gather();
    if (!this.marks.size && !this.without.length) {
      return this.hooks.said(gettext("Отметки за период уже выставлены всем. Изменить одну можно в её клетке."));
    }
    this.grid.showPreview(this.marks);
    this.#draw();
    return this.dialog.showModal();
  }

  #gather() {
    this.marks = new Map();
    this.without = [];
    this.already = 0;
    this.book.pupils.forEach((_, p) => {
      const proposal = this.book.proposal(p);
      if (this.book.peek(p, this.book.lessons.length).value) this.already += 1;
      else if (proposal) this.marks.set(p, proposal);
      else this.without.push(p);
    });
  }

  #byMark() {
    const counts = new Map();
    for (const mark of this.marks.values()) counts.set(mark, (counts.get(mark) || 0) + 1);
    return [...counts].sort(([one], [two]) => two.localeCompare(one));
  }

  #draw() {
    const mark = (sign) => `<span class="mark${sign === "2" ? " m2" : ""}">${esc(sign)}</span>`;
    const pupils = (count) => fill(ngettext("%(count)s ученик", "%(count)s учеников", count), { count });
    const counts = this.#byMark().map(([sign, count]) => `<li>${mark(sign)} ${esc(pupils(count))}</li>`).join("");
    this.list.innerHTML = `<ul class="counts">${counts}</ul>${this.#without()}${this.#already()}`;
    this.#complain("");
    this.#count();
  }

  #without() {
    if (!this.without.length) return "";
    const names = this.without.map((p) => this.book.pupils[p].name).join(", ");
    const lead = fill(gettext("Без предложения, отметок меньше %(min)s: %(names)s."), { min: this.book.data.rule.min || 1, names });
    const offer = gettext("Поставить им н/а (не аттестован)");
    const may = this.book.scale.finals.includes(NOT_ATTESTED);
    const box = may ? `<label class="check"><input type="checkbox" name="without"> ${offer}</label>` : "";
    return `<p>${esc(lead)}</p>${box}`;
  }

  #already() {
    if (!this.already) return "";
    const text = ngettext("Уже выставлена %(count)s отметка, она не изменится.", "Уже выставлено отметок: %(count)s, они не изменятся.", this.already);
    return `<p class="muted">${esc(fill(text, { count: this.already }))}</p>`;
  }

  #chosen() {
    const all = [...this.marks];
    if (this.list.querySelector("[name=without]")?.checked) all.push(...this.without.map((p) => [p, NOT_ATTESTED]));
    return all;
  }

  #count() {
    const count = this.#chosen().length;
    const text = ngettext("Выставить %(count)s отметку", "Выставить отметки: %(count)s", count);
    this.button.textContent = fill(text, { count });
    this.button.setAttribute("aria-disabled", String(!count));
  }

  #complain(text) {
    this.wrong.textContent = text;
    this.wrong.hidden = !text;
  }

  async #submitted(event) {
    if (event.submitter?.value !== "confirm") return;
    event.preventDefault();
    const chosen = this.#chosen();
    if (this.busy || !chosen.length) return;
    this.busy = true;
    const students = chosen.map(([p, mark]) => [this.book.pupils[p].id, mark]);
    const { status, lost, body } = await post(this.book.data.urls.confirm, { students });
    this.busy = false;
    if (lost) return this.#complain(gettext("Нет связи с сервером. Ничего не выставлено, повторите, когда она вернётся."));
    if (status !== 200) return this.#complain(body.sentence || gettext("Не выставлено. Обновите страницу и повторите."));
    this.dialog.close();
    this.#settle(body);
  }

  #settle({ finals = [], refused = [] }) {
    const column = this.book.lessons.length;
    for (const [student, value, flags] of finals) {
      const p = this.book.rowOf(student);
      if (p < 0) continue;
      Object.assign(this.book.cell(p, column), { value, saved: value, flags, state: "", sentence: "" });
      this.hooks.set(p);
    }
    for (const [student, sentence] of refused) this.hooks.refused(this.book.rowOf(student), sentence);
  }
}
