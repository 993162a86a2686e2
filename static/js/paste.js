"use strict";

// A block pasted into a number field goes to the page that shows old and new numbers. A single number is pasted as
// ever. The text is posted, so it never stands in an address.

(() => {
  const MANY_CELLS = /[\t\n\r]/;

  function hidden(name, value) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    return field;
  }

  function lookThrough(field, text) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${location.pathname}indsaet/`;
    form.hidden = true;
    form.append(
      hidden("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value),
      hidden("paa", field.name.split("_").at(-1)), // without the month that stands before it in a year
      hidden("maaned", field.closest("[data-month]")?.dataset.month ?? ""),
      hidden("tekst", text),
    );
    document.body.append(form);
    form.submit();
  }

  document.addEventListener("paste", (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field.matches?.("[data-entry] .entry-number") || !MANY_CELLS.test(text.trimEnd())) return;
    event.preventDefault();
    lookThrough(field, text);
  });
})();
