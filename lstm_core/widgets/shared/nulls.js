// Python's None is null on every page but one. JupyterLite's kernel loses every entry that is None, so page_widget.py sends a sign there.

/** Whether a value is an object or an array that a message is made of; bytes and other models are not. */
function isPart(value) {
  return Array.isArray(value) || (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype);
}

/** Put null for undefined and for the sign, at any depth and in place: what a model holds is a copy of Python's. */
export function withNulls(value) {
  if (value === undefined || value?.["lstm-null"] === true) return null;
  if (isPart(value)) for (const key of Object.keys(value)) value[key] = withNulls(value[key]);
  return value;
}

/** A model that gives null where the kernel has sent no null, in traits and in messages. */
function nullsOf(model) {
  const heard = new Map(); // what the model calls in place of a callback
  const changed = {
    get: (name) => withNulls(model.get(name)),
    on(event, callback) {
      if (!event.startsWith("msg:")) return model.on(event, callback);
      heard.set(callback, (content, buffers) => callback(withNulls(content), buffers));
      return model.on(event, heard.get(callback));
    },
    off: (event, callback) => model.off(event, event.startsWith("msg:") ? heard.get(callback) ?? callback : callback),
  };
  return new Proxy(model, {
    get(target, name) {
      const value = changed[name] ?? Reflect.get(target, name);
      return typeof value === "function" && !(name in changed) ? value.bind(target) : value;
    },
  });
}

/** Make what anywidget asks for from a function that puts a widget on the page and returns what takes it away. */
export function createWidget(render) {
  return { render: ({ model, el }) => render({ model: nullsOf(model), el }) };
}
