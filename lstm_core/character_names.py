"""Names for characters that a reader would not see: spaces, marks, and those that turn a line round.

A character that turns the writing direction would reverse the sentence that quotes it, and a zero-width
space would leave the quotation empty. ``shared/naming.js`` of the widgets has the same table and rules.
"""

import unicodedata

# The sign that is shown (its code point where there is none), and the name.
NAMES = {
    " ": ("␣", "space"),
    "\n": ("⏎", "line end"),
    "\t": ("⇥", "tab"),
    "\r": ("⇤", "carriage return"),
    "\u00a0": ("⍽", "no-break space"),
    "\0": ("", "NUL"),
    "\u001b": ("", "escape"),
    "\u007f": ("", "delete"),
    "\u0085": ("", "next line"),
    "\u00ad": ("", "soft hyphen"),
    "\u034f": ("", "combining grapheme joiner"),
    "\u061c": ("", "Arabic letter mark"),
    "\u2003": ("", "em space"),
    "\u2009": ("", "thin space"),
    "\u200b": ("", "zero-width space"),
    "\u200c": ("", "zero-width non-joiner"),
    "\u200d": ("", "zero-width joiner"),
    "\u200e": ("", "left-to-right mark"),
    "\u200f": ("", "right-to-left mark"),
    "\u2028": ("", "line separator"),
    "\u2029": ("", "paragraph separator"),
    "\u202a": ("", "left-to-right embedding"),
    "\u202b": ("", "right-to-left embedding"),
    "\u202c": ("", "end of embedding"),
    "\u202d": ("", "left-to-right override"),
    "\u202e": ("", "right-to-left override"),
    "\u202f": ("", "narrow no-break space"),
    "\u2060": ("", "word joiner"),
    "\u2066": ("", "left-to-right isolate"),
    "\u2067": ("", "right-to-left isolate"),
    "\u2068": ("", "first-strong isolate"),
    "\u2069": ("", "end of isolate"),
    "\u3000": ("", "ideographic space"),
    "\ufe0f": ("", "variation selector 16"),
    "\ufeff": ("", "byte order mark"),
}
# What is blank in most fonts although Unicode counts it as a letter or a symbol.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_KINDS = {"Cc": "control", "Cf": "format control", "Co": "private use", "Cs": "half of a character"}
_GROUPS = {"M": "combining mark", "Z": "space", "C": "unassigned"}
# From Hebrew to Arabic, their presentation forms, and the scripts from right to left beyond.
_RIGHT_TO_LEFT = (
    (0x590, 0x8FF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFE),
    (0x10800, 0x10FFF),
    (0x1E800, 0x1EFFF),
)


def code_point_name(character: str) -> str:
    """Return ``"U+200B"`` for a character."""
    return f"U+{ord(character):04X}"


def kind_of(character: str) -> str:
    """Return what kind of unseen character it is, or an empty text where it can be seen."""
    if character in NAMES:
        return NAMES[character][1]
    category = unicodedata.category(character)
    blank = "blank" if character in BLANK else ""
    return _KINDS.get(category) or _GROUPS.get(category[0]) or blank


def shown_name(character: str) -> str:
    """Return a character as it can be seen: itself, a sign, or its code point."""
    sign, _ = NAMES.get(character, ("", ""))
    return sign or (code_point_name(character) if kind_of(character) else character)


def shown_sign(character: str) -> str:
    """Return the same in one column's width: a box replaces what has no shape."""
    sign, _ = NAMES.get(character, ("", ""))
    return sign or ("▯" if kind_of(character) else character)


def quoted(character: str) -> str:
    """Return ``‘e’``, ``‘␣’ (space)``, ``‘U+202E’ (right-to-left override)``, for a sentence."""
    kind = kind_of(character)
    if kind:
        return f"‘{shown_name(character)}’ ({kind})"
    point = ord(character)
    isolated = any(first <= point <= last for first, last in _RIGHT_TO_LEFT)
    return f"‘\u2068{character}\u2069’" if isolated else f"‘{character}’"
