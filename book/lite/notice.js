// Says in one sentence why Python does not start in this page; without it a cell would wait at [*] for ever.
(() => {
  const ADDRESS = new URL(PYODIDE_ADDRESS, document.currentScript.src); // this file lies at the site's root
  const FILES = [ADDRESS.pathname, "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];
  const PATIENCE = 8000; // milliseconds, for an answer
  const TIME_TO_START = 45000; // milliseconds, from a cell's first [*] on; a quiet computer needs 15,000
  const NOT_STARTED = '.jp-Notebook-ExecutionIndicator[data-status="unknown"]';

  function show(sentence) {
    hide();
    const notice = document.createElement("div");
    notice.setAttribute("role", "alert");
    notice.id = "pyodide-notice";
    notice.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:10000;display:flex;gap:1em;align-items:center;justify-content:center;" +
      "padding:.75em 1em;background:#fff3c4;color:#1f1f1f;border-top:2px solid #7a5c00;font:15px/1.4 sans-serif";
    const text = document.createElement("span");
    text.textContent = sentence;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide this message";
    close.style.cssText = "font:inherit;color:inherit;background:#fff;border:1px solid #7a5c00;padding:.2em .6em";
    close.addEventListener("click", hide);
    notice.append(text, close);
    document.body.append(notice);
  }

  function hide() {
    document.getElementById("pyodide-notice")?.remove();
  }

  async function answers(file) {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(new URL(file, ADDRESS), { method: "HEAD", mode: "no-cors", cache: "no-cache", signal });
      return answer.type === "opaque" || answer.ok; // another host hides its status
    } catch {
      return false;
    }
  }

  async function checkFiles() {
    const answered = await Promise.all(FILES.map(answers));
    if (!answered[0]) {
      show(`Python cannot start in this page, because ${ADDRESS.host} does not answer. Check the network, then reload the page.`);
    } else if (answered.includes(false)) {
      const missing = FILES[answered.indexOf(false)];
      show(
        `Python cannot start in this page, because ${ADDRESS.host} does not send ${missing}. ` +
          "A filter in the network may be the reason. Reload the page, or use another network.",
      );
    } else {
      watchTheStart();
    }
  }

  function watchTheStart() {
    let since = null;
    let told = false;
    setInterval(() => {
      const panels = [...document.querySelectorAll(".jp-NotebookPanel")].filter((panel) => panel.querySelector(NOT_STARTED));
      const waiting = panels.some((panel) =>
        [...panel.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent.includes("[*]")),
      );
      if (panels.length === 0) {
        if (told) hide();
        since = null;
        told = false;
      } else if (waiting) {
        since ??= Date.now();
      }
      if (since !== null && !told && Date.now() - since > TIME_TO_START) {
        told = true;
        show(
          `Python has not started yet, although ${ADDRESS.host} answers. ` +
            "A slow network needs more time. If nothing changes, reload the page or use another browser.",
        );
      }
    }, 1000);
  }

  if (typeof WebAssembly === "undefined") {
    show("Python cannot start in this page, because this browser has no WebAssembly. Use another browser, or switch off its lockdown mode.");
  } else {
    checkFiles();
  }
})();
