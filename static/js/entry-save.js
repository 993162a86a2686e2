"use strict";

// A line saves itself when it is left. What could not be sent is sent again by itself, under the same key, so that
// it is recorded once, however often it arrives.

const entrySave = {
  attempts: new Map(), // line → {token, content, isSending, isWaiting, isRefused, again}
  undone: [],
  delays: [2, 5, 10, 30],
  tries: 0,
  timer: null,
  awaySince: null,
  trouble: "", // why nothing gets through: "away", "busy", "ended" or "stranger"

  of(line) {
    if (!entrySave.attempts.has(line)) entrySave.attempts.set(line, {});
    return entrySave.attempts.get(line);
  },

  isUnsaved: (line) => entry.isChanged(line) || Boolean(entrySave.of(line).isSending),
  unsaved: () => entry.lines().filter(entrySave.isUnsaved),

  /** Saves a line if something is new in it. `extra`: the button pressed. True once nothing is left to save. */
  async line(line, extra = {}) {
    const attempt = entrySave.of(line);
    if (attempt.isSending) {
      attempt.again = true;
      return attempt.isSending;
    }
    const isButton = Object.keys(extra).length > 0;
    if (!entry.isChanged(line) && !isButton) {
      entrySave.settle(line);
      return true;
    }
    const content = new URLSearchParams([...entrySave.content(line), ...Object.entries(extra)]).toString();
    if (content === attempt.content && attempt.isRefused) return false;
    const isAgain = content === attempt.content && attempt.token;
    if (!isAgain) Object.assign(attempt, { token: entrySave.token(), content, isRefused: false });
    entryUnsaved.keep(line, attempt.token);
    entry.tell(line, entry.words.saving, "saving");
    attempt.isSending = entrySave.send(line, attempt, Boolean(isAgain));
    const isDone = await attempt.isSending;
    attempt.isSending = null;
    entrySave.show();
    if (attempt.again) {
      attempt.again = false;
      return entrySave.line(line);
    }
    return isDone;
  },

  content: (line) =>
    [...line.querySelectorAll("input[name], select[name], textarea[name]")].map((field) => [field.name, field.value]),
  token: () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),

  async send(line, attempt, isAgain) {
    const sent = new Map(entry.fields(line).map((field) => [field.name, field.value]));
    const before = entry.fields(line).filter(entry.isChangedField).map((field) => [field.name, entry.saved(field)]);
    const body = new URLSearchParams(attempt.content);
    body.set("line", line.dataset.line);
    body.set("key", attempt.token);
    body.set("person", entry.person);
    if (isAgain) body.set("again", "1");
    const answer = await entrySave.post(line, body);
    if (!answer.told) {
      attempt.isWaiting = true;
      entrySave.stuck(answer.trouble, line);
      return false;
    }
    attempt.isWaiting = false;
    entrySave.through();
    return entrySave.take(line, answer.told, sent, before, attempt);
  },

  take(line, told, sent, before, attempt) {
    if (told.html) entryMerge.line(line, told.html, sent, told.without_talk);
    else if (told.outcome === "saved") entrySave.remember(line, sent);
    document.dispatchEvent(new CustomEvent("entry:merged", { detail: line }));
    const isSaved = told.outcome === "saved" || told.outcome === "unchanged";
    const isUndoing = attempt.isUndoing;
    attempt.isUndoing = false;
    if (!isSaved) {
      attempt.isRefused = true;
      if (told.standing !== undefined) entrySave.remember(line, new Map([["remark", told.standing]]));
      entry.tell(line, entry.words.unsaved, "unsaved");
      entry.announce(`${line.dataset.name}: ${told.told}`);
      return false;
    }
    attempt.token = attempt.content = null;
    if (told.outcome === "saved" && !isUndoing) entrySave.undone.push({ key: line.dataset.line, before });
    entrySave.settle(line, line.querySelector(".entry-saved") ? "" : told.told);
    if (told.told) {
      entrySave.savedAt = told.at;
      entry.announce(`${line.dataset.name}: ${told.told}`);
      entrySave.askWhatIsDue();
    }
    return !entry.isChanged(line);
  },

  /** The remark has no line of its own in the answer. */
  remember(line, sent) {
    for (const [name, value] of sent) {
      const kept = entry.form.elements[`initial-${name}`];
      if (kept) kept.value = value;
    }
  },

  settle(line, text = "") {
    if (entry.isChanged(line)) {
      entryUnsaved.keep(line);
      entry.tell(line, "");
    } else {
      entryUnsaved.forget(line);
      entry.tell(line, text);
    }
  },

  async post(line, body, isSecond = false) {
    body.set("csrfmiddlewaretoken", entry.form.elements.csrfmiddlewaretoken.value);
    let response;
    try {
      response = await fetch(line.dataset.save ?? entry.form.dataset.save, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(15_000),
      });
    } catch {
      return { trouble: "away" };
    }
    if (response.type === "opaqueredirect") return { trouble: "ended" };
    if (response.status === 429) return { trouble: "busy" };
    if (response.status >= 500) return { trouble: "away" };
    const told = await response.json().catch(() => null);
    if (told && response.status !== 403) return { told };
    if (told || response.status === 404) return { trouble: "stranger" };
    if (response.status === 403 && !isSecond) return entrySave.renew(line, body);
    return { trouble: response.status === 403 ? "ended" : "away" };
  },

  /** Whoever has signed in anew has another token: the page's own is renewed, if it is the same person. */
  async renew(line, body) {
    try {
      const response = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(15_000) });
      if (response.type === "opaqueredirect") return { trouble: "ended" };
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const elements = page.querySelector("[data-entry]")?.elements;
      if (!elements || elements.person.value !== entry.person) return { trouble: "stranger" };
      for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
        one.value = elements.csrfmiddlewaretoken.value;
      }
    } catch {
      return { trouble: "away" };
    }
    return entrySave.post(line, body, true);
  },

  stuck(trouble, line) {
    if (!entrySave.trouble) entrySave.awaySince = new Date();
    const isNew = entrySave.trouble !== trouble;
    entrySave.trouble = trouble;
    entry.tell(line, entry.words.unsaved, "unsaved");
    entrySave.show();
    if (isNew) entry.announce(document.querySelector("[data-trouble] .alert-body").textContent);
    if (["away", "busy"].includes(trouble) && !entrySave.timer) {
      const seconds = entrySave.delays[Math.min(entrySave.tries, entrySave.delays.length - 1)];
      entrySave.tries += 1;
      entrySave.timer = setTimeout(entrySave.again, seconds * 1000);
    }
  },
  through() {
    const wasStuck = entrySave.trouble;
    entrySave.trouble = "";
    entrySave.tries = 0;
    if (wasStuck) entrySave.again();
  },
  again() {
    clearTimeout(entrySave.timer);
    entrySave.timer = null;
    entry.lines().filter((line) => entrySave.of(line).isWaiting).forEach((line) => entrySave.line(line));
  },

  /** The box about what cannot be sent, and the words that everything is saved. */
  show() {
    const box = document.querySelector("[data-trouble]");
    const { words } = entry;
    box.hidden = !entrySave.trouble;
    if (entrySave.trouble) {
      const count = entry.lines().filter((line) => entrySave.of(line).isWaiting || entrySave.of(line).isSending).length;
      const heading = count === 1 ? words.away_one : words.away_many.replace("{count}", count);
      const text = entrySave.trouble === "away" ? words.away.replace("{time}", entry.time(entrySave.awaySince)) : words[entrySave.trouble];
      box.querySelector(".alert-heading").textContent = heading;
      box.querySelector(".alert-text").replaceChildren(text, ...entrySave.logIn());
    }
    const isAll = entrySave.savedAt && !entrySave.trouble && !entrySave.unsaved().length;
    document.querySelector("[data-all-saved]").textContent = isAll ? words.all_saved.replace("{time}", entrySave.savedAt) : "";
  },
  logIn() {
    if (entrySave.trouble !== "ended") return [];
    const link = document.createElement("a");
    link.href = `${entry.form.dataset.logIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = entry.words.log_in;
    return [" ", link];
  },

  askWhatIsDue() {
    clearTimeout(entrySave.dueTimer);
    entrySave.dueTimer = setTimeout(entrySave.showWhatIsDue, 1000);
  },
  async showWhatIsDue() {
    const box = document.querySelector("[data-due]");
    if (!box) return;
    const response = await fetch(entry.form.dataset.save, { redirect: "manual" }).catch(() => null);
    if (!response?.ok) return;
    const { due, first } = await response.json();
    box.querySelector("p").textContent = due.join(" ") || box.dataset.nothing;
    box.querySelector("a").hidden = !first;
    box.querySelector("a").href = `#${first}`;
  },

  /** Puts the line that was saved last back to what it said before, and saves that. */
  async undo() {
    await Promise.all(entry.lines().map((line) => entrySave.of(line).isSending)); // the last one may be on its way
    const last = entrySave.undone.pop();
    const line = last && entry.byKey(last.key);
    if (!line) {
      entry.announce(entry.words.nothing_to_undo);
      return;
    }
    for (const [name, value] of last.before) {
      const field = entry.form.elements[name];
      if (field) entry.put(field, value);
    }
    const note = entry.named(line, "note");
    const isEmpty = entry.numbers(line).every((field) => !field.value.trim());
    if (note && isEmpty && entry.named(line, "state").value === "reported") note.value = entry.words.undone_reason;
    const field = entry.form.elements[last.before[0]?.[0]];
    if (field) entry.go(field);
    entrySave.of(line).isUndoing = true;
    entry.announce(`${line.dataset.name}: ${entry.words.undone}`);
    entrySave.line(line);
  },

  /** A line is left when focus goes elsewhere, and a pair of numbers only when it is whole. */
  left(event) {
    const line = entry.lineOf(event.target);
    if (!line || !event.target.name) return;
    if (!entrySave.isHeld(line, event.relatedTarget)) entrySave.line(line);
  },

  /** Whether the writer has gone on to what belongs to the same answer: the pair's other number, the reason, a button. */
  isHeld(line, next) {
    if (!next || entry.lineOf(next) !== line) return false;
    return entry.lacksPart(line) || next.matches("[type=submit], [name$='-note']");
  },

  /** Everything, before the whole month is sent in; the first line that cannot be saved otherwise. */
  async all() {
    const lines = entrySave.unsaved();
    const done = await Promise.all(lines.map((line) => entrySave.line(line)));
    return lines.find((line, number) => !done[number]) ?? null;
  },

  async submitted(event) {
    const button = event.submitter;
    const line = button && entry.lineOf(button);
    if (line) {
      event.preventDefault();
      await entrySave.line(line, { [button.name]: button.value });
      return;
    }
    if (!entrySave.unsaved().length) return;
    event.preventDefault();
    const faulty = await entrySave.all();
    if (faulty) entry.go(faulty.querySelector(".form-error input, .form-error select, .form-error textarea") ?? entry.fields(faulty)[0]);
    else entry.form.requestSubmit(button);
  },

  begin() {
    entry.form.querySelector("[data-plain]").hidden = true;
    entry.form.addEventListener("focusout", entrySave.left);
    entry.form.addEventListener("submit", entrySave.submitted);
    entry.form.addEventListener("input", (event) => {
      const line = entry.lineOf(event.target);
      if (!line) return;
      if (entry.isChanged(line)) entryUnsaved.keep(line);
      else entryUnsaved.forget(line);
    });
    document.querySelector("[data-trouble] button").addEventListener("click", entrySave.again);
    window.addEventListener("online", entrySave.again);
    window.addEventListener("focus", () => entrySave.trouble && entrySave.again());
    window.addEventListener("beforeunload", (event) => {
      if (entrySave.unsaved().length) event.preventDefault();
    });
    entrySave.early();
    entrySave.resume();
  },

  /** What was typed and left before this script had begun. */
  early() {
    const active = document.activeElement;
    const isLeft = (line) => !entrySave.isHeld(line, active) && !(line.contains(active) && entry.isChangedField(active));
    const isSound = (line) => !line.querySelector(".form-error, .entry-conflict");
    entry.lines().filter((line) => entry.isChanged(line) && isLeft(line) && isSound(line)).forEach((line) => entrySave.line(line));
  },

  /** After a reload: what was on its way goes again by itself, what was being typed waits for its writer. */
  resume() {
    for (const { line, token } of entryUnsaved.restore()) {
      entry.tell(line, entry.words.restored, "unsaved");
      if (token) {
        Object.assign(entrySave.of(line), { token, content: new URLSearchParams(entrySave.content(line)).toString() });
        entrySave.line(line);
      } else if (document.activeElement === document.body) {
        entry.go(entry.fields(line).find(entry.isChangedField));
      }
    }
  },
};

if (entry.form) entrySave.begin();
