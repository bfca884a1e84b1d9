// Filters and searches the list that is already on the page. What is chosen stands in the address.
// Plain text in, plain text out: nothing is loaded, sent, stored or written as markup.
"use strict";

(() => {
  const form = document.querySelector("form[data-filter]");
  const sections = Array.from(document.querySelectorAll("[data-list]"), (section) => ({
    section,
    rows: Array.from(section.querySelectorAll("ol > li"), (row) => ({ row, words: null })),
  }));
  const rows = sections.flatMap((each) => each.rows);
  if (!form || rows.length < 2) return;

  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const search = form.elements.namedItem("q");
  const selects = Array.from(form.querySelectorAll("select"));
  const checks = Array.from(form.querySelectorAll("[type=checkbox]"));
  const whole = document.querySelectorAll("[data-whole]");
  const twins = document.querySelectorAll("a.switch");
  const names = [search, ...selects, ...checks].map((control) => control.name);
  const SPELT = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss" };

  // "Löten", "loeten" and "LÖTEN" are one word; "café" is found by "cafe".
  const folded = (text) =>
    text.toLowerCase().replace(/[äöüß]/g, (letter) => SPELT[letter])
      .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ");

  const codes = (row, name) => (row.dataset[name] || "").split(" ").filter(Boolean);

  // What the row says, and what it is about, in the words of the choices.
  const called = new Map(
    selects.map((select) => [select.name, new Map(Array.from(select.options, (each) => [each.value, each.text]))]),
  );
  function wordsOf(row) {
    const about = selects.flatMap(({ name }) => codes(row, name).map((code) => called.get(name).get(code) || ""));
    return folded([row.textContent, ...about].join(" "));
  }

  // Only what tells rows apart can be chosen.
  function offer() {
    for (const select of selects) {
      const count = new Map();
      for (const { row } of rows) {
        for (const code of codes(row, select.name)) count.set(code, (count.get(code) || 0) + 1);
      }
      for (const option of Array.from(select.options)) {
        if (option.value && !count.has(option.value)) option.remove();
      }
      const left = Array.from(count.values());
      select.closest("p").hidden = left.length === 0 || (left.length === 1 && left[0] === rows.length);
    }
    for (const check of checks) {
      const count = rows.filter(({ row }) => check.name in row.dataset).length;
      check.closest("p").hidden = count === 0 || count === rows.length;
    }
    form.querySelector("details").hidden = ![...selects, ...checks].some(
      (control) => !control.closest("p").hidden,
    );
  }

  function fits(each, wanted) {
    const { row } = each;
    if (!selects.every((select) => !select.value || codes(row, select.name).includes(select.value))) return false;
    if (!checks.every((check) => !check.checked || check.name in row.dataset)) return false;
    if (!wanted.length) return true;
    each.words ??= wordsOf(row);
    return wanted.every((word) => each.words.includes(word));
  }

  function apply() {
    const wanted = folded(search.value).split(" ").filter(Boolean);
    let found = 0;
    for (const { section, rows: listed } of sections) {
      let here = 0;
      for (const each of listed) {
        each.row.hidden = !fits(each, wanted);
        if (!each.row.hidden) here += 1;
      }
      section.hidden = here === 0;
      found += here;
    }
    const isOn = wanted.length > 0 || selects.some((each) => each.value) || checks.some((each) => each.checked);
    reset.hidden = !isOn;
    for (const element of whole) element.hidden = isOn;
    say(isOn ? { 0: "none", 1: "one" }[found] || "some" : "all", found);
  }

  function say(kind, found) {
    const words = status.dataset[kind].replace("{n}", found).replace("{all}", rows.length);
    if (status.textContent !== words) status.textContent = words;
  }

  // The address keeps what is not ours, so that links with other parameters stay whole.
  function address() {
    const here = new URL(window.location.href);
    for (const name of names) here.searchParams.delete(name);
    const chosen = new FormData(form);
    for (const [name, value] of chosen) {
      const words = String(value).trim();
      if (words) here.searchParams.set(name, words);
    }
    return here;
  }

  function remember(write) {
    const here = address();
    if (here.href !== window.location.href) write.call(window.history, null, "", here);
    for (const twin of twins) twin.search = here.search;
  }

  function read() {
    const given = new URL(window.location.href).searchParams;
    search.value = given.get("q") || "";
    for (const select of selects) {
      const value = given.get(select.name) || "";
      select.value = Array.from(select.options).some((option) => option.value === value) ? value : "";
    }
    for (const check of checks) check.checked = given.has(check.name);
    const isChosen = selects.some((each) => each.value) || checks.some((each) => each.checked);
    if (isChosen) form.querySelector("details").open = true;
    apply();
    for (const twin of twins) twin.search = address().search;
  }

  // A step back leaves what was being typed as a whole, not letter by letter.
  let isTyping = false;
  let later = 0;
  form.addEventListener("input", (event) => {
    if (event.target !== search) return;
    window.clearTimeout(later);
    later = window.setTimeout(() => {
      apply();
      remember(isTyping ? window.history.replaceState : window.history.pushState);
      isTyping = true;
    }, 150);
  });
  form.addEventListener("change", (event) => {
    window.clearTimeout(later);
    apply();
    remember(event.target === search && isTyping ? window.history.replaceState : window.history.pushState);
    isTyping = false;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(later);
    apply();
    remember(window.history.pushState);
  });
  form.addEventListener("reset", () => {
    window.clearTimeout(later);
    window.setTimeout(() => {
      apply();
      remember(window.history.pushState);
      search.focus();
    });
  });
  window.addEventListener("popstate", () => {
    isTyping = false;
    read();
  });

  offer();
  form.hidden = false;
  read();
})();
