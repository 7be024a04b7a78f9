// План: пустым строкам окна «Темы и задания» предлагаются следующие темы; Enter или нажатие берёт тему.

import { esc, gettext } from "./words.js";

export class Plan {
  /** address — где спросить следующие темы; dialog — окно «Темы и задания». */
  constructor(dialog, address) {
    Object.assign(this, { dialog, address });
    this.offers = new WeakMap();
  }

  /** Спрашивает следующие темы и предлагает их пустым строкам по порядку. */
  async offer(body) {
    if (!this.address) return;
    const found = await this.#asked();
    if (!found) return;
    this.#tell(found);
    const empty = [...body.rows].filter((row) => {
      const topic = row.querySelector("[name=topic]");
      return !topic.value && !topic.disabled;
    });
    empty.slice(0, found.next.length).forEach((row, place) => this.#propose(row, found.next[place]));
  }

  async #asked() {
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** Как идёт план, словами рядом с заголовком окна. */
  #tell({ lag, told }) {
    const place = this.dialog.querySelector("[data-plan]");
    if (!place) return;
    place.textContent = told;
    place.className = `chip ${lag > 0 ? "warn" : "good"}`;
    place.hidden = false;
  }

  #propose(row, offer) {
    const topic = row.querySelector("[name=topic]");
    const [text] = offer;
    this.offers.set(row, offer);
    topic.placeholder = text;
    row.querySelector(".from-plan")?.remove();
    const said = gettext("Взять из плана");
    topic.insertAdjacentHTML("afterend", `<button type="button" class="btn small quiet from-plan" data-take title="${esc(text)}">↵ ${esc(said)}</button>`);
  }

  /** Берёт предложенную тему в строку; false, если брать нечего. */
  take(row) {
    const offer = this.offers.get(row);
    const topic = row.querySelector("[name=topic]");
    if (!offer || topic.value.trim()) return false;
    const [text, homework, type] = offer;
    const type_ = row.querySelector("[name=type]");
    const set = row.querySelector("[name=homework]");
    topic.value = text;
    if (!set.value) set.value = homework;
    if (type && type_.querySelector(`option[value="${type}"]`)) type_.value = type;
    this.offers.delete(row);
    row.querySelector(".from-plan")?.remove();
    return true;
  }
}
