// Почтальон: относит ждущие записи страниц, которые сейчас не открыты. Ответ, который надо решать человеку, остаётся у записи.

import { deliver, newKey, parcelsOf } from "./delivery.js";
import { drop, keep, waitingOf } from "./outbox.js";

const LOCK = "letopis.post";

/** Вкладки не носят одно и то же разом; где замков нет, сервер узнаёт вторую посылку по ключу. */
function alone(deed) {
  if (!navigator.locks) return deed();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? deed() : { lost: "", left: 0 }));
}

const packed = ({ lesson, student, old, value, reason, key, sent }) => ({
  ...(lesson ? { lesson } : {}),
  ...{ student, old, new: sent ?? value, reason, key, again: sent !== null },
});

/** Что стало с записью: убрана, ждёт дальше или отложена до человека. */
function settle(record, { status, body }) {
  const sent = record.sent ?? record.value;
  const stands = status === 200 ? body.value : body.theirs;
  if (status === 200 || (status === 409 && stands === sent)) {
    if (sent === record.value) return drop(record.place);
    return keep({ ...record, old: stands, sent: null, key: newKey() });
  }
  if (status === 409) return keep({ ...record, sent: null, state: "conflict" });
  return keep({ ...record, sent: null, state: "refused", sentence: body.sentence || "" });
}

async function carry(records) {
  const parcel = records.map(packed);
  for (const record of records) await keep({ ...record, sent: record.sent ?? record.value });
  const answers = await deliver(records[0].urls, parcel);
  const lost = answers.find((answer) => answer.lost)?.lost;
  if (lost) return lost;
  await Promise.all(records.map((record, n) => settle(record, answers[n])));
  return "";
}

/**
 * Относит всё, что ждёт этого человека; запись, о которой here говорит «она здесь», отправит сама открытая страница.
 * Отвечает {lost, left}: почему остановился и сколько осталось.
 */
export function post(account, here = () => false) {
  return alone(async () => {
    const mine = async () => (await waitingOf(account)).filter((record) => record.state === "waiting" && !here(record));
    let lost = "";
    for (let records = await mine(); records.length && !lost; records = await mine()) {
      const [{ page }] = records;
      const [parcel] = parcelsOf(records.filter((record) => record.page === page));
      lost = await carry(parcel);
    }
    return { lost, left: (await mine()).length };
  });
}
