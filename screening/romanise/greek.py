"""Greek: ELOT 743 (1982, also ISO 843:1997 type 2, the UN system of 1987 and Greek passports) and spellings in use.

* ELOT 743 as BGN/PCGN adopted it in 1996: ou, ai, ei, oi by letters; av/af, ev/ef, iv/if by the next sound; ng, nx,
  nch; b for mp at the start or end of a word.
* BGN/PCGN 1962: kh, dh, yi; nd and mb inside words; English press: h, i for y, d for nt; classical: eu, au, ph, y.

A vowel that carries the accent before i or u, or a diaeresis on them, makes no digraph (Mai-os against Mai).
"""

import re
import unicodedata

from screening.romanise import Reading, best
from screening.romanise._table import Table

SCRIPT = "GREEK"

_VOICED = "αεηιουωβγδζλμνρ"

GREEK = Table(
    """
letter ELOT_743 English_press BGN/PCGN_1962 classical
α      a        "             "             "
αι     ai       e             ai            ae
αυ     af       "             "             au
αυV    av       "             "             au
β      v        "             "             b
γ      g        "             "             "
γγ     ng       "             "             "
γκ     gk       g             ng            gk
^γκ    gk       g             "             gk
γξ     nx       "             "             "
γχ     nch      nh            nkh           nch
δ      d        "             dh            d
ε      e        "             "             "
ει     ei       i             "             ei
ευ     ef       "             "             eu
ευV    ev       "             "             eu
ζ      z        "             "             "
η      i        "             "             e
ηυ     if       "             "             eu
ηυV    iv       "             "             eu
θ      th       "             "             "
ι      i        "             "             "
κ      k        "             "             c
λ      l        "             "             "
μ      m        "             "             "
μπ     mp       b             mb            mp
^μπ    b        "             "             "
μπ$    b        "             "             mp
ν      n        "             "             "
ντ     nt       d             nd            nt
^ντ    nt       d             "             nt
ξ      x        "             "             "
ο      o        "             "             "
οι     oi       i             "             oe
ου     ou       u             ou            u
π      p        "             "             "
ρ      r        "             "             "
σ      s        "             "             "
ς      s        "             "             "
τ      t        "             "             "
τζ     tz       j             tz            "
υ      y        i             "             y
υι     yi       i             "             yi
φ      f        "             "             ph
χ      ch       h             kh            ch
ψ      ps       "             "             "
ω      o        "             "             "
ϊ      i        "             "             "
ϋ      y        i             "             y
""",
    _VOICED,
)

_APART = re.compile("([αεο]\u0301)([ιυ])(?!\u0308)")
_DIAERESIS = re.compile("([ιυ])\u0301?\u0308\u0301?")
_LONE = {"ι": "ϊ", "υ": "ϋ"}


def _spell_out(word: str) -> str:
    """Take the accents off; what is no part of a digraph becomes a letter with diaeresis."""
    marked = unicodedata.normalize("NFD", word)
    marked = _APART.sub(lambda found: found[1] + _LONE[found[2]], marked)
    marked = _DIAERESIS.sub(lambda found: _LONE[found[1]], marked)
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word by every system."""
    return best(GREEK.read(_spell_out(word)))
