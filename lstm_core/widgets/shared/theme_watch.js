// Which theme a widget stands in: a canvas does not follow style sheets by itself.

/** Whether an element is drawn on a dark ground. */
export function isDark(element) {
  const scheme = getComputedStyle(element).colorScheme;
  if (scheme.includes("dark") && scheme.includes("light")) return matchMedia("(prefers-color-scheme: dark)").matches;
  return scheme.includes("dark");
}

/** Call `act` after every change of theme, of the page or of the system. Returns the cleanup. */
export function onThemeChange(act) {
  const observer = new MutationObserver(act);
  for (const element of [document.body, document.documentElement]) {
    observer.observe(element, { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "theme"] });
  }
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", act);
  return () => {
    observer.disconnect();
    query.removeEventListener("change", act);
  };
}
