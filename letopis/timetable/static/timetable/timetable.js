// Расписание: выбор открывает свою неделю сам; окна «поставить урок» и «перенести» узнают, о чём они.

document.addEventListener("change", (event) => {
  const chosen = event.target.closest("[data-go]");
  if (chosen?.value) chosen.form.submit();
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-place]");
  if (place) openPlace(place.dataset);
  const move = event.target.closest("[data-move]");
  if (move) openMove(move.dataset);
});

function openPlace({ day, number, title }) {
  const dialog = document.getElementById("place");
  dialog.querySelector("[name=weekday]").value = day;
  dialog.querySelector("[name=number]").value = number;
  dialog.querySelector("h2").textContent = title;
  dialog.showModal();
  dialog.querySelector("[name=course]").focus();
}

function openMove({ course, number, title }) {
  const dialog = document.getElementById("move");
  dialog.querySelector("[name=course]").value = course;
  dialog.querySelector("[name=number]").value = number;
  dialog.querySelector("[name=to_number]").value = number;
  dialog.querySelector("[data-what]").textContent = title;
  dialog.showModal();
  dialog.querySelector("[name=to]").focus();
}
