// Tabs: which of the secondary panels is open. The row of tabs is one tab stop; the arrow keys go along it.

import { htmlElement, setAttributes } from "../shared/svg.js";

/**
 * Make them. `panels` is [[name, words, element], …]; each element becomes a panel of that name.
 * Returns { element, panels, open(name), opened() }.
 */
export function createTabs(label, panels) {
  const tabs = new Map(panels.map(([name, words]) => [
    name, htmlElement("button", { type: "button", class: "lstm-tab", role: "tab", "data-tab": name, "data-testid": `tab-${name}` }, words),
  ]));
  const element = htmlElement("div", { class: "lstm-tabs", role: "tablist", "aria-label": label }, ...tabs.values());
  let openedName = panels[0][0];

  function open(name) {
    openedName = name;
    for (const [each, words, panel] of panels) {
      const isOpen = each === name;
      setAttributes(tabs.get(each), { "aria-selected": String(isOpen), tabindex: isOpen ? 0 : -1 });
      setAttributes(panel, { "data-panel": each, "data-open": isOpen, role: "tabpanel", "aria-label": words });
    }
  }

  for (const [name, tab] of tabs) tab.addEventListener("click", () => open(name));
  element.addEventListener("keydown", (event) => {
    const shown = [...tabs.keys()].filter((name) => tabs.get(name).offsetParent !== null);
    const here = shown.indexOf(openedName);
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: -1 }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    open(shown.at(next % shown.length));
    tabs.get(openedName).focus();
  });
  open(openedName);
  return { element, panels: panels.map(([, , panel]) => panel), open, opened: () => openedName };
}
