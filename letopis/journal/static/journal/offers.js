// Предложение за период там, где среднего мало: зачёт, освобождён, не аттестован (как regulation/offers.py).

import { absenceIn, numbersIn } from "./cell.js";

const EXEMPT = "осв";
const NOT_ATTESTED = "н/а";

export class Offers {
  constructor(data, scale) {
    this.rule = data.rule;
    this.scale = scale;
    this.conditions = data.conditions || [];
    this.exempt = new Map(data.exempt || []);
  }

  /** Условия ученика: [строка, с, по, что, документ, вид]. */
  conditionsOf(p) {
    return this.conditions.filter(([row]) => row === p);
  }

  /** Слово за период из слов уроков; "" если их мало. */
  #word(given) {
    const { words, share, least } = this.rule;
    const found = given.map((sign) => sign.split("/").at(-1)).filter((sign) => sign && words.includes(sign));
    if (!found.length || found.length < least) return "";
    return found.filter((sign) => sign === words[0]).length >= share * found.length ? words[0] : words[1];
  }

  #wordsIn(value) {
    const { expected } = this.scale;
    return value.split(" ").filter((sign) => sign && sign !== expected && sign !== absenceIn(value, this.scale));
  }

  /**
   * byMean — отметка по среднему или "", given — значения клеток, {missed, past} — пропуски.
   */
  of(p, byMean, given, { missed, past }) {
    const { finals } = this.scale;
    const covered = finals.includes(EXEMPT) ? this.exempt.get(p) : "";
    if (covered === "whole") return EXEMPT;
    if (byMean) return byMean;
    const numbers = given.some((value) => numbersIn(value).length);
    const word = numbers ? "" : this.#word(given.flatMap((value) => this.#wordsIn(value)));
    if (word) return word;
    if (covered) return EXEMPT;
    const { out } = this.rule;
    return typeof out === "number" && finals.includes(NOT_ATTESTED) && missed > out * past ? NOT_ATTESTED : "";
  }
}
