// Таблицы листа: ещё одна пустая строка по нажатию.

/** Повторить пустую строку таблицы под следующим номером. */
function addRow(box) {
  const total = box.querySelector(`[name="${box.dataset.rows}-TOTAL_FORMS"]`);
  const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const field of row.querySelectorAll("[name]")) {
    for (const name of ["name", "id"]) {
      field.setAttribute(name, field.getAttribute(name).replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  box.querySelector("tbody").append(row);
  row.querySelector("[name]").focus();
}

for (const box of document.querySelectorAll("[data-rows]")) {
  box.querySelector("[data-add]").addEventListener("click", () => addRow(box));
}
