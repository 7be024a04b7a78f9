// Цвета клеток на выбор: по виду работы, по отметке или без цвета; тон каждого вида и знака человек выбирает сам.

import { choose, chosen } from "./choices.js";
import { esc, gettext } from "./words.js";

const TONES = {
  none: ["var(--surface)", () => gettext("без цвета")],
  green: ["var(--green-soft)", () => gettext("зелёный")],
  blue: ["var(--accent-soft)", () => gettext("синий")],
  yellow: ["var(--amber-soft)", () => gettext("жёлтый")],
  red: ["var(--red-soft)", () => gettext("красный")],
  violet: ["var(--violet-soft)", () => gettext("лиловый")],
  grey: ["var(--sunken)", () => gettext("серый")],
};
const LADDER = ["green", "blue", "yellow", "red"];
const STATES = [".s-k", ".s-r", ".s-c", ".out"].map((state) => `:not(${state})`).join("");
const ABSENT = "absent";

export class Colours {
  /** place — где стоят выборы тонов; hooks нет: краска ложится стилем, сетку не перерисовывают. */
  constructor(place, book) {
    this.place = place;
    this.book = book;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    place.addEventListener("change", (event) => this.#picked(event.target));
    this.lay();
  }

  get kind() {
    return chosen("colours", "kind");
  }

  /** Меняет раскраску: "kind", "level" или "plain". */
  turn(kind) {
    choose("colours", kind);
    this.lay();
    this.draw();
  }

  /** Что красят сейчас: [имя, название, тон]. */
  #parts() {
    const { data, scale } = this.book;
    const own = chosen(`tones.${this.kind}`, {});
    if (this.kind === "kind") return data.types.map(([id, title, , weight]) => [String(id), title, own[id] || (weight > 1 ? "blue" : "none")]);
    if (this.kind === "plain") return [];
    const marks = [...scale.marks].reverse().map((mark, n) => [mark, mark, own[mark] || LADDER[Math.min(n, LADDER.length - 1)]]);
    return [...marks, [ABSENT, gettext("отсутствие"), own[ABSENT] || "grey"]];
  }

  /** Кладёт краску на сетку. */
  lay() {
    const prefix = this.kind === "kind" ? "kd" : "lv";
    const rules = this.#parts().map(([name, , tone]) => {
      const cell = `.journal .grid td.${prefix}-${name}${STATES}`;
      return `${cell} { background-color: ${TONES[tone][0]}; }`;
    });
    if (this.kind !== "kind") rules.unshift(`.journal .grid td.k${STATES} { background-color: var(--surface); }`, `.journal .grid td.k.shut${STATES} { background-color: var(--sunken); }`);
    this.sheet.replaceSync(rules.join("\n"));
  }

  /** Рисует выбор тона для каждого вида или знака. */
  draw() {
    const options = (mine) => Object.entries(TONES).map(([tone, [, title]]) => `<option value="${tone}"${tone === mine ? " selected" : ""}>${esc(title())}</option>`).join("");
    const line = ([name, title, tone]) => `<label class="tone"><span>${esc(title)}</span><select class="input" name="${esc(name)}" aria-label="${esc(title)}">${options(tone)}</select></label>`;
    this.place.innerHTML = this.#parts().map(line).join("");
  }

  #picked({ name, value }) {
    const key = `tones.${this.kind}`;
    choose(key, { ...chosen(key, {}), [name]: value });
    this.lay();
  }
}

/** Класс краски клетки: последняя отметка или отсутствие. */
export function colourClass(numbers, absent) {
  return numbers.length ? `lv-${numbers.at(-1)}` : absent ? `lv-${ABSENT}` : "";
}
