"""Characters that stand for a Latin letter: look-alikes of other alphabets, boxed letters, upside-down ones, leet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-"}
    | {"‑": "-", "–": "-", "—": "-", "…": ".", "\u00a0": " ", "\u202f": " ", "\t": " ", "\r": "\n", "\u2028": "\n"}
)
"""One character for one, so that a plain reading keeps every place."""

# Capitals that look like another letter than their small form does; they must be undone before the text is lowered.
CAPITALS = str.maketrans("ΒΕΖΗΙΚΜΝΟΡΤΥΧВНРСΥ", "BEZHIKMNOPTYXBHPCY")

# Letters of other alphabets that look like a Latin one. NFKD already folds full-width, circled and mathematical ones.
_LOOKS_LIKE = {
    "a": "аɑαᴀ", "b": "ʙƅв", "c": "сϲᴄ", "d": "ԁᴅđ", "e": "еєᴇ€", "f": "ғꜰƒ", "g": "ɢɡց", "h": "һнʜħ", "i": "іιɪıї",
    "j": "јᴊ", "k": "кκᴋ", "l": "ӏʟł", "m": "мᴍ", "n": "ոɴη", "o": "оοᴏøσ", "p": "рρᴘ", "q": "ԛ", "r": "ʀг",
    "s": "ѕտꜱ", "t": "тᴛτ", "u": "υսᴜ", "v": "νѵᴠ", "w": "ѡωᴡԝ", "x": "хχ", "y": "уүγʏ", "z": "ᴢ",
}  # fmt: skip
_UPSIDE_DOWN = dict(zip("ɐɔǝɟƃɥᴉıɾʞɯɹʇʌʍʎ", "acefghiijkmrtvwy", strict=True))
_INVISIBLE = "\u115f\u1160\u3164\uffa0"
_BOXES = {
    chr(first + i): chr(ord("a") + i) for first in (0x1F150, 0x1F170, 0x1F1E6) for i in range(26)
}  # negative circles, negative squares, regional indicators: the "letters" among the emoji
_DOTS = dict.fromkeys("·•‧∙・⋅∘", ".")
LOOK_ALIKES = str.maketrans(
    _UPSIDE_DOWN
    | {mark: letter for letter, marks in _LOOKS_LIKE.items() for mark in marks}
    | _BOXES
    | _DOTS
    | dict.fromkeys(_INVISIBLE, "")
    | {"\u2800": " "}
)
LEET = str.maketrans("013457$@!|+89", "oieastsaiitbg")

FLIPPED = frozenset(_UPSIDE_DOWN)
"""Letters that are found in texts turned upside down."""
# In such a text these stand for their opposites too; the others are the same both ways.
TURN_BACK = str.maketrans(_UPSIDE_DOWN | {"b": "q", "q": "b", "d": "p", "p": "d", "n": "u", "u": "n"})


def simple(text: str) -> str:
    """The text in lower case with simple typography, of the same length."""
    text = text.translate(CAPITALS)
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few capitals (the Turkish dotted I) grow when lowered; those stay as they are.
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(TYPOGRAPHY)


@lru_cache(maxsize=4096)
def folded(char: str) -> str:
    """What one character stands for: nothing, a letter or a few (`ﬁ`), `*` for a picture."""
    if unicodedata.category(char) == "Cf":
        return ""
    if known := char.translate(LOOK_ALIKES):
        if known.isascii():
            return known
    else:
        return ""
    kept = [
        part.lower().translate(TYPOGRAPHY).translate(LOOK_ALIKES)
        for part in unicodedata.normalize("NFKD", char)
        if not unicodedata.combining(part) and unicodedata.category(part) not in {"Mn", "Me", "Cf"}
    ]
    found = "".join(kept)
    return "*" if found == char and unicodedata.category(char) == "So" else found
