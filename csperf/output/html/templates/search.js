"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The search box: everybody whose name, number, nick or role holds what was typed.
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const people = all(".person").map((one) => ({ one, text: plain(one.dataset.find) }));
  let opened = null;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().trim();
  }

  function filter() {
    const wanted = plain(find.value);
    const left = people.filter(({ one, text }) => {
      one.hidden = !text.includes(wanted);
      return !one.hidden;
    });
    for (const team of all(".team")) team.hidden = !team.querySelector(".person:not([hidden])");
    if (opened) opened.open = false;
    opened = wanted && left.length === 1 && !left[0].one.open ? left[0].one : null;
    if (opened) opened.open = true;
    const told = left.length ? found.dataset.found.replace("#", left.length) : found.dataset.none;
    found.textContent = wanted ? told : "";
  }
  find.addEventListener("input", filter);
  for (const hint of all(".search")) hint.hidden = false;

  // A name in a table leads to that person's own figures, whatever is hidden or closed.
  function show() {
    const one = document.getElementById(location.hash.slice(1));
    if (!one || !one.matches(".person")) return;
    if (one.hidden) {
      find.value = "";
      filter();
    }
    one.open = true;
    one.scrollIntoView();
  }
  addEventListener("hashchange", show);
  show();
})();
