"use strict";

// Starts the design system's behaviour: menu, error summary, tables. It names one menu itself, in Danish only.
DKFDS.init();

const more = document.querySelector(".more-button span");
if (more) {
  more.textContent = document.body.dataset.more;
}
