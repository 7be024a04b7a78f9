// Итог общего действия одной строкой: сколько записано, не принято, закрыто; видно и слышно.

import { fill, gettext } from "./words.js";

export class Told {
  constructor(place) {
    this.place = place;
  }

  say(text) {
    this.place.textContent = text;
  }

  quiet() {
    if (this.place.textContent) this.place.textContent = "";
  }

  /** Исходы общей записи {saved, queued, refused, conflict, shut}; why — почему закрыта первая из закрытых клеток. */
  outcome(counts, why = "", also = []) {
    const lines = [
      [counts.saved, gettext("Записано клеток: %(count)s.")],
      [counts.queued, gettext("Ждут связи: %(count)s.")],
      [counts.refused, gettext("Не принято: %(count)s, эти клетки отмечены и не отправлены.")],
      [counts.conflict, gettext("Спорных: %(count)s.")],
      [counts.shut, gettext("Пропущено закрытых клеток: %(count)s.")],
    ];
    const parts = lines.filter(([count]) => count).map(([count, text]) => fill(text, { count }));
    if (counts.shut && why) parts.push(why);
    if (!parts.length) parts.push(gettext("Ничего не изменилось: там уже стоит это."));
    this.say([...parts, ...also].join(" "));
  }
}
