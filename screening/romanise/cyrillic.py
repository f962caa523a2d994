"""Cyrillic: the passport, library and press systems under which one person may hold papers in four spellings (NK-02).

Sources, by system:

* ICAO 9303 part 3 section 6 table B (Russian passports since 2013, FMS order 320 of 2012 and 211 of 2014).
* GOST R 52535.1-2006 (Russian passports 2010-2013, FMS order 26 of 2010): as ICAO but ts = tc and no hard sign.
* passport 1997: Ministry of Internal Affairs order 310 of 26 May 1997; passport French: the usage before it, with g
  before e and i written gu, final -in written -ine.
* BGN/PCGN: Russian 1947, Ukrainian 1965, Belarusian 1979, Bulgarian 1952, Kazakh 1979 (OFAC writes these).
* ISO 9:1995, ISO/R 9:1968 (scholarly), without diacritics; German: Duden; English press: Wikipedia, Yandex.Maps.
* Ukraine 2010: Cabinet of Ministers resolution 55; Belarus 2007: instruction of the State Property Committee;
  Bulgaria 2009: Transliteration Act; Gaj's Latin and Macedonian passport forms.

Letters tell the language where they can: the Ukrainian, Belarusian, South Slavic and Turkic letters. A word
without such letters is read as Russian first, then as Ukrainian and Bulgarian. "Russian style" reads a Ukrainian or
Belarusian word as Russian papers would write it: sanctions lists hold one person under either (NK-04).
"""

import re
from itertools import pairwise

from screening.romanise import Reading, best
from screening.romanise._foreign import foreign, western
from screening.romanise._table import Table

SCRIPT = "CYRILLIC"

_VOWELS = "аеёиоуыэюяьъйіїєўӣӯәөүұ"

RUSSIAN = Table(
    """
letter ICAO_9303 BGN/PCGN passport_1997 English_press passport_French German GOST_R_52535.1 ISO/R_9 ISO_9
а      a         "        "             "             "               "      "              "       "
б      b         "        "             "             "               "      "              "       "
в      v         "        "             "             "               w      v              "       "
г      g         "        "             "             "               "      "              "       "
ге     ge        "        "             "             gue             ge     "              "       "
ги     gi        "        "             "             gui             gi     "              "       "
гий$   gii       giy      "             gy            gui             gi     gii            gij     "
гин$   gin       "        "             "             guine           gin    "              "       "
гия$   giia      giya     "             gia           guia            gija   giia           gija    gia
д      d         "        "             "             "               "      "              "       "
е      e         "        "             "             "               "      "              "       "
^е     e         ye       e             ye            e               je     e              "       "
Vе     e         ye       e             ye            ie              je     e              "       "
ье     e         ye       "             ie            "               je     e              "       "
ъе     iee       ye       "             "             ie              je     e              "       "
ё      e         "        "             yo            io              jo     e              "       "
^ё     e         ye       e             yo            io              jo     e              "       "
Vё     e         ye       e             yo            io              jo     e              "       "
ьё     e         ye       e             yo            io              jo     e              "       "
жё     zhe       "        "             "             je              scho   zhe            ze      "
чё     che       "        "             "             tche            tscho  che            ce      "
шё     she       "        "             "             che             scho   she            se      "
щё     shche     "        "             "             chtche          schtscho shche        sce     se
ж      zh        "        "             "             j               sch    zh             z       "
дж     dzh       "        "             j             dj              dsch   dzh            dz      "
з      z         "        "             "             "               s      z              "       "
и      i         "        "             "             "               "      "              "       "
ин$    in        "        "             "             ine             in     "              "       "
ия$    iia       iya      "             ia            ia              ija    iia            ija     ia
й      i         y        "             "             i               "      "              j       "
^й     i         y        "             "             i               j      i              j       "
ий$    ii        iy       "             y             i               "      ii             ij      "
ый$    yi        yy       "             y             "               "      yi             yj      "
к      k         "        "             "             "               "      "              "       "
кс     ks        "        "             x             "               "      ks             "       "
ксандр$ ksandr   "        "             xander          xandre          xander ksandr         "       "
л      l         "        "             "             "               "      "              "       "
м      m         "        "             "             "               "      "              "       "
н      n         "        "             "             "               "      "              "       "
о      o         "        "             "             "               "      "              "       "
п      p         "        "             "             "               "      "              "       "
р      r         "        "             "             "               "      "              "       "
с      s         "        "             "             "               "      "              "       "
VсV    s         "        "             "             ss              "      s              "       "
т      t         "        "             "             "               "      "              "       "
у      u         "        "             "             ou              u      "              "       "
ф      f         "        "             "             "               "      "              "       "
х      kh        "        "             "             "               ch     kh             ch      h
ц      ts        "        "             "             "               z      tc             c       "
ч      ch        "        "             "             tch             tsch   ch             c       "
ш      sh        "        "             "             ch              sch    sh             s       "
щ      shch      "        "             "             chtch           schtsch shch          sc      s
ъ      ie        -        "             "             "               "      "              "       "
ъ$     -         "        "             "             "               "      "              "       "
ы      y         "        "             "             "               "      "              "       "
ь      -         "        "             "             "               "      "              "       "
ьо     o         "        "             yo            io              jo     o              jo      o
ья$    ia        ya       "             ia            "               ja     ia             ja      a
э      e         "        "             "             "               "      "              "       "
ю      iu        yu       "             "             iou             ju     iu             ju      u
я      ia        ya       "             "             ia              ja     ia             ja      a
ў      u         w        u             "             ou              u      "              "       "
є      e         ye       e             ye            ie              je     e              je      e
і      i         "        "             "             "               "      "              "       "
ї      i         yi       i             yi            i               ji     i              ji      i
ґ      g         "        "             "             "               "      "              "       "
ј      j         "        "             y             i               j      "              "       "
ђ      dj        "        "             "             "               "      "              d       "
ћ      c         "        ch            "             tch             c      "              "       "
љ      lj        "        "             ly            li              lj     "              "       "
њ      nj        "        "             ny            ni              nj     "              "       "
џ      dzh       "        "             "             dj              dz     dzh            dz      "
ѓ      gj        "        "             "             "               "      "              g       "
ќ      kj        "        "             "             "               "      "              k       "
ѕ      dz        "        "             "             "               "      "              "       "
ѣ      e         ye       e             "             ie              je     e              "       "
ѳ      f         "        "             "             "               "      "              "       "
ѵ      i         "        "             "             "               "      "              "       "
һ      kh        h        "             "             "               "      "              "       "
ә      a         "        "             "             "               "      "              "       "
ө      o         "        "             "             "               "      "              "       "
ү      u         "        "             "             "               "      "              "       "
ң      n         ng       n             "             "               "      "              "       "
ӏ      -         "        "             "             "               "      "              "       "
ӕ      ae        "        "             "             "               "      "              "       "
""",
    _VOWELS,
)

