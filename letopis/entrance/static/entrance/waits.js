// Страница входа говорит, что набранное без связи цело: сколько его и когда уйдёт. Чьё оно, не говорится.

import { all, exists } from "../screen/outbox.js";
import { dictionary, fill, ngettext } from "../screen/words.js";

async function tell(place) {
  const { length: count } = (await exists()) ? await all() : [];
  if (!count) return;
  await dictionary();
  const text = ngettext(
    "В этом браузере ждёт отправки %(count)s запись журнала. Она цела и уйдёт, когда войдёт тот, кто её набрал.",
    "В этом браузере ждут отправки записи журнала: %(count)s. Они целы и уйдут, когда войдёт тот, кто их набрал.",
    count,
  );
  place.querySelector("[data-words]").textContent = fill(text, { count });
  place.hidden = false;
}

tell(document.getElementById("waits"));
