// The table below the chart: the legend, and every number at the cursor.

import { tableHeads } from "./words.js";
import { lineSample } from "../shared/chart_markers.js";
import { htmlElement, setAttributes, setText } from "../shared/svg.js";

const COLUMNS = 5;

/** Make the table for { name: words }. Returns { element, show(rows, lag) }; a row is what `tableRow` returned. */
export function createFlowTable(networks) {
  const heads = tableHeads(0).map((text, k) => htmlElement("th", { scope: "col", class: k === 0 ? "lstm-first" : null }, text));
  const lines = Object.entries(networks).map(([name, words], look) => {
    const cells = Array.from({ length: COLUMNS }, () => htmlElement("td"));
    const head = htmlElement("th", { scope: "row", class: "lstm-first" },
      htmlElement("span", { class: "lstm-legend" }, lineSample(look), htmlElement("span", {}, words)));
    return { cells, element: htmlElement("tr", { "data-testid": `row-${name}` }, head, ...cells) };
  });
  return {
    element: htmlElement("table", { class: "lstm-table" },
      htmlElement("thead", {}, htmlElement("tr", {}, ...heads)), htmlElement("tbody", {}, ...lines.map(({ element }) => element))),
    show(rows, lag) {
      for (const [k, text] of tableHeads(lag).entries()) setText(heads[k], text);
      for (const [k, { cells, element }] of lines.entries()) {
        const row = rows[k];
        setAttributes(element, {
          "data-first": row?.first, "data-here": row?.here, "data-fallen": row ? row.fallen ?? "never" : null, "data-lost": row?.lost,
        });
        for (const [column, cell] of cells.entries()) setText(cell, row ? row.texts[column] : column === 0 ? "no cell state" : "");
      }
    },
  };
}
