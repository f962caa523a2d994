"""Latin letters with marks as the letters they stand for in names from Cyrillic and Turkish: š is sh, ŝ shch, û yu.

Without their marks (s, s, u) such words are often too far from a passport's spelling. Sources: ISO 9:1995, the
Belarusian instruction of 2007, Gaj's Latin, the Turkish alphabet.
"""

from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "č": "ch", "ç": "ch", "ć": "ch", "ŝ": "shch", "đ": "dj",
        "â": "ya", "û": "yu",
    }
)  # fmt: skip


@lru_cache(maxsize=16384)
def spelled_out(word: str) -> tuple[str, ...]:
    """A Latin word as written with its marked letters spelled out, or () where it has none or more than letters.

    >>> spelled_out("Terešenkov"), spelled_out("Ûrij"), spelled_out("Ivan")
    (('tereshenkov',), ('yurij',), ())
    """
    if word.isascii():
        return ()
    plain = word.casefold()
    spelled = plain.translate(_LETTERS)
    return (spelled,) if spelled != plain and spelled.isascii() and spelled.isalpha() else ()
