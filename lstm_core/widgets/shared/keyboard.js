// Keys that belong to a widget stay in it: JupyterLab's command mode would cut a cell at "x".

/** The name of a key with its modifiers: "Shift+ArrowLeft", "a". */
export function keyName(event) {
  const modifiers = [
    ["Control", event.ctrlKey],
    ["Alt", event.altKey],
    ["Meta", event.metaKey],
    ["Shift", event.shiftKey && event.key.length > 1],
  ];
  const held = modifiers.filter(([, isHeld]) => isHeld).map(([name]) => name);
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [...held, key].join("+");
}

/** Whether an element has use for a key itself: arrows on a slider, letters in a text field. */
export function needsKey(element, key) {
  const tag = element.tagName;
  if (tag === "TEXTAREA" || tag === "SELECT") return true;
  if (tag === "BUTTON" || tag === "SUMMARY") return key === "Space" || key === "Enter";
  if (tag !== "INPUT") return false;
  const type = element.type;
  if (type === "range") return /^(Arrow|Home|End|Page)/.test(key);
  if (type === "checkbox" || type === "button" || type === "file") return key === "Space" || key === "Enter";
  if (type === "radio") return key === "Space" || key.startsWith("Arrow");
  return !/^(Control|Alt|Meta)\+/.test(key);
}

/** Give the focus to the cell that a widget stands in, or to nothing where there is none. */
export function leaveWidget(root) {
  const cell = root.parentElement?.closest("[tabindex]");
  if (cell) cell.focus({ preventScroll: true });
  else /** @type {HTMLElement} */ (document.activeElement).blur();
}

/**
 * Run actions by key name while the focus is inside `root`. Unknown keys without Control, Alt or Meta stop at
 * the root, so that no shortcut of the page acts on the notebook; Tab goes on. Returns the cleanup.
 */
export function onKeys(root, actions) {
  const listener = (event) => {
    const key = keyName(event);
    const action = key !== "Escape" && needsKey(event.target, key) ? undefined : actions[key];
    if (action) {
      action(event);
      event.preventDefault();
      event.stopPropagation();
    } else if (!/^(Control|Alt|Meta)\+/.test(key) && !/(^|\+)Tab$/.test(key) && key !== "Shift+Enter") {
      event.stopPropagation();
    }
  };
  root.addEventListener("keydown", listener);
  return () => root.removeEventListener("keydown", listener);
}
