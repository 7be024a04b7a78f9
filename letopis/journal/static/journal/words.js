// Слова страницы: перевод, подстановка, числа и даты так, как их пишет школа.

const lang = document.documentElement.lang || "ru";

/** Перевод текста; без словаря остаётся русский. */
export function gettext(text) {
  return window.gettext ? window.gettext(text) : text;
}

/** Перевод с числом; без словаря — одна из двух русских форм. */
export function ngettext(one, many, count) {
  if (window.ngettext) return window.ngettext(one, many, count);
  return count % 10 === 1 && count % 100 !== 11 ? one : many;
}

/** Подставляет факты в текст: «%(name)s». */
export function fill(text, facts) {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

const SIGNS = new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"]]);

/** Текст, безопасный внутри HTML и его атрибутов. */
export function esc(text) {
  return String(text).replace(/[&<>"']/g, (sign) => SIGNS.get(sign));
}

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
