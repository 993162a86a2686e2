"use strict";

// Starts the design system's behaviour: menu, error summary, tables. It names one menu itself, in Danish only.
DKFDS.init();

const more = document.querySelector(".more-button span");
if (more) {
  more.textContent = document.body.dataset.more;
}

// What was typed and not saved is kept in this browser for its writer alone (entry-unsaved.js): not after logging out.
for (const button of document.querySelectorAll(".log-off")) {
  button.form?.addEventListener("submit", () => {
    window.addEventListener("pagehide", () => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("maaltal:")) localStorage.removeItem(key);
    });
  });
}
