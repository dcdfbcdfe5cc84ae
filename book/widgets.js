// The widgets come after the text: when the reader comes near the first one, or when the page has stood for a few seconds, so
// that a page that is printed has them, too.
{
  const NEAR = "1500px";
  const SECONDS = 4;
  const VIEWS = 'script[type="application/vnd.jupyter.widget-view+json"]';
  const { state } = document.currentScript.dataset;
  const places = Array.from(document.querySelectorAll(VIEWS), (view) => view.parentElement);
  let isStarted = false;

  /** Load a script of the site. */
  function load(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`${src} could not be loaded`)));
      document.body.append(script);
    });
  }

  /** Give the widgets' manager the state that it looks for, then start it. */
  async function start() {
    if (isStarted) return;
    isStarted = true;
    observer.disconnect();
    try {
      await load(state);
      const data = document.createElement("script");
      data.type = "application/vnd.jupyter.widget-state+json";
      data.textContent = window.bookWidgets;
      delete window.bookWidgets;
      document.body.append(data);
      await load("vendor/html-manager/embed-amd.js");
    } catch (error) {
      for (const place of places) {
        const note = document.createElement("p");
        note.className = "book-note";
        note.textContent = `The widget is missing: ${error.message}. Reload the page to try again.`;
        place.append(note);
      }
    }
  }

  const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && start(), { rootMargin: NEAR });
  for (const place of places) observer.observe(place);
  window.addEventListener("load", () => setTimeout(start, 1000 * SECONDS));
  window.addEventListener("beforeprint", start);
}
