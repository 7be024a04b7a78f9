// Строка состояния: сохранено когда, сколько ждёт связи, не принято, спорно; вслух — не чаще раза в две секунды.

import { esc, fill, gettext, ngettext } from "./words.js";

const MERGE = 2000;

const waitingMarks = (count) => fill(ngettext("%(count)s отметка ждёт связи", "%(count)s отметки ждут связи", count), { count });

export class Status {
  /** places: {line, spoken, alarm} — видимая строка, тихая и срочная области для чтения вслух. */
  constructor(places, book, saving, go) {
    Object.assign(this, { ...places, book, saving });
    this.sentence = "";
    this.timer = 0;
    this.refused = 0;
    this.line.addEventListener("click", (event) => {
      const key = event.target.closest("button[data-state]");
      if (key) this.#visit(key.dataset.state, go);
    });
  }

  #visit(state, go) {
    const cells = this.book.inState(state);
    this.visited = ((this.visited ?? -1) + 1) % Math.max(1, cells.length);
    if (cells.length) go(...cells[this.visited]);
  }

  /** Говорит, почему не вышло; исчезает при следующей записи. */
  say(sentence) {
    this.sentence = sentence;
    this.show();
  }

  /** Связь или сеанс потеряны ("net", "login") либо вернулись (""). */
  lost(kind) {
    const words = {
      net: this.saving.queue.stored === "never"
        ? gettext("Нет связи с сервером, а браузер не даёт хранить записи. Они уйдут сами, если не закрывать страницу.")
        : gettext("Нет связи с сервером. Записи ждут здесь и уйдут сами, даже если закрыть страницу."),
      login: gettext("Сеанс окончен. Войдите снова в другой вкладке или обновите страницу: записи не потеряются."),
      other: gettext("В этом браузере теперь вошёл другой человек. Ваши записи ждут: они уйдут, когда войдёте вы."),
      "": "",
    };
    this.alarm.textContent = words[kind];
    this.lostSentence = kind === "net" ? "" : words[kind];
    this.show();
  }

  #counts() {
    const of = (state) => this.book.inState(state).length;
    return { saving: of("saving"), queued: of("queued"), refused: of("refused"), conflict: of("conflict") };
  }

  #first({ saving, queued, refused, conflict }) {
    if (this.sentence || this.lostSentence) return ["err", this.sentence || this.lostSentence];
    if (saving) return ["wait", fill(gettext("Сохраняется: %(count)s"), { count: saving })];
    if (this.saving.lastSaved) return ["ok", this.#short ? this.saving.lastSaved : fill(gettext("Сохранено в %(time)s"), { time: this.saving.lastSaved })];
    if (queued + refused + conflict) return ["", ""];
    return ["", this.book.data.write || this.book.data.correct ? gettext("Всё сохранено") : gettext("Только чтение")];
  }

  /** Страницы этого человека, где тоже что-то ждёт или не решено: ссылкой на каждую. */
  #elsewhere() {
    const titles = new Map(this.saving.queue.elsewhere.map(({ page, title }) => [page, title]));
    return [...titles].map(([page, title]) => {
      const count = this.saving.queue.elsewhere.filter((record) => record.page === page).length;
      const text = gettext("Ждут в «%(title)s»: %(count)s");
      return `<a href="${esc(page)}">${esc(fill(text, { title, count }))}</a>`;
    });
  }

  get #short() {
    return matchMedia("(max-width: 47.99em)").matches;
  }

  #link(kind, state, sign, text) {
    return `<button type="button" class="${kind}" data-state="${state}">${sign} ${esc(text)}</button>`;
  }

  /** «Ждёт связи» говорится только о том, что уже лежит на хранении и переживёт закрытие страницы. */
  #waiting(count) {
    const { stored } = this.saving.queue;
    if (stored === "no") return fill(gettext("Сохраняется в браузере: %(count)s"), { count });
    if (stored === "never") return fill(gettext("Ждут связи, не закрывайте страницу: %(count)s"), { count });
    return this.#short ? fill(gettext("Ждут: %(count)s"), { count }) : waitingMarks(count);
  }

  /** Показывает нынешнее состояние. */
  show() {
    const counts = this.#counts();
    const [kind, first] = this.#first(counts);
    const tick = kind === "ok" ? '<span aria-hidden="true">✓</span> ' : "";
    const parts = first ? [`<span class="${kind}">${tick}${esc(first)}</span>`] : [];
    const refused = fill(gettext("Не принято: %(count)s"), { count: counts.refused });
    const disputed = fill(gettext("Спорных: %(count)s"), { count: counts.conflict });
    if (counts.queued) parts.push(this.#link("wait", "queued", "◌", this.#waiting(counts.queued)));
    if (counts.refused) parts.push(this.#link("err", "refused", "!", refused));
    if (counts.conflict) parts.push(this.#link("amber", "conflict", "⇄", disputed));
    this.line.innerHTML = [...parts, ...this.#elsewhere()].join(" ");
    this.#alarm(counts.refused, refused);
    this.#speak();
  }

  #alarm(count, text) {
    if (count > this.refused) this.alarm.textContent = text;
    this.refused = count;
  }

  #speak() {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      const text = this.line.textContent;
      if (this.spoken.textContent !== text) this.spoken.textContent = text;
    }, MERGE);
  }

  /** Человек пошёл дальше: прежнее замечание больше не нужно. */
  quiet() {
    if (!this.sentence) return;
    this.sentence = "";
    this.show();
  }
}
