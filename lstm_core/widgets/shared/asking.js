// Asking the kernel: one question at a time, the newest next, and late answers told apart.

/** Make it. `send(question with its number)` goes to the kernel; numbers begin with the view's `id`. */
export function createAsker(id, send) {
  let count = 0;
  let open = null;
  let waiting = null;

  function go(question) {
    count += 1;
    open = `${id}-${count}`;
    send({ ...question, number: open });
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
      if (waiting !== null) {
        const question = waiting;
        waiting = null;
        go(question);
      }
      return "mine";
    },
    isOpen: () => open !== null,
  };
}
