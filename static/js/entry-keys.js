"use strict";

// The numbers are walked through like a column of a spreadsheet. The letters stand in the list of keys on the page.

const entryKeys = {
  letters: new Map(),

  /** The numbers that can be seen, in the order in which they stand; of several columns the own one. */
  column(field) {
    const shown = [...entry.form.querySelectorAll(".entry-number")].filter((one) => one.checkVisibility() && !one.disabled);
    const own = field.dataset.column;
    return own === undefined ? shown : shown.filter((one) => one.dataset.column === own);
  },
  vertically(field, step) {
    const column = entryKeys.column(field);
    const next = column[column.indexOf(field) + step];
    if (next) entry.go(next);
    else entrySave.line(entry.lineOf(field));
  },
  horizontally(field, step) {
    const around = field.closest("tr") ?? entry.lineOf(field);
    const row = [...around.querySelectorAll(".entry-number, select")].filter((one) => one.checkVisibility());
    const next = row[row.indexOf(field) + step];
    if (next) entry.go(next);
    return Boolean(next);
  },

  isAtEnd(field, step) {
    if (field.tagName === "SELECT") return true;
    const end = step < 0 ? 0 : field.value.length;
    return field.selectionStart === field.selectionEnd && field.selectionStart === end;
  },
  isReplaced: (field) => field.selectionStart === 0 && field.selectionEnd === field.value.length,

  pressed(event) {
    const field = event.target;
    const line = entry.lineOf(field);
    if (!line || !field.name || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") {
      if (!entry.isChangedField(field)) {
        event.preventDefault();
        entrySave.undo();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isNumber = field.matches(".entry-number");
    if (entryKeys.moves(event, field, line, isNumber)) event.preventDefault();
    else if (isNumber && entryKeys.types(event, field, line)) event.preventDefault();
  },

  moves(event, field, line, isNumber) {
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") return entryKeys.restores(field, line);
    if (event.key === "Enter" && field.tagName === "INPUT") {
      entryKeys.vertically(isNumber ? field : (entry.numbers(line).at(-1) ?? field), event.shiftKey ? -1 : 1);
      return true;
    }
    if (!step || event.shiftKey) return false;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      return (isNumber || field.tagName === "SELECT") && entryKeys.isAtEnd(field, step) && entryKeys.horizontally(field, step);
    }
    if (isNumber) entryKeys.vertically(field, step);
    return isNumber;
  },

  /** The field as it is saved; a number with all that goes with it. */
  restores(field, line) {
    if (!entry.isChanged(line)) return false;
    const isAboutNumber = field.matches(".entry-number, select");
    const fields = isAboutNumber ? entry.fields(line).filter((one) => one.matches(".entry-number, select")) : [field];
    for (const one of fields) if (entry.isChangedField(one)) entry.put(one, entry.saved(one));
    for (const group of line.querySelectorAll(".form-error")) {
      group.classList.remove("form-error");
      group.querySelector(".form-error-message")?.remove();
    }
    line.querySelector(".entry-swap")?.remove();
    Object.assign(entrySave.of(line), { content: null, token: null, isWaiting: false });
    entrySave.settle(line);
    entrySave.show();
    field.select?.();
    return true;
  },

  types(event, field, line) {
    if (event.code === "NumpadDecimal" && event.key !== ",") {
      field.setRangeText(",", field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    }
    const chosen = entryKeys.letters.get(event.key.toLowerCase());
    if (!chosen || !entryKeys.isReplaced(field)) return false;
    if (chosen.state) return entryKeys.chooses(line, chosen.state);
    if (chosen.go === "history") (line.querySelector("[data-history]") ?? line.querySelector("[data-definition]"))?.click();
    else entry.go(entry.named(line, chosen.go));
    return true;
  },

  /** Why there is no number. It is saved like a number, when the line is left. */
  chooses(line, state) {
    const select = entry.named(line, "state");
    if (![...select.options].some((option) => option.value === state)) return true;
    for (const number of entry.numbers(line)) if (number.value) entry.put(number, "");
    entry.put(select, state);
    const note = entry.named(line, "note");
    if (state === "not_reported" && note) entry.go(note);
    return true;
  },

  /** A number typed where a reason stood takes its place. */
  numberTyped(event) {
    const line = event.target.matches(".entry-number") && event.target.value.trim() ? entry.lineOf(event.target) : null;
    const select = line && entry.named(line, "state");
    if (select && entry.isChangedField(select) && select.value !== "reported") select.value = "reported";
  },

  begin() {
    for (const key of document.querySelectorAll(".entry-keys kbd[data-state], .entry-keys kbd[data-go]")) {
      entryKeys.letters.set(key.textContent, key.dataset);
    }
    entry.form.addEventListener("keydown", entryKeys.pressed);
    entry.form.addEventListener("input", entryKeys.numberTyped);
    entry.form.addEventListener("click", entryKeys.opened);
    document.querySelector("[data-due] a")?.addEventListener("click", entryKeys.toNext);
  },
  /** At once, so that no digit typed after Enter is lost. */
  opened(event) {
    const closed = event.target.closest("summary")?.parentElement;
    if (!closed?.matches(".entry-closed:not([open])")) return;
    event.preventDefault();
    closed.open = true;
    entry.go(closed.querySelector(".entry-number"));
  },
  toNext(event) {
    const line = document.querySelector(event.currentTarget.hash.replace("#", "[data-line='") + "']");
    const field = line && entry.numbers(line)[0];
    if (!field) return;
    event.preventDefault();
    line.scrollIntoView({ block: "center" });
    entry.go(field);
  },
};

if (entry.form) entryKeys.begin();
