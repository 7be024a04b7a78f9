// Сводная ведомость: рисует таблицу класса из кратких данных страницы.

const { gettext, interpolate } = window;
const place = document.getElementById("sheet");
let levels = {}; // отметка другой шкалы → её ступень
const BY_HAND = 1;
const CORRECTED = 2;
const NOT_EXPECTED = 4;
const BARS = ["5", "4", "3", "2", "н/а"];
const STANDINGS = {
  excellent: ["good", gettext("отличник")],
  good: ["", gettext("хорошист")],
  one_four: ["info", gettext("одна «4»")],
  one_three: ["warn", gettext("одна «3»")],
  failing: ["bad", gettext("не успевает")],
};
const KEY = { one_four: "4", one_three: "3" };

function esc(text) {
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text).replace(/[&<>"]/g, (sign) => signs[sign]);
}

function classes(written, standing, flags) {
  const names = [];
  const mark = levels[written] || written;
  if (mark === "3") names.push("v3");
  if (mark === "2" || mark === "незач") names.push("v2");
  if (mark === "н/а") names.push("v2");
  if (mark === "осв" || mark === "зач") names.push("vx");
  if (mark && mark === KEY[standing]) names.push(`key${mark}`);
  if (flags & BY_HAND) names.push("hand");
  if (flags & CORRECTED) names.push("late");
  return names.length ? ` class="${names.join(" ")}"` : "";
}

function told(flags) {
  const words = [];
  if (flags & BY_HAND) words.push(gettext("не по расчёту"));
  if (flags & CORRECTED) words.push(gettext("исправлено после закрытия"));
  return words.length ? `<span class="vh">, ${words.join(", ")}</span>` : "";
}

function cell(mark, standing, flags) {
  if (!mark && flags & NOT_EXPECTED) return "<td></td>";
  if (!mark) return `<td class="none" title="${gettext("отметка не выставлена")}">${gettext("нет")}</td>`;
  return `<td${classes(mark, standing, flags)}>${esc(mark)}${told(flags)}</td>`;
}

function chip(standing) {
  const [kind, word] = STANDINGS[standing] || ["", ""];
  if (!word) return "";
  return kind ? `<span class="chip ${kind}">${word}</span>` : word;
}

function row([id, name, marks, mean, standing], number, flags, address, left) {
  const [surname, ...rest] = name.split(" ");
  const cells = marks.map((mark, column) => cell(mark, standing, flags.get(`${number},${column}`) || 0)).join("");
  const who = `<i>${number + 1}</i><a href="${address.replace("/0/", `/${id}/`)}">${esc(surname)} <em>${esc(rest.join(" "))}</em></a>`;
  const last = left ? `<span class="chip plain">${interpolate(gettext("до %s"), [esc(left)])}</span>` : chip(standing);
  return `<tr><th scope="row" class="name">${who}</th>${cells}<td class="avg">${mean}</td><td class="stt">${last}</td></tr>`;
}

function draw({ subjects, pupils, flags, left, foot, pupil: address, how }) {
  const marked = new Map(flags.map(([line, column, flag]) => [`${line},${column}`, flag]));
  const gone = new Map(left);
  const head = subjects.map((name) => `<th scope="col"><span>${esc(name)}</span></th>`).join("");
  const last = `<th scope="col" class="avg"><span>${gettext("Средний")}</span></th><th scope="col" class="stt">${gettext("Итог")}</th>`;
  const body = pupils.map((pupil, number) => row(pupil, number, marked, address, gone.get(number))).join("");
  const lines = foot.map(([name, values, whole]) => {
    const cells = values.map((value, column) => `<td>${value && `<a href="${how}#s${column}">${value}</a>`}</td>`).join("");
    return `<tr><th scope="row" class="name">${esc(name)}</th>${cells}<td class="avg">${whole}</td><td class="stt"></td></tr>`;
  });
  const caption = interpolate(gettext("Отметки учеников: %s"), [pupils.length]);
  place.innerHTML = [
    `<table class="sheetm"><caption class="vh">${caption}</caption><thead><tr><th class="name" scope="col">${gettext("Ученик")}</th>`,
    `${head}${last}</tr></thead><tbody>${body}</tbody><tfoot>${lines.join("")}</tfoot></table>`,
  ].join("");
}

/** Полоса предмета: сколько пятёрок, четвёрок, троек, двоек и н/а; те же числа читаются вслух. */
function bar(counts) {
  const strip = document.createElement("span");
  const told = BARS.map((mark, place) => `${mark}: ${counts[place]}`).join(", ");
  strip.className = "b";
  strip.setAttribute("role", "img");
  strip.setAttribute("aria-label", told);
  counts.forEach((count, place) => {
    if (!count) return;
    const part = document.createElement("i");
    part.className = `f${place < 4 ? BARS[place] : "na"}`;
    part.style.flexGrow = count;
    part.textContent = place < 4 ? count : "";
    strip.append(part);
  });
  return strip;
}

function drawBars(list, { subjects, counts, foot }) {
  subjects.forEach((subject, place) => {
    if (!counts[place].some(Boolean)) return;
    const name = document.createElement("span");
    const mean = document.createElement("span");
    name.textContent = subject;
    mean.className = "num";
    mean.textContent = foot[0][1][place];
    list.append(name, bar(counts[place]), mean);
  });
}

function drawCounts(table, { subjects, counts }) {
  const rows = subjects.map((subject, place) => {
    const cells = counts[place].map((count) => `<td class="num">${count}</td>`).join("");
    return `<tr><th scope="row">${esc(subject)}</th>${cells}</tr>`;
  });
  table.innerHTML = rows.join("");
}

if (place) {
  const sheet = JSON.parse(document.getElementById("sheet-data").textContent);
  levels = sheet.levels;
  draw(sheet);
  drawBars(document.getElementById("bars"), sheet);
  drawCounts(document.getElementById("counts"), sheet);
}
