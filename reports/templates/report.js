"use strict";
const rows = Array.from(document.querySelectorAll("#requirement-rows tr"));
const filters = document.getElementById("filters");
const shown = document.getElementById("shown");
const value = (name) => document.getElementById(name).value;
function filter() {
  const words = value("by-words").trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    row.hidden = !(
      (!value("by-status") || row.dataset.status === value("by-status")) &&
      (!value("by-area") || row.dataset.area === value("by-area")) &&
      row.textContent.toLowerCase().includes(words)
    );
    count += row.hidden ? 0 : 1;
  }
  shown.textContent = `${count} of ${rows.length}`;
}
filters.hidden = false;
filters.addEventListener("input", filter);
filter();
