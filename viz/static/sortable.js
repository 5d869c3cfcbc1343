"use strict";
/* Tables whose headings sort them: numbers by value, the largest first; words by the alphabet. */
document.querySelectorAll("table.sortable").forEach((table) => {
  const heads = [...table.querySelectorAll("thead th")], body = table.tBodies[0];
  const value = (row, i) => { const cell = row.cells[i], text = cell.dataset.value ?? cell.textContent.trim(), number = Number(text.replaceAll(",", "")); return Number.isNaN(number) || text === "" ? text : number; };
  heads.forEach((head, i) => head.querySelector("button").addEventListener("click", () => {
    const rows = [...body.rows], numeric = rows.every((row) => typeof value(row, i) === "number");
    const down = head.getAttribute("aria-sort") === "none" ? numeric : head.getAttribute("aria-sort") === "ascending";
    heads.forEach((each) => each.setAttribute("aria-sort", each === head ? (down ? "descending" : "ascending") : "none"));
    const order = (a, b) => (numeric ? value(a, i) - value(b, i) : String(value(a, i)).localeCompare(String(value(b, i))));
    body.append(...rows.sort((a, b) => (down ? -order(a, b) : order(a, b))));
  }));
});
document.querySelectorAll(".more-rows").forEach((button) => button.addEventListener("click", () => {
  button.previousElementSibling.classList.add("whole");
  button.remove();
}));
