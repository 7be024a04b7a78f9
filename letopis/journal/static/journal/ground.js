// Окно основания: исправление закрытого и отметка не по расчёту пишутся с объяснением.

import { fill, gettext } from "./words.js";

export class Ground {
  constructor(dialog) {
    this.dialog = dialog;
    this.title = dialog.querySelector("h2");
    this.text = dialog.querySelector("p");
    this.field = dialog.querySelector("textarea");
    this.wrong = dialog.querySelector("[data-wrong]");
    this.queue = Promise.resolve();
    this.answer = () => {};
    dialog.querySelector("form").addEventListener("submit", (event) => this.#submitted(event));
    dialog.addEventListener("close", () => this.answer(null));
  }

  /** Спрашивает основание: текст или null, если передумали. Окна идут одно за другим. */
  ask(book, p, l, value, sentence) {
    this.queue = this.queue.then(() => this.#open(book, p, l, value, sentence));
    return this.queue;
  }

  #open(book, p, l, value, sentence) {
    this.title.textContent = this.#question(book, p, l, value);
    this.text.textContent = sentence || gettext("Период закрыт. Исправление останется видно вместе с основанием и вашим именем.");
    this.field.value = book.peek(p, l).reason || "";
    this.#complain("");
    this.dialog.showModal();
    this.field.focus();
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  #question(book, p, l, value) {
    const { saved: old } = book.peek(p, l);
    const where = book.isFinal(l) ? book.data.period.title : book.lessons[l].day;
    const facts = { pupil: book.pupils[p].name, where, old, value };
    if (!old) return fill(gettext("%(pupil)s, %(where)s: поставить %(value)s?"), facts);
    if (!value) return fill(gettext("%(pupil)s, %(where)s: стереть %(old)s?"), facts);
    return fill(gettext("%(pupil)s, %(where)s: исправить %(old)s на %(value)s?"), facts);
  }

  #complain(text) {
    this.wrong.textContent = text;
    this.wrong.hidden = !text;
    this.field.classList.toggle("bad", Boolean(text));
    this.field.toggleAttribute("aria-invalid", Boolean(text));
  }

  #submitted(event) {
    if (event.submitter?.value !== "write") return;
    const reason = this.field.value.trim();
    if (!reason) {
      event.preventDefault();
      this.#complain(gettext("Напишите основание: что случилось и на какой документ опираетесь."));
      this.field.focus();
      return;
    }
    this.answer(reason);
  }
}
