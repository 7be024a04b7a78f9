// Среднее и предложенная отметка: целыми числами, без округления по дороге (как на сервере).

import { numbersIn } from "./cell.js";

const HUNDRED = 100;

const hundredths = (decimal) => Math.round(Number(decimal) * HUNDRED);

/** Сумма по парам [значение клетки, вес]: {points, weights, count}; веса в сотых. */
export function summed(pairs, retakes) {
  const sum = { points: 0, weights: 0, count: 0 };
  for (const [value, weight] of pairs) {
    for (const mark of numbersIn(value, retakes)) {
      const part = hundredths(weight);
      sum.points += mark * part;
      sum.weights += part;
      sum.count += 1;
    }
  }
  return sum;
}

/** Среднее с запятой, половина вверх: «4,09»; "" если считать нечего. */
export function meanShown({ points, weights }, places = 2) {
  if (!weights) return "";
  const scale = 10 ** places;
  const whole = Math.floor((2 * points * scale + weights) / (2 * weights));
  const tail = String(whole % scale).padStart(places, "0");
  return `${Math.floor(whole / scale)},${tail}`;
}

/** Отметка по расчёту: вверх от порога; "" если отметок меньше положенного. */
export function proposed({ points, weights, count }, rule) {
  if (!weights || count < (rule.min || 1)) return "";
  const up = HUNDRED - hundredths(rule.threshold);
  return String(Math.floor((HUNDRED * points + up * weights) / (HUNDRED * weights)));
}
