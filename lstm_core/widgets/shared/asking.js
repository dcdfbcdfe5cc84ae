// Asking the kernel: one question at a time, the newest next, and late answers told apart.

const PATIENCE = 1200; // milliseconds without an answer, after which the learner is told

/**
 * Make it. `send(question with its number)` goes to the kernel; numbers begin with the view's `id`. `onSilence(isSilent)`
 * is called when an answer stays away, and when all are there.
 *
 * @param {string} id
 * @param {(question: any) => void} send
 * @param {(isSilent: boolean) => void} [onSilence]
 */
export function createAsker(id, send, onSilence = () => {}, patience = PATIENCE) {
  let count = 0;
  let open = null;
  let waiting = null;
  let timer = null;

  function go(question) {
    count += 1;
    open = `${id}-${count}`;
    send({ ...question, number: open });
    clearTimeout(timer);
    timer = setTimeout(onSilence, patience, true);
  }

  return {
    /** Ask now, or as soon as the present answer is there; a newer question takes the place of one that waits. */
    ask(question) {
      if (open === null) go(question);
      else waiting = question;
    },
    /** What an answer is: "mine", "stale" (ours, but not awaited) or "foreign" (to Python or another view). */
    receive(number) {
      if (number !== open) return String(number).startsWith(`${id}-`) ? "stale" : "foreign";
      open = null;
      if (waiting === null) {
        clearTimeout(timer);
        onSilence(false);
      } else {
        const question = waiting;
        waiting = null;
        go(question);
      }
      return "mine";
    },
    isOpen: () => open !== null,
    destroy: () => clearTimeout(timer),
  };
}
