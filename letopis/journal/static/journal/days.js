// Недели и месяцы: от какого дня до какого, как называются и какие соседние.

import { dayAndMonth, fill, gettext, monthTitle } from "./words.js";

const dayOf = (iso) => new Date(`${iso}T00:00:00Z`);
const isoOf = (day) => day.toISOString().slice(0, 10);

function moved(iso, days) {
  const day = dayOf(iso);
  day.setUTCDate(day.getUTCDate() + days);
  return isoOf(day);
}

function week(iso) {
  const monday = moved(iso, -((dayOf(iso).getUTCDay() + 6) % 7));
  return { from: monday, to: moved(monday, 6) };
}

function month(iso) {
  const day = dayOf(iso);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0));
  return { from: `${iso.slice(0, 7)}-01`, to: isoOf(last) };
}

/** Первый и последний день недели ("week") или месяца ("month"), в которых стоит день. */
export const spanOf = (kind, iso) => (kind === "week" ? week(iso) : month(iso));

/** День соседней недели или месяца; way — 1 вперёд, -1 назад. */
export function besides(kind, iso, way) {
  const { from, to } = spanOf(kind, iso);
  return way > 0 ? moved(to, 1) : moved(from, -1);
}

/** Название: «Неделя: 19 октября – 25 октября» или «Октябрь». */
export function spanTitle(kind, iso) {
  const { from, to } = spanOf(kind, iso);
  if (kind === "month") return monthTitle(iso);
  return fill(gettext("Неделя: %(from)s – %(to)s"), { from: dayAndMonth(from), to: dayAndMonth(to) });
}
