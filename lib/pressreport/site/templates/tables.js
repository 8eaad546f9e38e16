// Tables of six rows or more can be sorted by their columns and searched; without this they are plain tables.
(() => {
  const collator = new Intl.Collator("en", { numeric: true });
  const plain = text => text.trim().replace(/(\d),(?=\d)/g, "$1");
  const missing = text => ["", "–"].includes(text.trim());
  Tablesort.extend("natural", () => true, (a, b) => {
    const [x, y] = [plain(a), plain(b)];
    return isNaN(x) || isNaN(y) ? collator.compare(y, x) : y - x; // the library turns it for ascending
  });

  const sortable = table => {
    const heads = [...table.tHead.rows[0].cells];
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.ariaLabel = "Sort by " + head.textContent;
      head.append(button); // behind the words, which a printed table repeats on each sheet, and no buttons
    }
    new Tablesort(table);
    heads.forEach(head => head.removeAttribute("tabindex")); // its button has the focus
    table.addEventListener("afterSort", () => { // what is not stated comes last, whichever way
      const column = heads.findIndex(head => head.ariaSort);
      const rows = [...table.tBodies[0].rows];
      table.tBodies[0].append(...rows.filter(row => missing(row.cells[column]?.textContent ?? "")));
    });
  };

  const searchable = (table, number) => {
    const rows = [...table.tBodies[0].rows];
    const box = document.createElement("p");
    box.className = "search";
    box.innerHTML = '<label></label> <input type="search" autocomplete="off" spellcheck="false"> <output></output>';
    const [label, input, count] = box.children;
    input.id = label.htmlFor = "search-" + number;
    label.textContent = "Search these " + rows.length + " rows";
    input.addEventListener("input", () => {
      const asked = input.value.toLowerCase().split(/\s+/);
      for (const row of rows) row.hidden = !asked.every(word => row.textContent.toLowerCase().includes(word));
      count.textContent = input.value.trim() && rows.filter(row => !row.hidden).length + " found";
    });
    table.before(box);
  };

  [...document.querySelectorAll("main table")]
    .filter(table => table.tHead?.rows.length === 1 && table.tBodies[0]?.rows.length >= 6)
    .filter(table => !table.classList.contains("pf-text")) // the paragraphs of an article have their order
    .forEach((table, number) => { sortable(table); searchable(table, number); });
})();
