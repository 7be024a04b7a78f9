// Клетка: какие знаки в ней бывают, как их читают с клавиатуры и как показывают.

import { esc, fill, gettext } from "./words.js";

const SIGN = /\d+(?:\/\d+)?|\p{L}+(?:\/\p{L}+)?|\S/gu;
const NARROW = "\u00a0";

// Русская буква на том же месте клавиатуры: учитель может забыть сменить раскладку.
const LATIN = "qwertyuiopasdfghjklzxcvbnm,";
const CYRILLIC = "йцукенгшщзфывапролдячсмитьб";
const SAME_PLACE = new Map([...LATIN].map((letter, n) => [letter, CYRILLIC[n]]));
const placeOf = (letter) => (letter === "," ? "Comma" : `Key${letter.toUpperCase()}`);
const BY_CODE = new Map([...LATIN].map((letter, n) => [placeOf(letter), CYRILLIC[n]]));

/** Знаки, принятые в школе, из данных страницы. */
export function scaleOf(data) {
  return {
    marks: data.marks,
    absences: data.absences,
    words: data.passfail || [],
    most: data.most,
    late: data.late || "о",
    excused: data.excused || ["б", "у"],
    finals: data.finalsigns || ["н/а", "осв"],
    expected: data.expected || "",
    retakes: data.retakes || "replace",
  };
}

/** Цифра или русская буква нажатой клавиши в любой раскладке; "" для остальных клавиш. */
export function signOfKey(event) {
  const key = event.key.toLowerCase();
  if (/^\d$/.test(key) || /^[а-яё]$/.test(key)) return key;
  if (!/^[a-z,<]$/.test(key)) return "";
  if (event.code && key.length === 1 && /[,<]/.test(key)) return event.code === "Comma" ? "б" : "";
  return BY_CODE.get(event.code) || SAME_PLACE.get(key) || "";
}

/** То, что уже набрано, и ещё один знак: цифры разделяются, буквы складываются в слово. */
export function joined(typed, sign, scale) {
  const single = scale.marks.every((mark) => mark.length === 1);
  const glued = /^\p{L}$/u.test(sign) ? /[\p{L}\s\/]$/u : single ? /[\s\/]$/ : /[\d\s\/]$/;
  return typed && !glued.test(typed) ? `${typed} ${sign}` : typed + sign;
}

const inRussian = (text) => [...text.toLowerCase()].map((sign) => SAME_PLACE.get(sign) || sign).join("");

function marksOf(sign, scale) {
  if (scale.marks.includes(sign) || scale.words.includes(sign)) return [sign];
  const attempts = sign.split("/");
  const scales = [scale.marks, scale.words];
  if (attempts.length > 1) return scales.some((kind) => attempts.every((one) => kind.includes(one))) ? [sign] : [];
  const digits = /^\d+$/.test(sign) && sign.length <= scale.most;
  return digits && [...sign].every((digit) => scale.marks.includes(digit)) ? [...sign] : [];
}

function notInScale(sign, allowed) {
  const text = gettext("«%(sign)s» нет в шкале. Введите: %(allowed)s.");
  return { value: "", wrong: fill(text, { sign, allowed: allowed.join(", ") }) };
}

/** Читает набранное в клетке урока: {value: «н 3 4», wrong: почему не годится}. */
export function readCell(text, scale) {
  const allowed = [...scale.marks, ...Object.keys(scale.absences), ...scale.words, scale.expected].filter(Boolean);
  const marks = [];
  let absence = "";
  let expected = "";
  for (const sign of inRussian(text).match(SIGN) || []) {
    if (sign in scale.absences) {
      if (absence && absence !== sign) {
        return { value: "", wrong: gettext("Два знака отсутствия вместе не ставят. Оставьте один.") };
      }
      absence = sign;
      continue;
    }
    if (sign === scale.expected) {
      expected = sign;
      continue;
    }
    const read = marksOf(sign, scale);
    if (!read.length) return notInScale(sign, allowed);
    marks.push(...read);
  }
  if (marks.length > scale.most) {
    const most = gettext("В клетке не больше %(most)s отметок. Уберите лишнюю.");
    return { value: "", wrong: fill(most, { most: scale.most }) };
  }
  return { value: [absence, marks.length ? "" : expected, ...marks].filter(Boolean).join(" "), wrong: "" };
}

/** Читает отметку за период: одна отметка или слово. */
export function readFinal(text, scale) {
  const typed = inRussian(text.trim()).replace(/\s+/g, "");
  const allowed = [...scale.marks, ...scale.words, ...scale.finals];
  const sign = allowed.find((one) => one.replace("/", "") === typed.replace("/", ""));
  if (!typed) return { value: "", wrong: "" };
  return sign ? { value: sign, wrong: "" } : notInScale(text.trim(), allowed);
}

/** Что отметка вносит в среднее: из «2/4» — последняя, среднее двух как отметка или обе. */
function counted(sign, retakes) {
  if (!/^\d+(\/\d+)?$/.test(sign)) return [];
  const numbers = sign.split("/").map(Number);
  if (numbers.length < 2 || retakes === "both") return numbers;
  return [retakes === "mean" ? Math.floor((numbers[0] + numbers[1] + 1) / 2) : numbers[1]];
}

/** Числовые отметки клетки. */
export function numbersIn(value, retakes = "replace") {
  if (value.length < 2) return value >= "0" && value <= "9" ? [Number(value)] : [];
  return value.split(" ").flatMap((sign) => counted(sign, retakes));
}

/** Знак отсутствия в клетке или "". */
export function absenceIn(value, scale) {
  return value.split(" ").find((sign) => sign in scale.absences) || "";
}

function shownSign(sign, scale, covered) {
  if (sign === scale.late) return `<span class="o">${esc(sign)}</span>`;
  if (scale.excused.includes(sign) || (covered && sign in scale.absences)) return `<span class="a ex">${esc(sign)}</span>`;
  if (sign in scale.absences) return `<span class="a">${esc(sign)}</span>`;
  if (sign === scale.expected) return '<span class="e">•</span>';
  return sign === "2" || sign.endsWith("/2") ? `<span class="two-i">${esc(sign)}</span>` : esc(sign);
}

/** Значение клетки как HTML; covered — пропуск закрыт документом. */
export function shown(value, scale, covered = false) {
  if (!value) return "";
  return value.split(" ").filter(Boolean).map((sign) => shownSign(sign, scale, covered)).join(NARROW);
}

/** Значение клетки словами для чтения вслух. */
export function spoken(value, scale) {
  if (!value) return gettext("пусто");
  const waits = gettext("ждём работу");
  return value.split(" ").map((sign) => (sign === scale.expected ? waits : scale.absences[sign] || sign)).join(", ");
}
