"use strict";
(() => {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Tables: a click or the Enter key on a heading sorts; what is unknown stays last either way.
  function order(table, at, up) {
    const number = table.tHead.rows[0].cells[at].classList.contains("n");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: row.cells[at].dataset.k }));
    rows.sort((a, b) => {
      if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "");
      const less = number ? Number(a.key) - Number(b.key) : words.compare(a.key, b.key);
      return up ? less : -less;
    });
    body.append(...rows.map(({ row }) => row));
  }

  for (const table of all("table.sheet")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        order(table, at, up);
      });
    });
  }
  for (const hint of all(".sorts, .search")) hint.hidden = false;

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
