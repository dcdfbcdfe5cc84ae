"""Join a widget's JavaScript or CSS with the files that it imports: anywidget wants one text.

JavaScript files import each other by name from relative paths, one way only:

    import { formatNumber } from "./shared/format.js";

CSS files write ``@import "./shared/theme.css";`` on a line of its own. A page keeps the styles of all
its widgets, so shared rules, written for ``.lstm-widget``, are joined as rules for this widget alone.

The joined text has every imported file once, before the file that needs it. Names of functions and
lines stay as they were written, so that an error in the browser's console can be read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lstm_core.arguments import short_repr
from lstm_core.errors import ArgumentError

FOLDER = Path(__file__).resolve().parent.parent

_IMPORT = {
    ".js": re.compile(r'^import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?P<path>\.[^"]+)";[ \t]*\n', re.M),
    ".css": re.compile(r'^@import\s*(?P<names>)"(?P<path>\.[^"]+)";[ \t]*\n', re.M),
}
_UNKNOWN = {
    ".js": re.compile(r"^(?:import\b(?!\s*\()|export\s*[{*]).*", re.M),
    ".css": re.compile(r"^@import\b.*", re.M),
}
_EXPORT = re.compile(r"^export (?!default\b)", re.M)
_DECLARATION = re.compile(
    r"^(?P<export>export (?!default\b))?(?:async )?(?:function\*?|const|let|class) (?P<name>[\w$]+)",
    re.M,
)
_OWN_CLASS = re.compile(r"^\.lstm-[\w-]+", re.M)  # every rule of a widget's own file begins with it
_SHARED_CLASS = re.compile(r"\.lstm-widget\b(?!-)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def bundle(name: str, folder: Path = FOLDER) -> str:
    """Return a file's text with the texts of all that it imports in front of it."""
    suffix = Path(name).suffix
    if suffix not in _IMPORT:
        raise ArgumentError(f"A bundle is made of .js or .css files, but got {short_repr(name)}.")
    texts: dict[Path, str] = {}
    _collect((folder / name).resolve(), suffix, texts, above=())
    if suffix == ".js":
        _check_names(texts)
        texts = {path: _EXPORT.sub("", text) for path, text in texts.items()}
    joined = "\n".join(_IMPORT[suffix].sub("", text).strip("\n") + "\n" for text in texts.values())
    own = _OWN_CLASS.search(texts[(folder / name).resolve()]) if suffix == ".css" else None
    return _SHARED_CLASS.sub(own.group(), joined) if own else joined


def _below(path: Path) -> str:
    """Return a file's path below the widgets' folder: many files of different widgets have one name."""
    return path.relative_to(FOLDER).as_posix() if path.is_relative_to(FOLDER) else path.name


def _collect(path: Path, suffix: str, texts: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Put what a file imports into ``texts``, then the file."""
    if path in above:
        circle = " → ".join(_below(file) for file in (*above, path))
        raise ArgumentError(f"These files import each other: {circle}. Move what they share elsewhere.")
    if path in texts:
        return
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        by = f", imported by {_below(above[-1])}" if above else ""
        raise ArgumentError(f"There is no file {_below(path)}{by}.") from error
    unknown = _UNKNOWN[suffix].search(_IMPORT[suffix].sub("", text))
    if unknown:
        raise ArgumentError(
            f"{_below(path)} has the line {short_repr(unknown.group())}; only "
            'import { name } from "./file.js"; and exports in front of declarations can be joined.'
        )
    for _, target in _imports(text, suffix):
        _collect((path.parent / target).resolve(), suffix, texts, (*above, path))
    texts[path] = text


def _imports(text: str, suffix: str) -> Iterator[tuple[list[str], str]]:
    """Yield the names and the path of every import of a file."""
    for match in _IMPORT[suffix].finditer(text):
        names = [name.strip() for name in match["names"].split(",") if name.strip()]
        yield names, match["path"]


def _check_names(texts: dict[Path, str]) -> None:
    """Refuse names declared twice, which one module cannot hold, and names imported in vain."""
    home: dict[str, Path] = {}
    exported: dict[Path, set[str]] = {}
    for path, text in texts.items():
        for match in _DECLARATION.finditer(text):
            name = match["name"]
            if home.setdefault(name, path) != path:
                raise ArgumentError(
                    f"{_below(home[name])} and {_below(path)} both declare {name}: rename one, because "
                    "a bundle is one module."
                )
            if match["export"]:
                exported.setdefault(path, set()).add(name)
    for path, text in texts.items():
        for names, target in _imports(text, ".js"):
            source = (path.parent / target).resolve()
            for name in names:
                if not _NAME.fullmatch(name):
                    raise ArgumentError(f"{_below(path)} imports {name!r}: a bundle cannot rename.")
                if name not in exported.get(source, set()):
                    raise ArgumentError(
                        f"{_below(path)} imports {name}, which {_below(source)} does not export."
                    )
