"use strict";
(function () {
  const form = document.getElementById("filters");
  if (!form) return;
  const heading = document.querySelector("h2[tabindex]");
  const shown = document.getElementById("shown");
  const words = shown.dataset;
  const fields = Array.from(form.querySelectorAll("select, input"));
  const selects = fields.filter((field) => field.tagName === "SELECT");
  const fold = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();
  const listed = (id) => {
    const table = document.getElementById(id);
    const rows = Array.from(table ? table.tBodies[0].rows : [], (row) => ({
      row: row,
      has: row.dataset,
      text: fold(Array.from(row.cells, (cell) => cell.textContent).join(" ")),
    }));
    return { table: table, nothing: document.getElementById(id + "-none"), rows: rows, length: rows.length };
  };
  const first = listed("list");
  const other = listed(words.other);
  if (!first.length && !other.length) return;
  const labelOf = (field) => form.querySelector("label[for='" + field.id + "']").textContent.toLowerCase();
  let unknown = [];

  function narrow(list) {
    const typed = fold(form.elements.words.value).split(" ");
    let count = 0;
    for (const each of list.rows) {
      const fits =
        selects.every((select) => !select.value || each.has[select.name] === select.value) &&
        typed.every((word) => each.text.includes(word));
      each.row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    if (list.table) {
      list.table.hidden = !count;
      list.nothing.hidden = count > 0;
    }
    return count;
  }

  function show() {
    const count = narrow(first);
    const active = fields.filter((field) => field.value.trim());
    let said = count + " of " + first.length + " " + (first.length === 1 ? words.one : words.many) + " shown";
    if (other.length) said += "; " + narrow(other) + " of " + other.length + " " + words.other;
    if (active.length) {
      const named = active.map((field) => labelOf(field) + ": " + (field.selectedOptions
        ? field.selectedOptions[0].dataset.name : field.value.trim()));
      said += " (" + named.join(", ") + ")";
    }
    said += ".";
    for (const each of unknown) said += " The link asks for " + each + ", which is not on this page.";
    if (shown.textContent !== said) shown.textContent = said;
  }

  function keep() {
    const parts = fields
      .filter((field) => field.value.trim())
      .map((field) => field.name + "=" + encodeURIComponent(field.value.trim()));
    history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
  }

  function restore() {
    const fragment = location.hash.slice(1);
    if (fragment && !fragment.includes("=")) return;
    const wanted = new URLSearchParams(fragment.replace(/\+/g, "%2B"));
    unknown = [];
    for (const field of fields) {
      const value = wanted.get(field.name) || "";
      field.value = value;
      if (field.value !== value && selects.includes(field)) {
        field.value = "";
        unknown.push(labelOf(field) + " '" + value + "'");
      }
    }
    show();
  }

  function changed() {
    unknown = [];
    keep();
    show();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    changed();
  });
  window.addEventListener("hashchange", restore);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    heading.focus();
  });
  for (const cell of document.querySelectorAll(".counts th[data-filter]")) {
    const link = document.createElement("a");
    link.href = "#" + cell.dataset.filter + "=" + encodeURIComponent(cell.dataset.value);
    link.addEventListener("click", () => heading.focus());
    cell.firstChild.replaceWith(link);
    link.textContent = cell.dataset.value;
  }
  form.hidden = false;
  restore();
})();
