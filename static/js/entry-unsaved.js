"use strict";

// What has been typed and is not saved lies in the browser's own storage, by person and page, until the server has
// it. It outlives a reload and a lost connection; logging out clears it (base.js).

const entryUnsaved = {
  get place() {
    return `maaltal:${entry.person}:${location.pathname}`;
  },

  read() {
    try {
      return JSON.parse(localStorage.getItem(entryUnsaved.place)) ?? {};
    } catch {
      return {};
    }
  },
  write(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(entryUnsaved.place, JSON.stringify(all));
      else localStorage.removeItem(entryUnsaved.place);
    } catch {
      // the storage is full or closed: the fields still hold everything
    }
  },

  /** `token` names an attempt to save exactly this, which may have reached the server. */
  keep(line, token = null) {
    const values = {};
    for (const field of entry.fields(line)) {
      values[field.name] = field.value;
      const saved = entry.saved(field);
      if (saved !== null) values[`initial-${field.name}`] = saved;
    }
    const version = entry.named(line, "version");
    if (version) values[version.name] = version.value;
    const all = entryUnsaved.read();
    all[line.dataset.line] = { values, token };
    entryUnsaved.write(all);
  },
  forget(line) {
    const all = entryUnsaved.read();
    delete all[line.dataset.line];
    entryUnsaved.write(all);
  },

  /** Puts what was kept back into the fields; the lines, each with the token of its attempt. */
  restore() {
    const restored = [];
    for (const [key, { values, token }] of Object.entries(entryUnsaved.read())) {
      const line = entry.byKey(key);
      if (!line) continue;
      const fields = Object.entries(values).map(([name, value]) => [entry.form.elements[name], value]);
      if (!fields.some(([field]) => field?.matches?.(".entry-number, textarea:not([hidden])"))) {
        const typed = entryUnsaved.typed(values);
        if (typed) entry.tell(line, entry.words.gone.replace("{text}", typed), "unsaved");
        entryUnsaved.forget(line);
        continue;
      }
      for (const [field, value] of fields) if (field) field.value = value;
      if (!entry.isChanged(line)) {
        entryUnsaved.forget(line);
        continue;
      }
      entry.fields(line).filter(entry.isChangedField).forEach(entry.open);
      restored.push({ line, token });
    }
    return restored;
  },
  typed: (values) =>
    Object.entries(values)
      .filter(([name, value]) => value && values[`initial-${name}`] !== undefined && values[`initial-${name}`] !== value)
      .map(([, value]) => value)
      .join(" · "),
};
