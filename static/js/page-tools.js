// The menus of a page's head close again with Escape, or when something else is clicked or reached.
"use strict";

const tools = [...document.querySelectorAll(".page-tool")];

document.addEventListener("keydown", (event) => {
  const open = tools.find((tool) => tool.open);
  if (event.key === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const tool of tools) if (!tool.contains(event.target)) tool.open = false;
  });
}

// A file that is sent for leaves the page as it is.
for (const tool of tools) tool.querySelector("form")?.addEventListener("submit", () => (tool.open = false));
