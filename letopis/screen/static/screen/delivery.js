// Доставка правок: отметки урока уходят одной посылкой, отметка за период — каждая своей; ответ у каждой правки свой.

import { post } from "./server.js";

const MOST = 100;

/** Имя правки: по нему сервер узнаёт запись, присланную второй раз, и не пишет её дважды. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Делит правки на посылки; у правки без урока (отметка за период) посылка своя. */
export function parcelsOf(edits) {
  const lessons = edits.filter(({ lesson }) => lesson);
  const parcels = edits.filter(({ lesson }) => !lesson).map((edit) => [edit]);
  for (let from = 0; from < lessons.length; from += MOST) parcels.push(lessons.slice(from, from + MOST));
  return parcels;
}

/**
 * Отправляет посылку: правки {lesson, student, old, new, reason, key, again} одной страницы.
 * Ответы {status, lost, body} стоят в порядке правок.
 */
export async function deliver(urls, parcel) {
  const [first] = parcel;
  if (parcel.length === 1) return [await post(first.lesson ? urls.cell : urls.final, first)];
  const answer = await post(urls.cells, { cells: parcel });
  if (answer.status !== 200) return parcel.map(() => answer);
  const { cells, at } = answer.body;
  return cells.map(({ status, ...body }) => ({ status, lost: "", body: status === 200 ? { ...body, at } : body }));
}
