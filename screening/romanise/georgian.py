"""Georgian: the national system of 2002 (BGN/PCGN 2009, passports), apostrophes dropped, and three others.

ISO 9984 is given without diacritics; "by way of Russian" is what comes of a Georgian name out of Russian papers;
English press writes k for q and w for nothing. Capital (Mtavruli) letters casefold to these.
"""

from screening.romanise import Reading, best
from screening.romanise._table import Table

SCRIPT = "GEORGIAN"

GEORGIAN = Table(
    """
letter national_2002 BGN/PCGN_1981 by_way_of_Russian ISO_9984
ა      a             "             "                 "
ბ      b             "             "                 "
გ      g             "             "                 "
დ      d             "             "                 "
ე      e             "             "                 "
ვ      v             "             "                 "
ზ      z             "             "                 "
თ      t             "             "                 "
ი      i             "             "                 "
კ      k             "             "                 "
ლ      l             "             "                 "
მ      m             "             "                 "
ნ      n             "             "                 "
ო      o             "             "                 "
პ      p             "             "                 "
ჟ      zh            "             "                 z
რ      r             "             "                 "
ს      s             "             "                 "
ტ      t             "             "                 "
უ      u             "             "                 "
ფ      p             "             "                 "
ქ      k             "             "                 "
ღ      gh            "             g                 "
ყ      q             "             k                 q
შ      sh            "             "                 s
ჩ      ch            "             "                 c
ც      ts            "             "                 c
ძ      dz            "             "                 j
წ      ts            "             "                 c
ჭ      ch            "             "                 c
ხ      kh            "             "                 x
ჯ      j             "             dzh               j
ჰ      h             "             g                 h
ჱ      ey            e             ei                e
ჲ      y             "             i                 y
ჳ      w             v             "                 w
ჴ      q             kh            "                 q
ჵ      o             "             "                 "
ჶ      f             "             "                 "
ჷ      e             "             y                 e
ჸ      -             "             "                 "
""",
    "აეიოუ",
)


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word by every system."""
    return best(GEORGIAN.read(word))
