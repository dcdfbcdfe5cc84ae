// Python is told that this view is on the page, so that a lab that nobody sees stops training.

const SIGN_OF_LIFE = 20_000; // milliseconds between two words that this view is still here

/** Tell now, now and again, and when the page comes or goes. Returns the function that says goodbye. */
export function announcePresence(viewName, tell) {
  const comes = () => tell({ do: "view", view: viewName, gone: false });
  const goes = () => tell({ do: "view", view: viewName, gone: true });
  window.addEventListener("pagehide", goes);
  window.addEventListener("pageshow", comes);
  const timer = setInterval(comes, SIGN_OF_LIFE);
  comes();
  return () => {
    clearInterval(timer);
    window.removeEventListener("pagehide", goes);
    window.removeEventListener("pageshow", comes);
    goes();
  };
}
