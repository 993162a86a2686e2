// Copies the address or text that stands beside the button; where the browser does not let it, that is selected.
"use strict";

for (const button of document.querySelectorAll("[data-copy-link]")) {
  const link = document.getElementById(button.dataset.copyLink);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(link.href ?? link.textContent);
      said.textContent = said.dataset.copied;
    } catch {
      link.closest("details")?.setAttribute("open", "");
      getSelection().selectAllChildren(link);
      link.scrollIntoView({ block: "nearest" });
      said.textContent = said.dataset.notCopied;
    }
  });
}
