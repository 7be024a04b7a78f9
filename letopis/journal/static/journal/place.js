// Место, названное адресом: #lesson-12 или #pupil-34; сюда ведут ссылки контроля; #list-lesson-12 открывает списком.

/** Клетка, с которой начать: [ученик, столбец]. */
export function placeAsked(book, hash, [pupil, column]) {
  const [, kind, id] = /^#(?:list-)?(lesson|pupil)-(\d+)$/.exec(hash) || [];
  if (kind === "lesson") {
    const found = book.lessons.findIndex((lesson) => lesson.id === Number(id));
    return found < 0 ? [pupil, column] : [pupil, found];
  }
  const found = kind ? book.pupils.findIndex((one) => one.id === Number(id)) : -1;
  return found < 0 ? [pupil, column] : [found, column];
}

/** Просят ли показать списком: "lesson", "pupil" или "". */
export const listAsked = (hash) => /^#list-(lesson|pupil)-\d+$/.exec(hash)?.[1] || "";
