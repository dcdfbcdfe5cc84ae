// Cells shown by the widget manager of VS Code, in a page where `jupyterapp` reaches a Jupyter server.
//
// VS Code's Jupyter extension runs this manager beside each notebook. It looks for a widget's script in the `nbextensions`
// folder of the kernel's environment, and only then on a server elsewhere.

async ({ cells, folder }) => {
  const VIEW = "application/vnd.jupyter.widget-view+json";
  const failures = [];
  const scripts = {
    widgetsRegisteredInRequireJs: new Set(),
    loadWidgetScript: async (module) =>
      window.requirejs.config({ paths: { [module]: `/vscode/nbextensions/${module}/index` } }),
    errorHandler: (...parts) => failures.push(parts.map(String).join(" ")),
    successHandler: () => {},
  };
  const { activate } = await import("/vscode/ipywidgets.js");
  activate();
  window.vscIPyWidgets8.load();
  const kernel = await window.jupyterapp.serviceManager.kernels.startNew({ name: "python3" });
  await kernel.info;
  await kernel.requestExecute({ code: `import os; os.chdir(${JSON.stringify(folder)})` }).done;
  const manager = new window.vscIPyWidgets.WidgetManager(kernel, document.body, scripts, () => {});

  const showOutput = async ({ header, content }, place) => {
    if (header.msg_type === "error") failures.push(`${content.ename}: ${content.evalue}`);
    const view = content.data?.[VIEW];
    if (!view) return;
    const widget = await manager.create_view(await manager.get_model(view.model_id));
    await manager.display_view({}, widget, { node: place });
  };

  document.body.replaceChildren(); // JupyterLab's own page is only the way to the server
  document.body.style.overflow = "auto";
  for (const code of cells) {
    const place = document.body.appendChild(document.createElement("div"));
    const shown = [];
    const execution = kernel.requestExecute({ code });
    execution.onIOPub = (message) => shown.push(showOutput(message, place));
    await execution.done;
    await Promise.all(shown).catch((error) => failures.push(String(error.stack ?? error)));
  }
  window.endKernel = () => kernel.shutdown();
  return failures;
};
