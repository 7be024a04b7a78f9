// Итог урока: сколько каких отметок, кто отсутствовал, средний; для работы — её распределение.

import { meanShown } from "./averages.js";
import { absenceIn, numbersIn } from "./cell.js";
import { esc, fill, gettext } from "./words.js";

/** Сколько отметок каждого значения, отсутствующих, ожидаемых и пустых у тех, кто в этот день в классе. */
export function distribution(book, l) {
  const found = { marks: new Map(), absent: 0, awaited: 0, blank: 0, numbers: [] };
  book.pupils.forEach((_, p) => {
    const value = book.standing(p, l);
    const numbers = numbersIn(value, book.scale.retakes);
    const absence = absenceIn(value, book.scale);
    for (const number of numbers) found.marks.set(String(number), (found.marks.get(String(number)) || 0) + 1);
    found.numbers.push(...numbers);
    if (absence && absence !== book.scale.late) found.absent += 1;
    else if (book.scale.expected && value.split(" ").includes(book.scale.expected)) found.awaited += 1;
    else if (!value && book.enrolled(p, l)) found.blank += 1;
  });
  return found;
}

/** Итог урока как HTML; "" пока отметок нет. */
export function totals(book, l) {
  if (book.isFinal(l)) return "";
  const { marks, absent, awaited, blank, numbers } = distribution(book, l);
  if (!numbers.length) return "";
  const sum = numbers.reduce((one, two) => one + two, 0);
  const mean = meanShown({ points: sum, weights: numbers.length }, 1);
  const chips = [...marks].sort(([one], [two]) => two.localeCompare(one)).map(([sign, count]) => `<li><span class="mark${sign === "2" ? " m2" : ""}">${esc(sign)}</span> ${count}</li>`);
  const words = [
    [true, gettext("Средний %(count)s"), mean],
    [absent, gettext("не были %(count)s"), absent],
    [awaited, gettext("ждём работу %(count)s"), awaited],
    [blank, gettext("без отметки %(count)s"), blank],
  ].filter(([there]) => there);
  const told = words.map(([, text, count]) => fill(text, { count })).join(", ");
  return `<div class="totals"><ul class="counts">${chips.join("")}</ul><p>${esc(told)}</p></div>`;
}
