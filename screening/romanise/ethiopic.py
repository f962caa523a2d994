"""Ethiopic (Amharic, Tigrinya): syllables as their Unicode names spell them, the sixth vowel where it is heard.

Source: Unicode names of the syllables; BGN/PCGN 1967 and 2007 for the orders (a is "e" or "a", aa "a", ee "e", e the
short sixth vowel). The sixth order writes a consonant with or without a short vowel: it is taken as silent at the end
of a word and behind a vowel, else as e. Glottal letters are vowels only, emphatic consonants are as plain ones.
"""

import re
import unicodedata

from screening.romanise import Reading, best, latin

SCRIPT = "ETHIOPIC"

_SYLLABLE = re.compile(r"ETHIOPIC SYLLABLE (?:GLOTTAL |PHARYNGEAL )?([A-Z]*?)(AA|EE|OA|WAA|WA|WI|WEE|WE|A|U|I|E|O)$")
_SIXTH = "E"
_VOWELS = {"AA": "a", "EE": "e", "OA": "oa", "WAA": "wa", "WA": "we", "WI": "wi", "WEE": "we", "WE": "we"}
_CONSONANTS = {
    "SZ": "s", "HH": "h", "SH": "sh", "CH": "ch", "NY": "ny", "KX": "kh", "ZH": "zh", "TH": "t", "PH": "p", "TS": "ts",
    "TZ": "ts", "QH": "q", "X": "h", "DD": "d", "GG": "g", "CCH": "ch",
}  # fmt: skip


def _read(word: str, first: str) -> str:
    out, heard = "", False
    for place, letter in enumerate(word):
        found = _SYLLABLE.match(unicodedata.name(letter, ""))
        if not found:
            out += latin(letter)
            continue
        consonant, vowel = found[1], found[2]
        out += _CONSONANTS.get(consonant, consonant.lower())
        if vowel == _SIXTH:
            sounded = not heard and place < len(word) - 1
            out += "e" if sounded or not consonant else ""
            heard = sounded
        else:
            out += (first if consonant else "a") if vowel == "A" else _VOWELS.get(vowel, vowel.lower())
            heard = True
    return out


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word with its first vowel order as e (usual in names) and as a."""
    return best([(_read(word, "e"), "BGN/PCGN"), (_read(word, "a"), "first vowel as a")])
