// Слова страниц: перевод и подстановка. Словарь грузит сама страница или тот, кому он понадобился первым.

export const lang = document.documentElement.lang || "ru";

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

/** Словарь этой страницы; без связи обходятся русскими словами. */
export function dictionary() {
  if (window.gettext) return Promise.resolve();
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.words;
    script.onload = script.onerror = () => resolve();
    document.head.append(script);
  });
}
