"""Whose child a patronymic says somebody is: its forms across systems, endings and Slavic languages have one stem.

Russian, Ukrainian and Belarusian papers of one person write Nikolaevich, Mykolaiovych and Mikalaevich; the sister forms
of the father's name come from the lexicon (NK-04, SE-12).
"""

import re
from functools import cache, lru_cache

from screening import lexicon
from screening.sound import sounds

_END = re.compile(r"(?:y|i|j)?(o|e)(?:v|w)(?:ich|itch|itsch|itj|ic|ych|ytch|yc)$|(?:i)(?:v|w)(?:ich|itch|ych)$")
_END_F = re.compile(r"(?:y|i|j)?(o|e|i)(?:v|w)na$")
_END_OF_KNOWN = re.compile(r"[aeiouyj]+[vw](?:ich|itch|itsch|icz|itj|ic|ych|ytch|yc)$")
_END_OF_KNOWN_F = re.compile(r"[aeiouyj]+[vwu]na$")
"""Behind a father's name that the lexicon knows more endings are sure: Uladzimiravich, Paulauna."""
LAST_LETTERS = (*("ich", "itch", "itsch", "icz", "itj", "ic", "ych", "ytch", "yc"), *("vna", "wna", "una"))
"""Of all these endings."""
_LAST_VOWELS = "aeiouyj"
_LEAST = 3
_OTHER_STEMS = {"paul": "pavel"}
"""Stems that no form of the father's own name has: Belarusian Paulavich of Pavel."""


@lru_cache(maxsize=131072)
def patronymic_stem(word: str) -> str:
    """The stem of a patronymic with its sex, spelling families folded; "" where the word is none.

    >>> patronymic_stem("nikolaevich") == patronymic_stem("mykolaiovych") == patronymic_stem("mikalaevich")
    True
    """
    if not word.endswith(LAST_LETTERS):
        return ""
    for ending, sex in ((_END_OF_KNOWN, "m"), (_END_OF_KNOWN_F, "f")):
        found = ending.search(word)
        if found and (father := _fathers().get(sounds(word[: found.start()])[0])):
            return f"{father}:{sex}"
    for ending, sex in ((_END, "m"), (_END_F, "f")):
        found = ending.search(word)
        if found and found.start() > 2:
            return f"{sounds(word[: found.start()])[0]}:{sex}"
    return ""


@cache
def _fathers() -> dict[str, str]:
    """Given names by their sound without last vowels -> the sound of the first sister form."""
    found: dict[str, str] = {}
    first: dict[int, str] = {}
    for name, groups in lexicon.equivalents().items():
        stem = sounds(name.rstrip(_LAST_VOWELS) or name)[0]
        for group in groups:
            if (group.kind, group.language) == ("twin", "sla") and len(stem) >= _LEAST:
                found.setdefault(stem, first.setdefault(group.group, stem))
    return found | {sounds(stem)[0]: found[sounds(name)[0]] for stem, name in _OTHER_STEMS.items()}
