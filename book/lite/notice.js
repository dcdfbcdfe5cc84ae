// Says in one sentence when Python's interpreter cannot be loaded; without it a cell would wait at [*] for ever.
(() => {
  const ADDRESS = new URL(PYODIDE_ADDRESS, document.currentScript.src); // this file lies at the site's root
  const PATIENCE = 8000; // milliseconds

  function show() {
    const notice = document.createElement("div");
    notice.setAttribute("role", "alert");
    notice.id = "pyodide-notice";
    notice.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:10000;display:flex;gap:1em;align-items:center;justify-content:center;" +
      "padding:.75em 1em;background:#fff3c4;color:#1f1f1f;border-top:2px solid #7a5c00;font:15px/1.4 sans-serif";
    const host = ADDRESS.host;
    const text = document.createElement("span");
    text.textContent = `Python cannot start in this page, because ${host} does not answer. Check the network, then reload the page.`;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide this message";
    close.style.cssText = "font:inherit;color:inherit;background:#fff;border:1px solid #7a5c00;padding:.2em .6em";
    close.addEventListener("click", () => notice.remove());
    notice.append(text, close);
    document.body.append(notice);
  }

  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  fetch(ADDRESS, { signal: stop.signal, mode: "no-cors", cache: "force-cache" })
    .then((answer) => {
      if (answer.type !== "opaque" && !answer.ok) throw new Error(String(answer.status));
    })
    .catch(show)
    .finally(() => clearTimeout(timer));
})();
