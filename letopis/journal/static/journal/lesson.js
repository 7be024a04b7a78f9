// Окно «Темы и задания»: уроки периода с датой, темой, заданием и видом работы; строка сохраняется сама по себе.

import { lessonOf } from "./book.js";
import { Homework } from "./homework.js";
import { Plan } from "./plan.js";
import { post } from "../screen/server.js";
import { dayAndMonth, esc, fill, gettext, ngettext } from "./words.js";

const FIELDS = ["date", "number", "topic", "homework", "type"];
const fieldIn = (row, name) => row.querySelector(`[name=${name}]`);

export class Lessons {
  /** hooks.placed(lesson) — урок записан или добавлен, сетку пора перерисовать. */
  constructor(dialog, book, hooks) {
    Object.assign(this, { dialog, book, hooks });
    this.body = dialog.querySelector("tbody");
    this.note = dialog.querySelector("[data-note]");
    this.olds = new WeakMap();
    this.homework = new Homework(this.body, book);
    this.plan = new Plan(dialog, book.data.urls.plan);
    this.warned = false;
    dialog.addEventListener("click", (event) => this.#clicked(event));
    dialog.addEventListener("input", (event) => this.#edited(event.target.closest("tr")));
    dialog.addEventListener("keydown", (event) => this.#pressed(event));
    dialog.addEventListener("cancel", (event) => this.#leaving(event));
  }

  /** Открывает список; lesson — на какой строке встать. */
  open(lesson) {
    this.#draw();
    this.warned = false;
    this.dialog.showModal();
    this.plan.offer(this.body);
    this.homework.show();
    const row = (lesson && this.body.querySelector(`tr[data-id="${lesson.id}"]`)) || this.body.lastElementChild;
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("[name=topic]:not([disabled])")?.focus();
  }

  #draw() {
    this.body.innerHTML = this.book.lessons.map((lesson) => this.#row(lesson)).join("");
    this.#say("");
    [...this.body.rows].forEach((row, n) => this.olds.set(row, this.#old(this.book.lessons[n])));
  }

  #say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  #typeOf(lesson) {
    if (lesson.type !== undefined) return lesson.type;
    const types = this.book.data.types;
    const exact = types.find(([, , short, weight]) => short === lesson.kind && Number(weight) === Number(lesson.weight));
    return (exact || types.find(([, , short]) => short === lesson.kind) || [null])[0];
  }

  #old(lesson) {
    const { date, number, topic, homework } = lesson;
    return { date, number, topic, homework, type: this.#typeOf(lesson) };
  }

  #types(chosen) {
    const plain = gettext("обычный урок");
    const option = ([id, title]) => `<option value="${id ?? ""}"${id === chosen ? " selected" : ""}>${esc(title)}</option>`;
    const named = this.book.data.types.some(([, , short]) => !short);
    const none = named && chosen !== null ? "" : option([null, plain]);
    return none + this.book.data.types.map(option).join("");
  }

  #row(lesson) {
    const shut = lesson.locked || !this.book.data.write ? " disabled" : "";
    const old = this.#old(lesson);
    const names = { date: gettext("Дата"), number: gettext("№"), topic: gettext("Тема"), homework: gettext("Задание"), type: gettext("Вид работы") };
    const where = lesson.id ? lesson.day : gettext("новый урок");
    const label = (name) => `name="${name}" class="input" aria-label="${esc(`${names[name]}, ${where}`)}"${shut}`;
    const save = gettext("Сохранить");
    const closed = gettext("закрыт");
    const end = shut ? `<span class="muted">${lesson.locked ? closed : ""}</span>` : `<button type="button" class="btn small" data-save hidden>${save}</button>`;
    return [
      `<tr data-id="${lesson.id ?? ""}"><td data-l="${names.date}"><input type="date" ${label("date")} value="${esc(old.date)}" required></td>`,
      `<td data-l="${names.number}"><input type="number" min="0" max="15" ${label("number")} value="${esc(old.number ?? "")}"></td>`,
      `<td data-l="${names.topic}"><input type="text" ${label("topic")} value="${esc(old.topic)}"></td>`,
      `<td data-l="${names.homework}"><input type="text" ${label("homework")} value="${esc(old.homework)}"></td>`,
      `<td data-l="${names.type}"><select ${label("type")}>${this.#types(old.type)}</select></td>`,
      `<td class="end">${end}<span class="told" role="status"></span></td></tr>`,
    ].join("");
  }

  #values(row) {
    const type = fieldIn(row, "type").value;
    return {
      date: fieldIn(row, "date").value,
      number: Number(fieldIn(row, "number").value) || 0,
      topic: fieldIn(row, "topic").value.trim(),
      homework: fieldIn(row, "homework").value.trim(),
      type: type ? Number(type) : null,
    };
  }

  #changed(row) {
    const old = this.olds.get(row);
    if (!old) return true;
    const values = this.#values(row);
    return FIELDS.some((name) => String(values[name] ?? "") !== String(old[name] ?? ""));
  }

  #edited(row) {
    if (!row) return;
    this.warned = false;
    const save = row.querySelector("[data-save]");
    if (save) save.hidden = !this.#changed(row);
    this.#tell(row, "", "");
  }

