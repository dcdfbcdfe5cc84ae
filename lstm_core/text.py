"""From a file to numbers: read a text, give every character an index, turn indices into one-hot."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_flag, check_indices, check_integer, lack_of_memory, short_repr
from lstm_core.errors import ArgumentError, FileError, ShapeError, TextError
from lstm_core.storage import check_path


def read_text(path: str | Path, *, lowercase: bool = True) -> str:
    r"""Read a UTF-8 text file.

    A byte order mark is dropped, and the line ends ``\r\n`` and ``\r`` are read as ``\n``, so that
    the same text gives the same characters whichever system wrote it.

    Parameters
    ----------
    path : str or pathlib.Path
        The file.
    lowercase : bool
        Whether to turn capitals into small letters, which makes the vocabulary smaller.

    Returns
    -------
    str
        The text, at least two characters long: one to read and one to predict.

    Raises
    ------
    FileError
        If the file cannot be read, or is not UTF-8.
    TextError
        If it holds fewer than two characters.
    ArgumentError
        If ``path`` is no path, or ``lowercase`` no bool.
    """
    path, lowercase = check_path(path), check_flag("lowercase", lowercase)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FileError(
            f"There is no file {str(path)!r}. Paths are taken from {Path.cwd().name!r}, the "
            "folder in which Python runs; in a notebook that is the notebook's own folder."
        ) from error
    except UnicodeDecodeError as error:
        raise FileError(
            f"{str(path)!r} is not UTF-8 text: byte {error.object[error.start]:#04x} at "
            f"position {error.start} does not belong. Save the file with the encoding UTF-8."
        ) from error
    except OSError as error:
        raise FileError(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    if len(text) < 2:
        raise TextError(
            f"{str(path)!r} {'holds one character' if text else 'is empty'}: put at least two "
            "characters into it, one for the network to read and one to predict."
        )
    return text.lower() if lowercase else text


_MOST_NUMBERS = 1 << 31  # in one-hot vectors: 16 GiB


class Vocabulary:
    """The distinct characters of a text, sorted, each with an index.

    Sorting makes the indices the same in every run, so that a saved model reads the alphabet that
    it was trained on.

    Parameters
    ----------
    characters : iterable of str
        Characters in any order; repeated ones count once.

    Raises
    ------
    TextError
        If there are none.
    ArgumentError
        If something in ``characters`` is not a single character.

    Examples
    --------
    >>> vocabulary = Vocabulary.from_text("to be")
    >>> vocabulary.characters
    (' ', 'b', 'e', 'o', 't')
    >>> vocabulary.encode("bee")
    array([1, 2, 2])
    >>> vocabulary.decode([4, 3])
    'to'
    """

    def __init__(self, characters: Iterable[str]) -> None:
        if not isinstance(characters, Iterable):
            raise ArgumentError(
                f"A vocabulary is made of characters, but got {short_repr(characters)}."
            )
        try:
            characters = list(characters)
        except Exception as error:  # whatever an iterator of the caller's raises
            raise ArgumentError(
                f"A vocabulary is made of characters, but {short_repr(characters)} yields none."
            ) from error
        for character in characters:
            if not isinstance(character, str) or len(character) != 1:
                raise ArgumentError(
                    f"A vocabulary is made of single characters, but got {short_repr(character)}."
                )
        if not characters:
            raise TextError("A vocabulary needs at least one character, but the text is empty.")
        self._characters = tuple(sorted(map(str.__str__, set(characters))))
        self._code_points = np.array([ord(character) for character in self._characters])

    @classmethod
    def from_text(cls, text: str) -> "Vocabulary":
        """Return the vocabulary of a text.

        Parameters
        ----------
        text : str
            At least one character.

        Returns
        -------
        Vocabulary
            Its distinct characters.

        Raises
        ------
        ArgumentError
            If ``text`` is no string.
        TextError
            If it is empty.
        """
        return cls(_check_text(text))

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters, sorted: ``characters[k]`` has the index k."""
        return self._characters

    def encode(self, text: str) -> NDArray[np.int64]:
        """Return the index of every character of a text.

        Parameters
        ----------
        text : str
            Characters of the vocabulary; the empty text gives an empty array.

        Returns
        -------
        ndarray of int64, shape (T,)
            The indices.

        Raises
        ------
        ArgumentError
            If ``text`` is no string.
        TextError
            If it holds a character that the vocabulary does not know; the message names it and
            says where it stands.
        """
        _check_text(text)
        code_points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        indices = np.searchsorted(self._code_points, code_points)
        indices = np.minimum(indices, len(self) - 1).astype(np.int64)
        unknown = np.flatnonzero(self._code_points[indices] != code_points)
        if unknown.size:
            raise TextError(_describe_unknown(text, unknown))
        return indices

    def decode(self, indices: ArrayLike) -> str:
        """Return the text that indices stand for.

        Parameters
        ----------
        indices : array_like of int, shape (T,)
            Indices below ``len(vocabulary)``.

        Returns
        -------
        str
            T characters.

        Raises
        ------
        ArgumentError
            If one lies outside the vocabulary, or they are no integers.
        ShapeError
            If they are several texts side by side, (T, B).
        """
        checked = check_indices("indices", indices, len(self), allow_empty=True)
        if checked.ndim > 1:
            raise ShapeError(
                f"indices must have the shape (T,), but have {checked.shape}. Decode one stream at a "
                "time: indices[:, 0], for example."
            )
        return "".join(self._characters[index] for index in checked.ravel())

    def __len__(self) -> int:
        return len(self._characters)

    def __iter__(self) -> Iterator[str]:
        return iter(self._characters)

    def __contains__(self, character: object) -> bool:
        return isinstance(character, str) and character in self._characters

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self._characters == other._characters

    def __hash__(self) -> int:
        return hash(self._characters)

    def __repr__(self) -> str:
        return f"Vocabulary({''.join(self._characters)!r})"


def _check_text(text: str) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"text must be a str, but got {type(text).__name__}: {short_repr(text)}.")
    return text


def _describe_unknown(text: str, positions: NDArray[np.intp]) -> str:
    first = int(positions[0])
    characters = sorted({text[position] for position in positions})
    named = ", ".join(repr(character) for character in characters[:10])
    more = f" and {len(characters) - 10} more" if len(characters) > 10 else ""
    return (
        f"The vocabulary does not know {named}{more}: {text[first]!r} stands at position {first} of "
        f"the text ({len(positions)} unknown in all). Use only characters of the vocabulary, or "
        "build the vocabulary from a text that holds them."
    )


def one_hot(indices: ArrayLike, size: int) -> NDArray[np.float64]:
    """Return vectors that are 1 at one index and 0 elsewhere.

    Parameters
    ----------
    indices : array_like of int, shape (...)
        Which entry is 1.
    size : int
        Length of every vector, the V of the vocabulary.

    Returns
    -------
    ndarray of float64, shape (..., size)
        The one-hot vectors.

    Raises
    ------
    ArgumentError
        If an index lies outside 0 … size - 1, or the vectors do not fit into memory.

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    size = check_integer("size", size, minimum=1)
    indices = check_indices("indices", indices, size)
    try:
        if indices.size * size > _MOST_NUMBERS:
            raise MemoryError
        vectors = np.zeros((*indices.shape, size))
    except MemoryError as error:
        raise lack_of_memory(f"{indices.size} one-hot vectors of {short_repr(size)}") from error
    np.put_along_axis(vectors, indices[..., None], 1.0, axis=-1)
    return vectors
