// Sorts a table[data-sortable] in place by the links in its head, which without this ask the server for the same.
// Each row names its place under every column in data-places; an empty place stays last in both directions.
"use strict";

function placesOf(row) {
  return row.dataset.places.split(" ").map((place) => (place === "-" ? null : Number(place)));
}

function compare(column, descending) {
  return (one, other) => {
    const [a, b] = [placesOf(one), placesOf(other)];
    if (a[column] === null || b[column] === null) return (a[column] === null) - (b[column] === null) || a[0] - b[0];
    return (descending ? b[column] - a[column] : a[column] - b[column]) || a[0] - b[0];
  };
}

// The form above the table keeps the order when it is sent.
function choose(orders, word, told) {
  const isKnown = [...orders.options].some((option) => option.value === word);
  if (!isKnown) orders.prepend(new Option(told, word));
  orders.value = word;
}

function sort(table, link) {
  const heading = link.closest("th");
  const now = heading.getAttribute("aria-sort");
  const wanted = now === null ? link.dataset.first : now === "ascending" ? "descending" : "ascending";
  const descending = wanted === "descending";
  const rows = [...table.tBodies[0].rows];
  rows.sort(compare(Number(link.dataset.column), descending));
  table.tBodies[0].append(...rows);
  for (const other of table.tHead.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", wanted);
  const word = `${descending ? "-" : ""}${link.dataset.word}`;
  const told = descending ? link.dataset.falling : link.dataset.rising;
  history.replaceState(null, "", `${table.dataset.base}${word}`);
  if (table.dataset.orders) choose(document.getElementById(table.dataset.orders), word, told);
  document.getElementById(table.dataset.sortable).textContent = table.dataset.told.replace("{order}", told);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  table.tHead.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-column]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    sort(table, link);
  });
}
