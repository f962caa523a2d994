"""How a foreign name sounds to the ear of a syllabic script: the classes of consonants that kana, Hangul and Han keep.

A name taken over into such a script loses l / r, b / v / f, s / sh / th and vowels between consonants are added, so
letters differ widely (Schlichtegroll, shurihiteguroru) while the order of consonant classes stays. ``ears`` gives that
order: P T K S L M N, ``A`` for a vowel at the start; h and half-vowels are not heard, r after a vowel may not be.
"""

import re
from functools import lru_cache
from itertools import islice, product

MOST_EARS = 8
MOST_TRIED = 64

# Spelling -> the classes it may be heard as, ``-`` for nothing; longest spellings first.
_LATIN = """
schtsch S|shch S|tsch S|tch S|sch S|sh S|cz S|ts S|tz S|dz S|cs S|zs S|dj S|ch S K|ph P|th T S|gh K -|ck K|cq K
qu K|q K|k K|x KS|sc S SK|cc K S|ce S|ci S|cy S|c K|gn N KN|ge S K|gi S K|gy S K|g K|j S -|z S|s S|d T|t T|b P|p P
f P|v P -|w - P|l L|r R|mb NP MP|mp NP MP|m M|ng N NK|n N|h -|y -|a A|e A|i A|o A|u A
"""
_HEARD = [row.split() for line in _LATIN.strip().splitlines() for row in line.split("|")]
_CLASSES = {spelling: tuple(each.replace("-", "") for each in classes) for spelling, *classes in _HEARD}
_SPELLING = re.compile("|".join(sorted(_CLASSES, key=lambda spelling: (-len(spelling), spelling))))
HEARD_OF = {
    spelling: (classes, _CLASSES[spelling[-1]]) if len(spelling) > 1 and spelling[-1] in "ei" else (classes,)
    for spelling, classes in _CLASSES.items()
}
"""The classes of a spelling, and behind c or g those of the vowel that makes it soft."""
_UNHEARD_R = re.compile(r"(?<=A)R+(?=[PTKSMNL]|$)")
_DOUBLE = re.compile(r"([PTKSLMN])\1+")
_M_AS_N = re.compile("M(?=[PTKSLN]|$)")


def _finish(classes: str) -> str:
    """Keep a vowel at the start only, doubled consonants once, m before a consonant or at the end as n."""
    single = _DOUBLE.sub(lambda found: found[1], classes.replace("R", "L"))
    if "M" in single:
        single = _M_AS_N.sub("N", single)
    return single[:1] + single[1:].replace("A", "")


@lru_cache(maxsize=65536)
def ears(word: str) -> tuple[str, ...]:
    """The ways in which a Latin word may be heard, at most ``MOST_EARS``, the commonest first."""
    options = [classes for spelling in _SPELLING.findall(word) for classes in HEARD_OF[spelling]]
    found: dict[str, None] = {}
    for each in islice(product(*options), MOST_TRIED):
        classes = "".join(each)
        found[_finish(classes)] = None
        if "R" in classes:
            found[_finish(_UNHEARD_R.sub("", classes))] = None
        if len(found) >= MOST_EARS:
            break
    return tuple(found)[:MOST_EARS]
