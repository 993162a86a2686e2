"use strict";

// The month's form is complete without this file. It adds the percentage while one types, a comma from the
// decimal key of a keypad, and a warning before leaving what has not been saved.

const form = document.querySelector("[data-entry]");

function whole(text) {
  const digits = text.trim();
  return /^(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:\.\d{3})+)$/.test(digits) ? Number(digits.replaceAll(".", "")) : null;
}

function percentage(part, all, result) {
  if (part === null || all === null || part > all) {
    return result.dataset.none;
  }
  if (all === 0 || all < Number(result.dataset.few)) {
    return result.dataset.tooFew;
  }
  const decimals = Number(result.dataset.decimals);
  const scale = 10 ** decimals;
  const rounded = Math.floor((200 * part * scale + all) / (2 * all)) / scale; // half upwards, as on the server
  return `${rounded.toFixed(decimals).replace(".", ",")} ${result.dataset.unit}`;
}

function show(result) {
  const [all, part] = [...result.htmlFor].map((id) => whole(document.getElementById(id).value));
  result.value = `= ${percentage(part, all, result)}`;
}

function typeComma(event) {
  const field = event.target;
  if (event.code !== "NumpadDecimal" || event.key === "," || !field.matches(".entry-number")) {
    return;
  }
  event.preventDefault();
  field.setRangeText(",", field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form) {
  let isUnsaved = "unsaved" in form.dataset;
  const results = [...form.querySelectorAll("[data-result]")];

  form.addEventListener("keydown", typeComma);
  form.addEventListener("input", (event) => {
    isUnsaved = true;
    results.filter((result) => result.htmlFor.contains(event.target.id)).forEach(show);
  });
  form.addEventListener("submit", () => {
    isUnsaved = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) {
      event.preventDefault();
    }
  });
}
