// План: строка сохраняется сама, когда из неё выходят; тему поднимают, опускают, убирают, добавляют.

const FIELDS = ["section", "topic", "hours", "homework", "work"];
const table = document.getElementById("plan");
const body = table.tBodies[0];
const wrong = document.getElementById("wrong");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const olds = new WeakMap();
const gettext = (text) => (window.gettext ? window.gettext(text) : text);

const fieldIn = (row, name) => row.querySelector(`[name=${name}]`);
const changed = (row) => JSON.stringify(values(row)) !== JSON.stringify(olds.get(row) || {});

function values(row) {
  const found = Object.fromEntries(FIELDS.map((name) => [name, fieldIn(row, name).value.trim()]));
  return { ...found, hours: Number(found.hours) || 0 };
}

async function post(url, facts) {
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(facts) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: { sentence: gettext("Нет связи с сервером. Повторите, когда она вернётся.") } };
  }
}

function say(row, text, ok) {
  row?.classList.toggle("bad", !ok);
  const told = row?.querySelector(".told");
  if (told) told.textContent = ok ? text : "";
  wrong.textContent = ok ? "" : text;
  wrong.hidden = ok;
}

async function save(row) {
  if (row.dataset.saving || !changed(row) || (!row.dataset.id && !values(row).topic)) return;
  row.dataset.saving = "1";
  const sent = values(row);
  const id = row.dataset.id ? Number(row.dataset.id) : null;
  const { status, body: answer } = await post(table.dataset.url, { id, ...sent, old: id ? olds.get(row) : {} });
  delete row.dataset.saving;
  if (status === 409) olds.set(row, pick(answer.topic));
  if (status !== 200) return say(row, answer.sentence || gettext("Не записано. Обновите страницу и повторите."), false);
  row.dataset.id = answer.topic.id;
  olds.set(row, sent);
  say(row, gettext("✓ сохранено"), true);
}

const pick = (topic) => Object.fromEntries(FIELDS.map((name) => [name, topic[name]]));

async function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other || !row.dataset.id) return;
  const { status, body: answer } = await post(table.dataset.move, { id: Number(row.dataset.id), step });
  if (status !== 200) return say(row, answer.sentence || "", false);
  if (step < 0) other.before(row);
  else other.after(row);
  number();
  row.querySelector(`[data-step="${step}"]`).focus();
}

async function drop(row) {
  if (row.dataset.id) {
    const { status, body: answer } = await post(table.dataset.drop, { id: Number(row.dataset.id) });
    if (status !== 200) return say(row, answer.sentence || "", false);
  }
  const near = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  number();
  (near ? fieldIn(near, "topic") : document.getElementById("add")).focus();
}

function number() {
  [...body.rows].forEach((row, place) => { row.cells[0].firstElementChild.textContent = place + 1; });
}

function add() {
  const row = document.getElementById("blank").content.querySelector("tr").cloneNode(true);
  body.append(row);
  number();
  fieldIn(row, "topic").focus();
}

for (const row of body.rows) olds.set(row, values(row));
body.addEventListener("focusout", (event) => {
  const row = event.target.closest("tr");
  if (row && !row.contains(event.relatedTarget)) save(row);
});
body.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  const row = event.target.closest("tr");
  save(row);
  if (row.nextElementSibling) fieldIn(row.nextElementSibling, event.target.name).focus();
  else add();
});
body.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const row = event.target.closest("tr");
  if (button?.dataset.step) move(row, Number(button.dataset.step));
  if (button && "drop" in button.dataset) drop(row);
});
document.getElementById("add").addEventListener("click", add);
