"use strict";

// What is missing or unexplained before a month is submitted, as the lines above say it after every save.

const entryMissing = {
  box: document.querySelector("[data-before-submitting]"),
  toDo: [".entry-line--due", ".entry-line--overdue", ".entry-line--sent_back"].join(", "),

  update() {
    const items = [...entryMissing.box.querySelectorAll("li")];
    for (const item of items) {
      const line = entry.byKey(item.dataset.of);
      item.hidden = !line || !(item.dataset.kind === "missing" ? line.matches(entryMissing.toDo) : line.querySelector(".entry-ask"));
    }
    entryMissing.box.hidden = items.every((item) => item.hidden);
  },
};

if (entryMissing.box) {
  new MutationObserver(entryMissing.update).observe(entry.form, {
    attributeFilter: ["class"],
    childList: true,
    subtree: true,
  });
}
