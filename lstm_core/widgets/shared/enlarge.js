// The full-window view of a widget, to be read from the last row of a classroom.
//
// The widget becomes a popover: it stays where it is in the page, and the browser draws it above everything else, whatever
// the notebook clips, moves or takes away. A transform enlarges all of it alike, with its canvases and pictures.

import { htmlElement, setAttributes, svgElement } from "./svg.js";

const VIEW_SCALES = [1, 1.25, 1.4, 1.6, 1.8, 2, 2.25, 2.5, 2.75, 3, 3.5, 4];
const LEAST_WIDTH = 640; // pixels that a widget is laid out for, where the window has them
const CORNERS = "M1 5V1H5M9 1H13V5M13 9V13H9M5 13H1V9";

/** The scales at which a window leaves a widget enough width. At least one step larger than in the page, if it can be. */
export function scalesFor(windowWidth) {
  const wide = VIEW_SCALES.filter((scale) => windowWidth / scale >= LEAST_WIDTH);
  return wide.length > 1 ? wide.slice(1) : [1];
}

/** The largest of the scales that `fits` accepts, found by halving; the first where none does. */
export async function largestFitting(scales, fits) {
  let [low, high] = [0, scales.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await fits(scales[middle])) low = middle;
    else high = middle - 1;
  }
  return scales[low];
}

/** Where a pointer is in an element, in the element's own pixels: an enlarged widget has larger ones. */
export function pointIn(event, element) {
  const box = element.getBoundingClientRect();
  const scale = scaleOfView(element);
  return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
}

/** How many pixels of the window one of the widget's own takes. */
export function scaleOfView(element) {
  return Number(element.closest("[data-enlarged]")?.dataset.enlarged ?? 1);
}

/** The button. A widget puts it into its row of controls, or leaves that to `mount`. */
export function createEnlargeButton() {
  const sign = svgElement("svg", { class: "lstm-corners", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, svgElement("path", { d: CORNERS }));
  return htmlElement("button", {
    type: "button", class: "lstm-button lstm-enlarge", "aria-pressed": "false", "data-testid": "enlarge",
    title: "Fill the window, with larger text (key E); Escape returns",
  }, sign, htmlElement("span", {}, "Enlarge"));
}

/** The widget's button, put at the end of its first row of controls, or at its top, where it has none yet. */
function buttonOf(root) {
  const found = root.querySelector(".lstm-enlarge");
  if (found) return found;
  const button = createEnlargeButton();
  const row = root.querySelector(":scope > .lstm-controls");
  if (row) row.append(button);
  else root.prepend(button);
  return button;
}

/** Wait until the widget has been laid out again and painted. */
async function painted() {
  for (let frame = 0; frame < 3; frame += 1) await new Promise((go) => requestAnimationFrame(go));
}

/** Lay out a widget at the largest scale that fits the window. Returns { fit(), stop() }; a newer attempt ends an older one. */
function createFitting(root) {
  let attempt = 0;

  function show(scale) {
    setAttributes(root, { "data-enlarged": scale });
    root.style.setProperty("--lstm-scale", String(scale));
  }

  return {
    async fit() {
      attempt += 1;
      const mine = attempt;
      root.style.opacity = "0"; // hidden, it would lose the focus
      setAttributes(root, { "data-fitted": null });
      const best = await largestFitting(scalesFor(innerWidth), async (scale) => {
        if (mine !== attempt) return false;
        show(scale);
        await painted();
        return root.scrollHeight <= root.clientHeight + 1 && root.scrollWidth <= root.clientWidth + 1;
      });
      if (mine !== attempt) return;
      show(best);
      await painted();
      if (mine !== attempt) return;
      root.style.opacity = "";
      setAttributes(root, { "data-fitted": best });
    },
    stop() {
      attempt += 1;
      setAttributes(root, { "data-enlarged": null, "data-fitted": null });
      root.style.opacity = "";
      root.style.removeProperty("--lstm-scale");
    },
  };
}

/** Let a widget's button enlarge it. Returns { toggle(), shrink(): boolean }; `shrink` says whether the widget was large. */
export function enlargeable(root) {
  const button = buttonOf(root);
  const fitting = createFitting(root);
  const role = root.getAttribute("role");
  const watch = new MutationObserver(keepOnTop);
  let isOn = false;

  /** A notebook may take a cell out of the page and put it back; what was on top then no longer is. */
  function keepOnTop() {
    if (isOn && root.isConnected && root.showPopover && !root.matches(":popover-open")) root.showPopover();
  }

  function grow() {
    isOn = true;
    root.parentElement.style.minHeight = `${root.offsetHeight}px`; // what stands below stays where it is
    setAttributes(root, { role: "dialog", "aria-modal": "true", popover: "manual" });
    keepOnTop();
    watch.observe(document.body, { childList: true, subtree: true });
    addEventListener("resize", fitting.fit);
    fitting.fit();
  }

  function shrink() {
    if (!isOn) return false;
    isOn = false;
    watch.disconnect();
    removeEventListener("resize", fitting.fit);
    fitting.stop();
    if (root.isConnected) root.hidePopover?.();
    setAttributes(root, { role, "aria-modal": null, popover: null });
    root.parentElement.style.minHeight = "";
    return true;
  }

  function toggle() {
    const focused = /** @type {HTMLElement} */ (root.contains(document.activeElement) ? document.activeElement : button);
    if (!shrink()) grow();
    setAttributes(button, { "aria-pressed": String(isOn) });
    focused.focus({ preventScroll: true });
  }

  button.addEventListener("click", toggle);
  root.addEventListener("focusout", ({ relatedTarget }) => { // nothing behind a large widget takes the focus
    if (isOn && relatedTarget !== null && !root.contains(relatedTarget)) button.focus({ preventScroll: true });
  });
  return { toggle, shrink: () => isOn && (toggle(), true) };
}
