"""From a file to numbers: read a text, give every character an index, turn indices into one-hot."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_core.arguments import check_flag, check_indices, check_integer, lack_of_memory, short_repr
from lstm_core.errors import ArgumentError, FileError, ShapeError, TextError
from lstm_core.file_access import check_path, memory_is_short, read_regular


def read_text(path: str | Path, *, lowercase: bool = True) -> str:
    r"""Read a UTF-8 text file.

    A byte order mark is dropped, and the line ends ``\r\n`` and ``\r`` are read as ``\n``, so that
    the same text gives the same characters whichever system wrote it.

    Parameters
    ----------
    path : str or pathlib.Path
        The file: a regular one of at most 1 GiB. Pipes and devices are not read.
    lowercase : bool
        Whether to turn capitals into small letters, which makes the vocabulary smaller.

    Returns
    -------
    str
        The text, at least two characters long: one to read and one to predict.

    Raises
    ------
    FileError
        If the file cannot be read, is larger, is not UTF-8, or holds NUL characters.
    TextError
        If it holds fewer than two characters.
    ArgumentError
        If ``path`` is no path, or ``lowercase`` no bool.
    """
    path, lowercase = check_path(path), check_flag("lowercase", lowercase)
    try:
        text = read_regular(path).decode("utf-8-sig")
        if (place := text.find("\0")) >= 0:
            raise FileError(
                f"{str(path)!r} is not text: character {place} is NUL, as in programs, pictures and "
                "UTF-16. Use a text file, and save it with the encoding UTF-8."
            )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.lower() if lowercase else text
    except UnicodeDecodeError as error:
        raise FileError(
            f"{str(path)!r} is not UTF-8 text: byte {error.object[error.start]:#04x} at "
            f"position {error.start} is not valid there. Save the file with the encoding UTF-8."
        ) from error
    except MemoryError as error:
        raise memory_is_short(path) from error
    if len(text) < 2:
        raise TextError(
            f"{str(path)!r} {'holds one character' if text else 'is empty'}: put at least two "
            "characters into it, one for the network to read and one to predict."
        )
    return text


BLOCK = 1 << 16  # characters that are worked on at a time: they stay in the processor's cache
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
        If there are none, or one is half of a surrogate pair, which no file can store.
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
        is_text = isinstance(characters, str)
        distinct = _distinct(str.__str__(characters)) if is_text else _single(characters)
        if not distinct:
            raise TextError("A vocabulary needs at least one character, but the text is empty.")
        self._characters = tuple(sorted(distinct))
        self._code_points = np.array([ord(character) for character in self._characters], "<u4")
        _check_no_surrogates(self._code_points)
        # The index of every code point up to the highest, -1 where there is none; behind it one -1 for
        # all that are higher.
        self._indices = np.full(int(self._code_points[-1]) + 2, -1, np.intp)
        self._indices[self._code_points] = np.arange(len(self))

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
            If it is empty, or holds half of a surrogate pair.
        """
        return cls(_check_text(text))

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters, sorted: ``characters[k]`` has the index k."""
        return self._characters

    def encode(self, text: str) -> NDArray[np.intp]:
        """Return the index of every character of a text.

        Parameters
        ----------
        text : str
            Characters of the vocabulary; the empty text gives an empty array.

        Returns
        -------
        ndarray of intp, shape (T,)
            The indices.

        Raises
        ------
        ArgumentError
            If ``text`` is no string.
        TextError
            If it holds a character that the vocabulary does not know; the message names it and
            says where it stands.
        """
        text = _check_text(text)
        indices = np.empty(len(text), np.intp)
        for start, code_points in _blocks(text):
            part = indices[start : start + BLOCK]
            np.take(self._indices, code_points.astype(np.intp), out=part, mode="clip")
            if part.min() < 0:
                raise TextError(_describe_unknown(text, self._indices))
        return indices

    def decode(self, indices: ArrayLike) -> str:
        """Return the text of indices.

        Parameters
        ----------
        indices : array_like of int, shape (T,)
            Indices below ``len(vocabulary)``; a single index is a text of one character. Of texts
            side by side, shape (T, B), each is decoded for itself: ``decode(indices[:, k])``.

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
        flat = checked.reshape(-1)
        blocks = (self._code_points[flat[k : k + BLOCK]] for k in range(0, flat.size, BLOCK))
        return "".join(block.tobytes().decode("utf-32-le") for block in blocks)

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
    return str.__str__(text)  # of a subclass the characters alone


def _single(characters: Iterable[str]) -> set[str]:
    try:
        items = list(characters)
    except Exception as error:  # whatever an iterator of the caller's raises
        raise ArgumentError(
            f"A vocabulary is made of characters, but {short_repr(characters)} yields none."
        ) from error
    for character in items:
        if not isinstance(character, str) or len(character) != 1:
            raise ArgumentError(
                f"A vocabulary is made of single characters, but got {short_repr(character)}."
            )
    return {str.__str__(character) for character in items}


def _blocks(text: str) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """Yield a text's code points block by block, each with the position of its first."""
    for start in range(0, len(text), BLOCK):
        encoded = text[start : start + BLOCK].encode("utf-32-le", "surrogatepass")
        yield start, np.frombuffer(encoded, "<u4")


def _distinct(text: str) -> set[str]:
    seen = np.zeros(sys.maxunicode + 1, np.bool_)
    for _, code_points in _blocks(text):
        seen[code_points] = True
    return {chr(code_point) for code_point in np.flatnonzero(seen)}


def _check_no_surrogates(code_points: NDArray[np.uint32]) -> None:
    surrogates = code_points[(code_points >= 0xD800) & (code_points <= 0xDFFF)]
    if surrogates.size:
        raise TextError(
            f"A vocabulary cannot hold {chr(surrogates[0])!r}, half of a surrogate pair: no file "
            "stores it. Read the text with its own encoding, or drop such characters with "
            'text.encode("utf-8", "ignore").decode("utf-8").'
        )


def _describe_unknown(text: str, indices: NDArray[np.intp]) -> str:
    positions: list[int] = []
    count, found = 0, set()
    for start, code_points in _blocks(text):
        unknown = np.flatnonzero(np.take(indices, code_points.astype(np.intp), mode="clip") < 0)
        positions += [start + int(position) for position in unknown[:1]]
        count += unknown.size
        found.update(np.unique(code_points[unknown]).tolist())
    characters = [chr(code_point) for code_point in sorted(found)]
    named = ", ".join(repr(character) for character in characters[:10])
    more = f" and {len(characters) - 10} more" if len(characters) > 10 else ""
    first = positions[0]
    return (
        f"The vocabulary does not know {named}{more}: {text[first]!r} stands at position {first} of "
        f"the text ({count} unknown in all). Use only characters of the vocabulary, or "
        "build the vocabulary from a text that holds them."
    )


def one_hot(indices: ArrayLike, size: int) -> NDArray[np.float64]:
    """Return vectors that are 1 at one index and 0 elsewhere.

    They take ``8 * size`` bytes each: 580 MB for the 1,115,394 characters of tinyshakespeare and
    its vocabulary of 65. They are for looking at: the networks read indices, since a one-hot
    vector times a matrix is one of its rows.

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
