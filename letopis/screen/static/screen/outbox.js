// Исходящее: набранное, но ещё не записанное сервером. Живёт в базе браузера и переживает закрытие вкладки;
// хранит номера и знаки, без имён учеников. У каждой записи есть хозяин, и чужое не отправляется.

const NAME = "letopis";
const STORE = "waiting";

let opening = null;
let unfinished = 0;
let broken = false;
let told = () => {};
let sealed = false; // человек вышел: открытая ещё страница больше ничего не оставит

function begin() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "place" });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const base = request.result;
      base.onversionchange = () => close(base); // база стирается или обновляется в другой вкладке
      base.onclose = () => close(base);
      resolve(base);
    };
  });
}

function close(base) {
  base.close();
  opening = null;
}

/** Делает одно дело с хранилищем; без базы (запрещена, нет места) отвечает otherwise. */
async function within(mode, deed, otherwise) {
  try {
    opening ||= begin();
    const base = await opening;
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(STORE, mode);
      const request = deed(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      transaction.commit?.();
    });
  } catch {
    opening = null;
    broken ||= mode === "readwrite";
    return otherwise;
  }
}

async function write(deed) {
  if (sealed) return;
  unfinished += 1;
  await within("readwrite", deed);
  unfinished -= 1;
  if (!unfinished) told();
}

/** Кладёт запись вместо прежней того же места. */
export const keep = (record) => write((store) => store.put(record));

/** Убирает запись места. */
export const drop = (place) => write((store) => store.delete(place));

/** Всё, что ждёт в этом браузере, чьё бы оно ни было. */
export const all = () => within("readonly", (store) => store.getAll(), []);

/** Что ждёт этого человека. */
export async function waitingOf(account) {
  return (await all()).filter((record) => record.account === account);
}

/** Хранится ли всё отданное на хранение: если нет, закрывать страницу рано. */
export const safe = () => !unfinished && !broken;

/** Отказал ли браузер хранить: тогда набранное живёт, только пока открыта страница. */
export const refused = () => broken;

/** Зовёт deed всякий раз, как всё отданное на хранение легло или отвергнуто. */
export function whenStored(deed) {
  told = deed;
}

/** Вышел ли человек: его страница, если она ещё открыта, больше ничего не шлёт и не хранит. */
export const left = () => sealed;

/** Есть ли база: спрашивать её, не заводя. */
export async function exists() {
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

async function erase() {
  if (opening) close(await opening);
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}

/** Стирает ждущее этого человека; база уходит целиком, когда в ней нет чужого. Отвечает, осталось ли чужое. */
export async function wipe(account) {
  if (!(await exists())) {
    sealed = true;
    return false;
  }
  const records = await all();
  const others = records.some((record) => record.account !== account);
  for (const record of records) if (record.account === account) await drop(record.place);
  sealed = true;
  if (!others) await erase();
  return others;
}