UKRAINIAN = Table(
    """
letter Ukraine_2010 BGN/PCGN Russian_style French German scholarly
г      h            "        g             h      "      "
зг     zgh          zh       zg            zgh    shg    zh
є      ie           ye       e             ie     je     "
^є     ye           "        e             ie     je     "
е      e            "        "             "      "      "
ж      zh           "        "             j      sch    z
з      z            "        "             "      s      z
и      y            "        i             y      "      "
ий$    yi           yy       y             "      yj     "
ій$    ii           iy       "             i      ij     "
ї      i            yi       i             i      ji     "
^ї     yi           "        i             i      ji     "
й      i            y        "             i      j      "
^й     y            "        "             i      j      "
ья$    ia           ya       "             ia     ja     "
ія$    iia          iya      "             iia    ija    "
в      v            "        "             "      w      v
у      u            "        "             ou     u      "
х      kh           "        "             "      ch     "
ц      ts           "        "             "      z      c
ч      ch           "        "             tch    tsch   c
ш      sh           "        "             ch     sch    s
щ      shch         "        "             chtch  schtsch sc
ъ      -            "        "             "      "      "
ьо     o            "        e             io     jo     o
ю      iu           yu       "             iou    ju     "
^ю     yu           "        "             iou    ju     "
я      ia           ya       "             ia     ja     "
^я     ya           "        "             ia     ja     "
""",
    _VOWELS,
    RUSSIAN,
)

BELARUSIAN = Table(
    """
letter ICAO_9303 BGN/PCGN Belarus_2007 Russian_style
г      h         "        "            g
е      e         ye       ie           e
^е     e         ye       je           ye
Vе     e         ye       je           e
ё      io        yo       io           e
^ё     io        yo       jo           yo
ж      zh        "        z            zh
й      i         y        j            y
ў      u         w        u            v
х      kh        "        ch           kh
ц      ts        "        c            ts
ч      ch        "        c            ch
ш      sh        "        s            sh
ю      iu        yu       iu           yu
^ю     iu        yu       ju           yu
я      ia        ya       ia           ya
^я     ia        ya       ja           ya
""",
    _VOWELS,
    RUSSIAN,
)

