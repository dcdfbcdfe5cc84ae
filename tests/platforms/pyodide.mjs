// Runs the code cells of one notebook in Pyodide, under Node, and prints the result as JSON.
// usage: node pyodide.mjs DISTRIBUTION PROJECT PACKAGES NOTEBOOK

const [, , distribution, project, packages, notebook] = process.argv;
const { loadPyodide } = await import(`${distribution}/pyodide.mjs`);

const RUNNER = `
import contextlib, io, json, os, sys, time

sys.path[:0] = ["/project", "/packages"]
sys.dont_write_bytecode = True
os.environ.update(MPLBACKEND="agg", LSTM_PROGRESS="off")
os.chdir("/project/notebooks")

from IPython.core.interactiveshell import InteractiveShell

shell, stopped, began = InteractiveShell.instance(), {}, time.monotonic()
with open(NOTEBOOK, encoding="utf-8") as file:
    cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
for cell in cells:
    source, printed = "".join(cell["source"]), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        lines = shell.transform_cell(source)
        result = await shell.run_cell_async(source, store_history=True, transformed_cell=lines)
    if not result.success:
        error = result.error_in_exec or result.error_before_exec
        stopped[cell["id"]] = f"{type(error).__name__}: {error}"[:500]
json.dumps({"cells": len(cells), "seconds": round(time.monotonic() - began), "stopped": stopped})
`;

const pyodide = await loadPyodide({ indexURL: `${distribution}/`, stdout: () => {}, stderr: () => {} });
const quiet = { messageCallback() {} };
await pyodide.loadPackage(["numpy", "matplotlib", "ipython", "traitlets", "packaging"], quiet);
for (const [place, root] of [["/project", project], ["/packages", packages]]) {
  pyodide.FS.mkdir(place);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, place);
}
pyodide.globals.set("NOTEBOOK", notebook);
try {
  console.log(await pyodide.runPythonAsync(RUNNER));
} catch (error) {
  console.error(String(error.message).slice(-2000)); // the whole would print the interpreter's source
  process.exit(1);
}
process.exit(0);
