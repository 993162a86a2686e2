"use strict";

// The server answers with the line as it now stands. Its nodes stay, so that focus, caret and whatever was typed
// meanwhile stay too; only what differs is changed.

const entryMerge = {
  /** `sent`: what the fields said when the line was sent, by name. */
  line(line, html, sent, withoutTalk) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-line]");
    const hadFocus = line.contains(document.activeElement);
    entryMerge.foldAlike(line, fresh);
    entryMerge.node(line, fresh, { sent, withoutTalk });
    if (hadFocus && !line.contains(document.activeElement)) entry.numbers(line)[0]?.focus();
  },

  /** What was folded away until it was opened keeps its fold: without it all its fields would be other nodes. */
  foldAlike(line, fresh) {
    const [fold, fields] = [line.querySelector(".entry-closed"), fresh.querySelector(".entry-fields")];
    const freshFold = fresh.querySelector(".entry-closed");
    if (!fields || Boolean(fold) === Boolean(freshFold)) return;
    if (freshFold) {
      freshFold.replaceWith(fields);
      return;
    }
    const kept = fold.cloneNode(false);
    fields.replaceWith(kept);
    kept.append(fold.querySelector("summary").cloneNode(true), fields);
  },

  node(old, fresh, told) {
    if (told.withoutTalk && old.hasAttribute("data-kept")) return;
    entryMerge.attributes(old, fresh);
    if (old.matches("input, textarea, select")) {
      entryMerge.field(old, fresh, told);
    } else {
      entryMerge.children(old, fresh, told);
    }
  },

  attributes(old, fresh) {
    const kept = new Set(["value", "open", "hidden"]);
    for (const { name } of [...old.attributes]) {
      if (!kept.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (!kept.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (fresh.open && old.tagName === "DETAILS") old.open = true;
  },

  field(old, fresh, told) {
    if (old.type === "hidden") {
      old.value = fresh.value;
      return;
    }
    const isUntouched = old.value === told.sent.get(old.name);
    const value = isUntouched ? fresh.value : old.value;
    if (old.tagName === "SELECT" && entryMerge.options(old) !== entryMerge.options(fresh)) {
      old.replaceChildren(...fresh.children);
    }
    if (isUntouched && old === document.activeElement && old.matches(".entry-number")) return;
    if (old.value !== value) old.value = value;
  },
  options: (select) => [...select.options].map((option) => option.value).join(" "),

  children(old, fresh, told) {
    const there = entryMerge.keyed(old);
    const wanted = entryMerge.keyed(fresh);
    for (const [key, node] of there) if (!wanted.has(key)) node.remove();
    let next = old.firstChild;
    for (const [key, node] of wanted) {
      const standing = there.get(key);
      if (!standing) {
        old.insertBefore(node, next);
        continue;
      }
      if (standing.nodeType === Node.TEXT_NODE) {
        if (standing.data !== node.data) standing.data = node.data;
      } else {
        entryMerge.node(standing, node, told);
      }
      next = standing.nextSibling;
    }
  },

  /** The children by what they are; text of spaces alone is none. */
  keyed(parent) {
    const found = new Map();
    const seen = new Map();
    for (const node of parent.childNodes) {
      const isText = node.nodeType === Node.TEXT_NODE;
      if (isText ? !node.data.trim() : node.nodeType !== Node.ELEMENT_NODE) continue;
      const name = isText ? "#text" : node.id || node.getAttribute("name") || `${node.tagName}.${node.classList[0] ?? ""}`;
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      found.set(`${name} ${number}`, node);
    }
    return found;
  },
};
