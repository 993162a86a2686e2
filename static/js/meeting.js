// A printed paper is named for agenda systems; without this the file is called as the page is.
"use strict";

const named = document.querySelector("[data-print-title]");
const title = document.title;

if (named) {
  window.addEventListener("beforeprint", () => {
    document.title = named.dataset.printTitle;
  });
  window.addEventListener("afterprint", () => {
    document.title = title;
  });
}
