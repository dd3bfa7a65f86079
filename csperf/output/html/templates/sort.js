"use strict";
(() => {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const all = (selector) => [...document.querySelectorAll(selector)];

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
  for (const hint of all(".sorts")) hint.hidden = false;
})();
