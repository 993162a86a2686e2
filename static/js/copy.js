"use strict";

// Selected cells of a table, or number fields of the month's form, arrive in a spreadsheet as clean cells: Danish
// decimals without thousands points, "−" as "-", nothing behind the number. More than one table is copied as ever.

(() => {
  const NUMBER = /^(?:(?:højst|mindst|at most|at least) )?([+−–-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?\s*(?:pct\.|%|procentpoint|per cent|percentage points?)?\s*\*?$/;
  const UNSEEN = "[aria-hidden=true], .cell-note, script, style, svg";

  /** `−1.234,5 pct.*` → `-1234,5`; a text that a spreadsheet would compute is marked as text. */
  function clean(text) {
    const plain = text.replace(/\s+/g, " ").trim();
    const [, sign, whole, decimals] = NUMBER.exec(plain) ?? [];
    if (whole !== undefined) return `${sign && sign !== "+" ? "-" : ""}${whole.replaceAll(".", "")}${decimals ?? ""}`;
    if (/^[·…–−-]?$/.test(plain)) return "";
    return /^[=+@−-]/.test(plain) ? `'${plain}` : plain;
  }

  function textOf(cell) {
    const copy = cell.cloneNode(true);
    for (const unseen of copy.querySelectorAll(UNSEEN)) unseen.remove();
    if (cell.closest("thead")) for (const unseen of copy.querySelectorAll(".sr-only")) unseen.remove();
    for (const field of copy.querySelectorAll("input:not([type=hidden])")) field.replaceWith(field.value);
    return clean(copy.textContent);
  }

  /** The part of the cell that is selected holds something to see, or the cell itself is empty. */
  function isSelected(cell, range) {
    if (!range.intersectsNode(cell)) return false;
    const inside = document.createRange();
    inside.selectNodeContents(cell);
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
      inside.setStart(range.startContainer, range.startOffset);
    }
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) {
      inside.setEnd(range.endContainer, range.endOffset);
    }
    return inside.toString().trim() !== "" || cell.textContent.trim() === "";
  }

  /** Each cell's row and column, where joined cells take the place of several. */
  function places(table) {
    const taken = [];
    return [...table.rows].map((row, number) => {
      let column = 0;
      taken[number] ??= [];
      return [...row.cells].map((cell) => {
        while (taken[number][column]) column += 1;
        for (let down = 0; down < cell.rowSpan; down += 1) {
          taken[number + down] ??= [];
          for (let across = 0; across < cell.colSpan; across += 1) taken[number + down][column + across] = true;
        }
        return { cell, column };
      });
    });
  }

  const fieldsOf = (cell) => [...cell.querySelectorAll(".entry-number")];

  /** Of each column with number fields the cell that has most of them: each field becomes a column of its own. */
  function fullest(rows) {
    const found = [];
    for (const { cell, column } of rows.flat()) {
      if (fieldsOf(cell).length > (found[column] ? fieldsOf(found[column]).length : 0)) found[column] = cell;
    }
    return found;
  }

  /** The cell's texts, as many as its column has fields. A released ratio stands there in words. */
  function textsOf(cell, full) {
    const fields = full ? fieldsOf(full) : [];
    if (!fields.length) return [textOf(cell)];
    const own = fieldsOf(cell);
    if (own.length) return fields.map((_, number) => clean(own[number]?.value ?? ""));
    if (cell.matches("thead *")) {
      const name = cell.firstChild.textContent.trim();
      return fields.map((field) => (field.name.endsWith("-value") ? name : field.labels[0].textContent.split(": ").at(-1).trim()));
    }
    const fixed = cell.querySelector(".year-fixed")?.textContent.trim() ?? "";
    const [, part, all] = /\(([\d.]+) \S+ ([\d.]+)\)$/.exec(fixed) ?? [];
    if (fields.length === 3 && all) return [clean(all), clean(part), ""];
    return fields.map((_, number) => (number === fields.length - 1 && /^\d/.test(fixed) ? clean(fixed) : ""));
  }

  function block(table, ranges) {
    const all = places(table);
    const full = fullest(all);
    const rows = all
      .map((row) =>
        row.filter(({ cell }) => cell.checkVisibility?.() !== false && ranges.some((range) => isSelected(cell, range))),
      )
      .filter((row) => row.length);
    const columns = rows.flat().map(({ column }) => column);
    if (columns.length < 2) return null;
    const [first, last] = [Math.min(...columns), Math.max(...columns)];
    return rows.map((row) => {
      const line = [];
      for (let column = first; column <= last; column += 1) {
        const found = row.find((one) => one.column === column);
        const width = full[column] ? fieldsOf(full[column]).length : 1;
        line.push(...(found ? textsOf(found.cell, full[column]) : Array(width).fill("")));
      }
      return line;
    });
  }

  const within = (node, selector) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(selector);

  function ofTable(ranges) {
    const tables = new Set(ranges.map((range) => within(range.commonAncestorContainer, "table, .table--responsive-scroll")));
    const [found] = tables;
    if (tables.size !== 1 || !found) return null;
    return block(found.matches("table") ? found : found.querySelector("table"), ranges);
  }

  /** The form's numbers with the names under which they are pasted back. */
  function ofForm(ranges) {
    const form = within(ranges[0].commonAncestorContainer, "[data-entry]");
    const fields = [...(form?.querySelectorAll(".entry-number") ?? [])].filter(
      (field) => field.checkVisibility?.() !== false && ranges.some((range) => range.intersectsNode(field)),
    );
    if (fields.length < 2) return null;
    return fields.map((field) => {
      const line = field.closest(".entry-line");
      const name = line?.querySelector(".entry-indicator")?.textContent ?? "";
      const area = field.closest("section")?.querySelector("h2")?.textContent ?? "";
      const label = field.name.endsWith("-value") ? name : (field.labels[0]?.textContent ?? name);
      return [clean(area), clean(label), clean(field.value)];
    });
  }

  /** The whole table, for a button that copies it. */
  window.asTabSeparated = (table) =>
    places(table)
      .map((row) => row.map(({ cell }) => textOf(cell)).join("\t"))
      .join("\r\n");

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || event.target.closest?.("input, textarea")) return;
    const ranges = Array.from({ length: selection.rangeCount }, (_, number) => selection.getRangeAt(number));
    const cells = ofTable(ranges) ?? ofForm(ranges);
    if (!cells) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", cells.map((line) => line.join("\t")).join("\r\n"));
  });
})();
