"""Armenian: BGN/PCGN 1981 (Eastern; apostrophes dropped, also the usage of passports), ISO 9985 and Western Armenian.

ISO 9985:1996 is given without diacritics. Western Armenian (Lebanon, Syria, the diaspora) voices the letters the other
way about: Petros = Bedros, Karapetyan = Garabedian. The ligature ev is two letters after NFKC.
"""

from screening.romanise import Reading, best
from screening.romanise._table import Table

SCRIPT = "ARMENIAN"

ARMENIAN = Table(
    """
letter BGN/PCGN English_press Western ISO_9985
ա      a        "             "       "
բ      b        "             p       b
գ      g        "             k       g
դ      d        "             t       d
ե      e        "             "       "
^ե     ye       e             ye      e
եւ     ev       "             "       ew
^եւ    yev      ev            yev     ew
զ      z        "             "       "
է      e        "             "       "
ը      y        e             "       "
թ      t        "             "       "
ժ      zh       "             "       z
ի      i        "             "       "
լ      l        "             "       "
խ      kh       "             "       x
ծ      ts       "             dz      c
կ      k        "             g       k
հ      h        "             "       "
ձ      dz       "             ts      j
ղ      gh       "             "       g
ճ      ch       "             j       c
մ      m        "             "       "
յ      y        i             y       "
^յ     y        "             h       y
ն      n        "             "       "
շ      sh       "             "       s
ո      o        "             "       "
^ո     vo       "             "       o
չ      ch       "             "       c
պ      p        "             b       p
ջ      j        "             ch      j
ռ      rr       r             "       "
ս      s        "             "       "
վ      v        "             "       "
տ      t        "             d       t
ր      r        "             "       "
ց      ts       "             "       c
ւ      v        "             "       w
ու     u        "             ou      u
ոյ     oy       "             ouy     oy
յան$   yan      ian           "       yan
փ      p        "             "       "
ք      k        "             "       "
օ      o        "             "       "
ֆ      f        "             "       "
""",
    "աեէըիոօ",
)


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word by every system."""
    return best(ARMENIAN.read(word))
