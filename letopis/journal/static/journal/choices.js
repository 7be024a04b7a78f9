// Выбор человека на этом устройстве: вид журнала и клавиши. Хранит номера и слова программы, без имён и отметок.

const PLACE = "letopis.journal.";

let key = `${PLACE}0`;
let kept = {};

/** Поднимает выбор этого человека. */
export function recall(account) {
  key = `${PLACE}${account}`;
  try {
    kept = JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    kept = {};
  }
}

/** Что выбрано под этим именем, иначе обычное. */
export const chosen = (name, usual) => kept[name] ?? usual;

/** Запоминает выбор; без хранилища он действует до ухода со страницы. */
export function choose(name, value) {
  kept[name] = value;
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Хранилище запрещено.
  }
}

/** Пишут ли буквы и знаки сразу. */
export const lettersOn = () => chosen("letters", true);

/** Действуют ли сочетания клавиш, занятые и самим браузером. */
export const shortcutsOn = () => chosen("shortcuts", true);
