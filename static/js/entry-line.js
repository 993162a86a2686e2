"use strict";

// A line of the month's form: its fields, what stood in them when the page came, and what is said beside them.

const entry = {
  form: document.querySelector("[data-entry]"),
  words: {},

  get person() {
    return entry.form.elements.person.value;
  },

  lines: () => [...entry.form.querySelectorAll("[data-line]")],
  lineOf: (node) => node.closest?.("[data-line]") ?? null,
  byKey: (key) => entry.lines().find((line) => line.dataset.line === key) ?? null,

  /** The fields that a person fills in. */
  fields: (line) => [...line.querySelectorAll("input, select, textarea")].filter((one) => one.name && one.type !== "hidden"),
  numbers: (line) => [...line.querySelectorAll(".entry-number")],
  named: (line, name) => line.querySelector(`[name="${CSS.escape(`${line.dataset.line}-${name}`)}"]`),

  /** What is saved of a field, as the page remembers it. */
  saved(field) {
    const kept = entry.form.elements[`initial-${field.name}`];
    return kept ? entry.plain(kept.value) : null;
  },
  plain: (text) => text.replaceAll("\r\n", "\n"),
  isChangedField(field) {
    const saved = entry.saved(field);
    return saved !== null && entry.plain(field.value) !== saved;
  },
  isChanged: (line) => entry.fields(line).some(entry.isChangedField),

  /** Whether one of the two parts of a percentage still lacks the other. */
  lacksPart(line) {
    const parts = ["denominator", "numerator"].map((name) => entry.named(line, name));
    return parts.every(Boolean) && parts.filter((part) => part.value.trim()).length === 1;
  },

  tell(line, text, state = "") {
    const told = line.querySelector("[data-told]");
    if (told && told.textContent !== text) told.textContent = text;
    line.classList.toggle("is-saving", state === "saving");
    line.classList.toggle("is-unsaved", state === "unsaved");
  },
  announce(text) {
    document.querySelector("[data-announced]").textContent = text;
  },

  /** Puts a field to a value as if it had been typed. */
  put(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
  open(node) {
    for (let around = node.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  },
  go(field) {
    entry.open(field);
    field.focus();
    field.select?.();
  },
  time: (moment = new Date()) =>
    new Intl.DateTimeFormat("da-DK", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Copenhagen" }).format(moment),
};

if (entry.form) {
  for (const word of entry.form.querySelectorAll("[data-words] dt")) {
    entry.words[word.textContent] = word.nextElementSibling.textContent;
  }
}
