// Окно «Это точно вы?»: исправление закрытого ждёт пароля, набранное остаётся в своих клетках.

import { prove } from "../screen/server.js";
import { gettext } from "./words.js";

export class Proof {
  /** url — где подтверждают, что это тот же человек. */
  constructor(dialog, url) {
    Object.assign(this, { dialog, url });
    this.field = dialog.querySelector("input");
    this.wrong = dialog.querySelector("[data-wrong]");
    this.asked = null;
    this.busy = false;
    this.answer = () => {};
    dialog.querySelector("form").addEventListener("submit", (event) => this.#submitted(event));
    dialog.querySelector("[data-leave]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.#left());
  }

  /** Спрашивает один раз, сколько бы клеток ни ждало: "yes", "no" — передумали, "ended" — вход закончен. */
  ask() {
    this.asked ??= this.#open().finally(() => {
      this.asked = null;
    });
    return this.asked;
  }

  #open() {
    this.field.value = "";
    this.#complain("");
    this.dialog.showModal();
    this.field.focus();
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  #left() {
    this.field.value = "";
    this.answer("no");
  }

  #complain(text) {
    this.wrong.textContent = text;
    this.wrong.hidden = !text;
    this.field.classList.toggle("bad", Boolean(text));
    this.field.toggleAttribute("aria-invalid", Boolean(text));
  }

  #end(answer) {
    this.answer(answer);
    this.dialog.close();
  }

  async #submitted(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const { status, lost, body } = await prove(this.url, this.field.value);
    this.busy = false;
    if (status === 200) return this.#end("yes");
    if (lost && lost !== "net") return this.#end("ended");
    this.#complain(lost ? gettext("Нет связи с сервером. Повторите, когда она вернётся.") : body.sentence);
    this.field.select();
    return undefined;
  }
}
