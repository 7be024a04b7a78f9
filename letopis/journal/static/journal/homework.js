// Файлы к домашнему заданию и день, к которому задано: строка окна «Темы и задания» узнаёт их, когда окно открыто.

import { get, post, send } from "../screen/server.js";
import { dayAndMonth, esc, fill, gettext } from "./words.js";

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} КБ` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} МБ`);

export class Homework {
  /** body — строки окна; book — страница журнала. */
  constructor(body, book) {
    Object.assign(this, { body, book });
    body.addEventListener("click", (event) => this.#clicked(event));
    body.addEventListener("change", (event) => this.#changed(event));
  }

  /** Показывает у каждого урока его файлы и срок. */
  async show() {
    const { status, body } = await get(this.book.data.urls.homework, {});
    if (status !== 200) return;
    for (const row of this.body.rows) this.#draw(row, body.files[row.dataset.id] || [], body.due[row.dataset.id] || "");
  }

  /** Новый урок записан: к нему уже можно приложить файл. */
  begin(row) {
    if (!row.querySelector(".homework-more")) this.#draw(row, [], "");
  }

  #draw(row, files, due) {
    if (!row.dataset.id) return;
    const field = row.querySelector("[name=homework]");
    row.querySelector(".homework-more")?.remove();
    const shut = field.disabled;
    if (shut && !files.length && !due) return;
    field.insertAdjacentHTML("afterend", `<div class="homework-more"><ul class="attached">${files.map((one) => this.#file(one, shut)).join("")}</ul>${shut ? this.#told(due) : this.#acts(row, due)}<p class="wrong" role="alert" hidden></p></div>`);
  }

  #told(due) {
    return due ? `<span class="muted">${esc(fill(gettext("к %(day)s"), { day: dayAndMonth(due) }))}</span>` : "";
  }

  #acts(row, due) {
    const day = row.querySelector("[name=date]").value;
    return `<label class="btn small quiet attach">${esc(gettext("Приложить файл"))}<input type="file" class="vh" accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff" data-attach></label><button type="button" class="btn small quiet" data-more${due ? " hidden" : ""}>${esc(gettext("К другому дню"))}</button><label class="due"${due ? "" : " hidden"}><span>${esc(gettext("к дню"))}</span><input type="date" class="input" data-due min="${esc(day)}" value="${esc(due)}"></label>`;
  }

  #file([id, name, bytes, url], shut) {
    const drop = shut ? "" : `<button type="button" class="btn small quiet" data-remove="${id}" aria-label="${esc(fill(gettext("Убрать файл %(name)s"), { name }))}">×</button>`;
    return `<li><a href="${esc(url)}" download>${esc(name)}</a> <span class="muted">${size(bytes)}</span>${drop}</li>`;
  }

  #url(row, what) {
    return `${this.book.data.urls.homework.split("?")[0]}${row.dataset.id}/${what}/`;
  }

  async #changed({ target }) {
    const row = target.closest("tr");
    if (target.matches("[data-attach]") && target.files.length) await this.#attach(row, target);
    if (target.matches("[data-due]")) await this.#due(row, target);
  }

  async #attach(row, field) {
    const [file] = field.files;
    const list = row.querySelector(".attached");
    this.#say(row, "");
    list.insertAdjacentHTML("beforeend", `<li class="muted" data-going>${esc(fill(gettext("%(name)s: отправляется…"), { name: file.name }))}</li>`);
    const { status, lost, body } = await send(this.#url(row, "files"), file);
    list.querySelector("[data-going]")?.remove();
    field.value = "";
    if (status === 200) list.insertAdjacentHTML("beforeend", this.#file(body.file, false));
    else this.#say(row, this.#why(lost, body));
  }

  async #due(row, field) {
    const { status, lost, body } = await post(this.#url(row, "due"), { due: field.value });
    this.#say(row, status === 200 ? "" : this.#why(lost, body));
  }

  async #clicked({ target }) {
    if (target.closest("[data-more]")) return this.#askDay(target.closest("[data-more]"));
    const id = target.closest("[data-remove]")?.dataset.remove;
    if (!id) return undefined;
    const row = target.closest("tr");
    const url = `${this.book.data.urls.homework.split("?")[0]}files/${id}/remove/`;
    const { status, lost, body } = await post(url, {});
    if (status === 200) target.closest("li").remove();
    return this.#say(row, status === 200 ? "" : this.#why(lost, body));
  }

  /** Вместо кнопки — поле дня. */
  #askDay(button) {
    const label = button.nextElementSibling;
    button.hidden = true;
    label.hidden = false;
    label.querySelector("input").focus();
  }

  #why(lost, body) {
    if (lost) return gettext("Не записано: нет связи с сервером. Повторите, когда она вернётся.");
    return body.sentence || gettext("Не записано. Обновите страницу и повторите.");
  }

  #say(row, text) {
    const wrong = row.querySelector(".homework-more .wrong");
    wrong.textContent = text;
    wrong.hidden = !text;
  }
}
