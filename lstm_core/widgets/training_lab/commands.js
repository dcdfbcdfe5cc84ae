// Commands to the kernel. Of every kind at most one is under way, and of those that wait only the newest is kept:
// a slider that is moved fast never queues up work.

const PATIENCE = 3000; // milliseconds without an answer, after which the learner is told
// Jupyter's server holds an answer back until the page has confirmed what came before (Nagle's algorithm), and a page
// that has nothing to say confirms only after 40 ms or more (delayed acknowledgement). So it says something: at these
// milliseconds after a command, as long as the answer is not there.
const NUDGES = [12, 24, 48];

/**
 * Make the desk. `send(order, buffers)` sends; `onSilence(isSilent)` is called when answers stay away and when they come.
 *
 * Returns { ask(kind, details, buffers), answered(request), isOpen(kind), destroy() }. `answered` takes the request that a
 * frame echoes: commands take effect in the order in which they were sent, so all up to it are done.
 */
export function createCommands(viewName, send, onSilence, patience = PATIENCE) {
  const underWay = new Map(); // kind: the number of the request
  const waiting = new Map(); // kind: { details, buffers }
  let last = 0;
  let timer = null;
  let nudges = [];

  function listen() {
    clearTimeout(timer);
    nudges.forEach(clearTimeout);
    timer = underWay.size ? setTimeout(() => onSilence(true), patience) : null;
    nudges = underWay.size ? NUDGES.map((delay) => setTimeout(() => send({ do: "view", view: viewName, gone: false }), delay)) : [];
  }

  function dispatch(kind, details, buffers) {
    last += 1;
    underWay.set(kind, last);
    listen();
    send({ do: kind, request: `${viewName} ${last}`, ...details }, buffers);
  }

  return {
    ask(kind, details = {}, buffers = []) {
      if (!underWay.has(kind)) dispatch(kind, details, buffers);
      else waiting.set(kind, { details: { ...waiting.get(kind)?.details, ...details }, buffers });
    },
    isOpen: (kind) => underWay.has(kind),
    answered(request) {
      const [name, number] = String(request).split(" ");
      if (name !== viewName) return;
      const done = [...underWay].filter(([, sent]) => sent <= Number(number)).map(([kind]) => kind);
      if (done.length === 0) return;
      for (const kind of done) underWay.delete(kind);
      onSilence(false);
      listen();
      for (const kind of done) {
        const next = waiting.get(kind);
        waiting.delete(kind);
        if (next) dispatch(kind, next.details, next.buffers);
      }
    },
    destroy() {
      clearTimeout(timer);
      nudges.forEach(clearTimeout);
    },
  };
}
