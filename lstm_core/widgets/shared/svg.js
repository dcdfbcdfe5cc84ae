// Makers of elements. Text goes in by textContent alone, so nothing a learner types is ever markup.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children (elements or texts). */
export function svgElement(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG_NAMESPACE, name), attributes, children);
}

/** An HTML element with attributes and children (elements or texts). */
export function htmlElement(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function filled(element, attributes, children) {
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Write attributes; `null`, `undefined` and `false` take one away, `true` sets it empty. */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

/** Write a text where it differs: an unchanged one must not cost a layout or a spoken word. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** Let a group have `count` children; what is missing is made by `make(index)`. */
export function keepCount(group, count, make) {
  while (group.children.length > count) group.lastChild.remove();
  while (group.children.length < count) group.append(make(group.children.length));
}

let lastId = 0;

/** An id that no other element of the page has, for labels. */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${Date.now().toString(36)}-${lastId}`;
}

/** Call `draw` once before the next frame, however often it is asked for. `.cancel()` ends it. */
export function onceAFrame(draw) {
  let request = null;
  const ask = () => {
    request ??= requestAnimationFrame(() => {
      request = null;
      draw();
    });
  };
  ask.cancel = () => {
    if (request !== null) cancelAnimationFrame(request);
    request = null;
  };
  return ask;
}
