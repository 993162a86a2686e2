// Asks how far the making of a file is while it goes on, and says when it has ended. Without this a link does.
"use strict";

(() => {
  const PAUSE = 2000; // milliseconds
  const UNDER_WAY = ["waiting", "running"];
  const status = document.querySelector("[data-bundle-status]");

  const shown = () => document.querySelector("[data-bundle]");
  const isUnderWay = () => UNDER_WAY.includes(shown().dataset.bundle);
  const hideLink = () => shown().querySelector("[data-bundle-again]")?.setAttribute("hidden", "");

  async function ask() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-bundle]");
      if (answer.ok && now) shown().replaceWith(now);
      else return; // signed out, or gone: the page as it stands still has its link
    } catch {
      // the server does not answer just now: it is asked again
    }
    if (isUnderWay()) wait();
    else status.textContent = shown().dataset.bundle === "ready" ? status.dataset.done : status.dataset.stopped;
  }

  function wait() {
    hideLink();
    setTimeout(ask, PAUSE);
  }

  if (isUnderWay()) wait();
})();