  #tell(row, kind, text) {
    const told = row.querySelector(".told");
    told.className = `told ${kind}`;
    told.textContent = text;
  }

  #clicked(event) {
    const save = event.target.closest("[data-save]");
    if (save) this.#save(save.closest("tr"));
    if (event.target.closest("[data-take]")) this.#take(event.target.closest("tr"));
    if (event.target.closest("[data-add]")) this.#add();
    if (event.target.closest("[data-leave]") && !this.#leaving(event)) this.dialog.close();
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const row = event.target.closest("tr");
    if (row && event.target.name === "topic" && this.#take(row)) return;
    if (row && this.#changed(row)) this.#save(row);
  }

  /** Тема из плана становится темой строки; следующий Enter её сохраняет. */
  #take(row) {
    if (!this.plan.take(row)) return false;
    this.#edited(row);
    row.querySelector("[name=topic]").focus();
    return true;
  }

  /** Несохранённые строки удерживают окно один раз. */
  #leaving(event) {
    const left = [...this.body.rows].filter((row) => row.querySelector("[data-save]:not([hidden])"));
    if (!left.length || this.warned) return false;
    event.preventDefault();
    this.warned = true;
    const text = ngettext(
      "Не сохранена %(count)s строка. Сохраните её или закройте окно ещё раз.",
      "Не сохранено строк: %(count)s. Сохраните их или закройте окно ещё раз.",
      left.length,
    );
    this.#say(fill(text, { count: left.length }));
    left[0].querySelector("[name=topic]").focus();
    return true;
  }

  #add() {
    const blank = { id: null, date: this.book.data.today, number: "", topic: "", homework: "", kind: "", locked: false };
    this.body.insertAdjacentHTML("beforeend", this.#row(blank));
    const row = this.body.lastElementChild;
    row.querySelector("[data-save]").hidden = false;
    row.scrollIntoView({ block: "nearest" });
    fieldIn(row, "date").focus();
  }

  async #save(row) {
    const values = this.#values(row);
    if (!values.date) return this.#tell(row, "red", gettext("Укажите дату урока."));
    const id = row.dataset.id ? Number(row.dataset.id) : null;
    this.#tell(row, "muted", gettext("сохраняется…"));
    const { status, lost, body } = await post(this.book.data.urls.lesson, { id, ...values, old: this.olds.get(row) || {} });
    if (lost) return this.#tell(row, "red", gettext("Нет связи. Нажмите «Сохранить» ещё раз, когда она вернётся."));
    if (status === 409) return this.#disputed(row, body);
    if (status !== 200) return this.#tell(row, "red", body.sentence || gettext("Не записано. Обновите страницу и повторите."));
    return this.#saved(row, body.lesson, body.warning);
  }

  #saved(row, tuple, warning) {
    const lesson = this.book.place(lessonOf(tuple));
    row.dataset.id = lesson.id;
    this.olds.set(row, this.#old(lesson));
    row.querySelector("[data-save]").hidden = true;
    this.#tell(row, warning ? "amber" : "green", [gettext("✓ сохранено"), warning].filter(Boolean).join(". "));
    this.homework.begin(row);
    this.hooks.placed(lesson);
  }

  #disputed(row, { lesson, who, at }) {
    const theirs = lesson && lessonOf(lesson);
    if (theirs) this.olds.set(row, this.#old(theirs));
    const text = gettext("Урок изменили, пока вы писали (%(who)s): «%(topic)s», %(day)s. Сохраните ещё раз, чтобы оставить ваше.");
    const by = [who, at].filter(Boolean).join(", ") || "–";
    this.#tell(row, "red", fill(text, { who: by, topic: theirs?.topic || "–", day: theirs ? dayAndMonth(theirs.date) : "–" }));
    row.querySelector("[data-save]").hidden = false;
  }
}
