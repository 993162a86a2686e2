"use strict";

// The percentage of two parts while one types them.

const entryPercentage = {
  whole(text) {
    const digits = text.trim();
    return /^(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:\.\d{3})+)$/.test(digits) ? Number(digits.replaceAll(".", "")) : null;
  },

  text(part, all, result) {
    if (part === null || all === null || part > all) return result.dataset.none;
    if (all === 0 || all < Number(result.dataset.few)) return result.dataset.tooFew;
    const decimals = Number(result.dataset.decimals);
    const scale = 10 ** decimals;
    const rounded = Math.floor((200 * part * scale + all) / (2 * all)) / scale; // half upwards, as on the server
    return `${rounded.toFixed(decimals).replace(".", ",")} ${result.dataset.unit}`;
  },

  show(line) {
    const result = line?.querySelector("[data-result]");
    if (!result) return;
    const [all, part] = [...result.htmlFor].map((id) => entryPercentage.whole(document.getElementById(id).value));
    result.value = `= ${entryPercentage.text(part, all, result)}`;
  },
};

if (entry.form) {
  entry.form.addEventListener("input", (event) => entryPercentage.show(entry.lineOf(event.target)));
  document.addEventListener("entry:merged", (event) => entryPercentage.show(event.detail));
  entry.lines().filter(entry.isChanged).forEach(entryPercentage.show);
}
