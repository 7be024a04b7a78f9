// Слова журнала: перевод и подстановка — общие, даты — так, как их пишет школа.

import { fill, gettext, lang } from "../screen/words.js";

export { esc, fill, gettext, ngettext } from "../screen/words.js";

const spokenDay = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", timeZone: "UTC" });
const standingMonth = new Intl.DateTimeFormat(lang, { month: "long", timeZone: "UTC" });
const fullDay = new Intl.DateTimeFormat(lang, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });

const dayOf = (iso) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);

/** «23 октября». */
export const dayAndMonth = (iso) => spokenDay.format(dayOf(iso));

/** «Октябрь». */
export function monthTitle(iso) {
  const name = standingMonth.format(dayOf(iso));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** «27.10.2026». */
export const dayInFigures = (iso) => fullDay.format(dayOf(iso));

/** «14:32», время этой минуты по часам читателя. */
export const timeNow = () => new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });

/** «освобождён, с 1 сентября по 27 декабря»; без последнего дня — «с 1 сентября». */
export function conditionDays(says, since, until) {
  const text = until ? gettext("%(says)s, с %(since)s по %(until)s") : gettext("%(says)s, с %(since)s");
  return fill(text, { says, since: dayAndMonth(since), until: until && dayAndMonth(until) });
}
