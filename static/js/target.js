// While a percentage is typed: which target it gives. The server computes it again when the step is saved.
(() => {
  "use strict";

  const DANISH = /^(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$/;

  const number = (text) => {
    const written = text.trim();
    return DANISH.test(written) ? Number(written.replaceAll(".", "").replace(",", ".")) : NaN;
  };

  const signed = (text) => {
    const written = text.trim();
    const size = number(written.replace(/^[+\-−–]\s*/, ""));
    return /^[\-−–]/.test(written) ? -size : size;
  };

  // half away from zero, without the noise of binary fractions
  const rounded = (value, decimals) => Number(`${Math.round(Number(`${value.toFixed(9)}e${decimals}`))}e-${decimals}`);

  for (const form of document.querySelectorAll("form[data-target-form]")) {
    const field = (name) => form.elements.namedItem(name);
    const shown = form.querySelector("[data-computed]");
    const decimals = Number(form.dataset.decimals);
    const show = () => {
      const value = number(field("baseline_value").value) * (1 + signed(field("percent").value) / 100);
      shown.hidden = Number.isNaN(value) || value < 0;
      if (!shown.hidden) {
        const text = rounded(value, decimals).toLocaleString("da-DK", {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        });
        shown.textContent = `= ${form.dataset.says.replace("{}", text)}`;
      }
    };
    for (const name of ["percent", "baseline_value"]) field(name).addEventListener("input", show);
    show();
  }
})();
