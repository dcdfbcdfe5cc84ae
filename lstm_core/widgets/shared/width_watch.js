// How wide a widget's picture may be: a notebook is resized, and a hidden tab has no width at all.

/** Call `act(width)` as soon as an element has a width, and after every change of more than a pixel. Returns the cleanup. */
export function onWidthChange(element, act) {
  let width = 0;
  const observer = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width > 0 && Math.abs(contentRect.width - width) > 1) {
      width = contentRect.width;
      act(width);
    }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
