// Whether Python still knows a widget. A kernel that restarts or ends forgets all of them, and nothing that they send arrives.

const ENDS = new Set(["restarting", "autorestarting", "terminating", "dead"]); // a kernel's status

/**
 * Call `onLost(reason)` once Python no longer knows the widget: "restarted", "ended", or "stored", at once, where the widget
 * comes from a saved notebook. Returns the cleanup. (A widget that Python has closed goes from the page by itself.)
 *
 * Jupyter's widgets mark a model as dead when its kernel restarts, not when the kernel ends or another one takes its place;
 * so the kernel is watched as well, where the front end shows it.
 *
 * @param {import("./types.js").Model<any>} model
 * @param {(reason: "restarted" | "ended" | "stored") => void} onLost
 */
export function watchPython(model, onLost) {
  const kernel = model.widget_manager?.kernel; // none on a static page, where Python was never there
  const stops = [];
  let isLost = false;

  function lose(reason) {
    if (isLost) return;
    isLost = true;
    onLost(reason);
  }

  function connect(signal, slot) {
    if (!signal?.connect) return;
    signal.connect(slot);
    stops.push(() => signal.disconnect(slot));
  }

  const die = () => lose("restarted");
  model.on("comm_live_update", die);
  stops.push(() => model.off("comm_live_update", die));
  connect(kernel?.statusChanged, (_, status) => ENDS.has(status) && lose(status.endsWith("restarting") ? "restarted" : "ended"));
  connect(kernel?.disposed, () => lose("ended"));
  // anywidget shows all of a model but whether it is alive; its layout is a model of the same kernel, and does.
  if (kernel !== undefined && (kernel === null || kernel.isDisposed || model.get("layout")?.comm_live === false)) lose("stored");
  return () => stops.forEach((stop) => stop());
}