SOUTH_SLAVIC = Table(
    """
letter Gaj's_Latin ICAO_9303 Macedonian_passport English
ђ      d           dj        "                   "
ж      z           "         zh                  "
ѕ      dz          "         "                   "
й      j           "         "                   y
ј      j           "         "                   y
љ      lj          "         "                   ly
њ      nj          "         "                   ny
ћ      c           "         kj                  ch
ќ      k           kj        "                   ky
ѓ      g           gj        "                   gy
х      h           "         "                   "
ц      c           "         "                   ts
ч      c           "         ch                  "
џ      dz          "         dj                  dzh
ш      s           "         sh                  "
""",
    _VOWELS,
    RUSSIAN,
)

BULGARIAN = Table(
    """
letter Bulgaria_2009 BGN/PCGN ISO/R_9
ж      zh            "        z
й      y             "        j
ия$    ia            iya      ija
х      h             kh       h
ц      ts            "        c
ч      ch            "        c
ш      sh            "        s
щ      sht           "        st
ъ      a             u        a
ъ$     -             "        "
ь      -             "        "
ьо     yo            "        jo
ю      yu            "        ju
я      ya            "        ja
""",
    _VOWELS,
    RUSSIAN,
)

TURKIC = Table(
    """
letter BGN/PCGN Russian_style national
ә      a        "             ae
ғ      gh       g             gh
қ      q        k             q
ң      ng       n             "
ө      o        "             u
ұ      u        "             "
ү      u        "             "
һ      h        kh            h
ҳ      h        kh            h
ҷ      j        dzh           j
җ      j        zh            j
ӣ      i        "             "
ӯ      u        "             "
ў      o        u             o
ҡ      q        k             q
ҙ      z        "             th
ҫ      s        "             th
е      e        "             "
^е     ye       "             e
Vе     ye       e             "
ё      yo       e             yo
ж      zh       "             j
й      y        "             i
ий$    iy       y             i
х      kh       "             x
ю      yu       "             iu
я      ya       "             ia
""",
    _VOWELS,
    RUSSIAN,
)

_SLAVIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґўђѓѕјљњћќџѣѳѵ")
_SOUTH = frozenset("ђѓѕјљњћќџ")
_UKRAINIAN = frozenset("єїґ")
_NOT_UKRAINIAN = frozenset("ёўэы")
_UKRAINIAN_ENDINGS = re.compile("[сцз]ьк|ьо")
"""Soft consonants that Russian writes hard (Zelensky) or with another letter (Kovalev)."""
_BEFORE_HARD_SIGN = frozenset("еёюяиі")
_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x483, 0x48A), 0x2BC])


def _is_bulgarian(word: str) -> bool:
    """Whether a hard sign stands where Russian has none: not before a soft vowel, not at the end (old spelling)."""
    return any(a == "ъ" and b not in _BEFORE_HARD_SIGN for a, b in pairwise(word))


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word by the systems of the language its letters show."""
    word = word.translate(_MARKS)
    letters = set(word)
    if letters & _SOUTH:
        return best(SOUTH_SLAVIC.read(word))
    russian = RUSSIAN.read(word)
    if letters - _SLAVIC:
        return best(TURKIC.read(word) + russian)
    certain = bool(letters & _UKRAINIAN) or _UKRAINIAN_ENDINGS.search(word) is not None
    if certain or ("і" in letters and not letters & _NOT_UKRAINIAN):
        extra = [] if certain or "и" in letters else BELARUSIAN.read(word)
        ukrainian = UKRAINIAN.read(word)
        return best(ukrainian[:3] + extra[:3] + ukrainian[3:] + russian)
    if letters & {"і", "ў"}:
        return best(BELARUSIAN.read(word) + russian)
    if "ъ" in letters and _is_bulgarian(word):
        return best(BULGARIAN.read(word) + russian)
    slavic = russian[:4] + UKRAINIAN.read(word, 1) + foreign(word) + russian[4:7]
    latin = western(word)
    return best(slavic + latin[:1] + russian[7:] + BULGARIAN.read(word, 1) + latin[1:])
