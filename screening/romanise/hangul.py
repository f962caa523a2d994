"""Korean Hangul: syllables taken apart by arithmetic (Unicode 3.12) and read by the systems names are printed in.

* Revised Romanization: Ministry of Culture notice 2000-8 (Gim Yeong-bok); no sound changes between syllables but ll,
  which is its rule for given names.
* McCune-Reischauer 1939 without breves and apostrophes; k, t, p, ch are g, d, b, j between voiced sounds.
* DPRK: as the North prints names (Kim Jong Un, Pak, Ri, Choe): o for eo, j for ch, syllables unchanged.
* South Korean usage: what passports of the South mostly print (Jung, Hyun, Young, Woo, Hee).
* foreign name: a Latin name written in Hangul, without the vowel eu that Hangul adds; ll is its l.

Surnames have spellings of their own (Kim, Lee, Park) that no system gives; they are in ``SURNAMES`` (from NK-11,
the Korean census spellings and list data) and stand in place of the first syllable. Hanja are not read.
"""

from itertools import product

from screening.romanise import MAX_READINGS, Reading, best

SCRIPT = "HANGUL"

_FIRST, _LAST = 0xAC00, 0xD7A3

_INITIALS = {
    "Revised Romanization": "g kk n d tt r m b pp s ss - j jj ch k t p h",
    "DPRK": "k kk n t tt r m p pp s ss - j jj ch k t p h",
    "McCune-Reischauer": "k kk n t tt r m p pp s ss - ch tch ch k t p h",
    "South Korean usage": "k kk n d tt r m b pp s ss - j jj ch k t p h",
    "foreign name": "g k n d t r m b p s s - j j ch k t p h",
}
_VOWELS = {
    "Revised Romanization": "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    "DPRK": "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    "McCune-Reischauer": "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    "South Korean usage": "a ae ya yae u e yu ye o wa wae oe yo oo wo we wi yoo eu ee i",
    "foreign name": "a a ya ya e e ye ye o wa wa oe yo u wo we wi yu - ui i",
}
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
"""ㄱ to ㅎ as they sound at the end of a syllable; the same in every system."""

SURNAMES: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """
가 ka ga
강 kang gang
고 ko go koh
공 kong gong
곽 kwak gwak
구 koo ku gu goo
국 kuk gook
권 kwon gwon
금 kum keum geum
기 ki gi
길 kil gil
김 kim gim
나 na ra
남 nam
남궁 namgung namkung namkoong
노 no roh noh ro
도 do to
독고 dokgo tokko
동 dong tong
라 ra na
량 ryang yang
려 ryo yeo
련 ryon yeon
렴 ryom yeom
로 ro no roh noh
류 ryu yoo yu ryoo
륙 ryuk yuk
리 ri lee rhee li yi
림 rim lim im
마 ma
맹 maeng
명 myong myung myeong
문 mun moon
민 min
박 pak park bak
반 ban pan
방 bang pang
배 bae pae
백 paek baek paik baik
변 byun pyon byon byeon
봉 bong pong
사공 sagong
서 seo so suh
석 sok seok suk
선 sun son seon
선우 sonu sunwoo seonu
설 sol seol sul
성 song sung seong
소 so
손 son sohn
송 song
신 sin shin
심 sim shim
안 an ahn
양 yang ryang
어 o eo
엄 om um eom
여 yo yeo
연 yon yeon youn
염 yom yeom yum
예 ye
오 o oh
옥 ok
왕 wang
용 yong ryong
우 u woo wu
원 won
위 wi
유 yu yoo ryu you
육 yuk
윤 yun yoon youn
은 un eun
이 lee yi ri rhee i
인 in
임 im lim rim yim
장 jang chang
전 jon jeon chun chon
정 jong jung jeong chung chong
제 je che
제갈 jegal jekal chegal
조 jo cho
주 ju joo chu
지 ji chi jee
진 jin chin
차 cha
채 chae
천 chon chun cheon
최 choe choi
추 chu choo
탁 tak
태 thae tae
표 phyo pyo
하 ha
한 han
함 ham
허 ho heo hur huh
현 hyon hyun hyeon
형 hyong hyung
홍 hong
황 hwang
황보 hwangbo
""".strip().splitlines()
}
"""Surname -> its spellings in Latin, commonest first (lists hold the North's spellings more often than the South's)."""

_NAME_SYLLABLES = 4
"""A longer word is no personal name of Korean form: surname spellings are not tried."""


def _rows(rows: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {system: tuple(cell.replace("-", "") for cell in row.split()) for system, row in rows.items()}


_TABLES = [(system, _rows(_INITIALS)[system], _rows(_VOWELS)[system]) for system in _INITIALS]
_END = tuple(cell.replace("-", "") for cell in _FINALS.split())
_UNCHANGED = frozenset({"DPRK", "South Korean usage"})
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_VOICEABLE = frozenset({0, 3, 7, 12})
_VOICED_ENDS = frozenset({"", "n", "m", "l", "ng"})


def _parts(word: str) -> list[tuple[int, int, int]]:
    """Take the syllables apart into the numbers of initial, vowel and final."""
    codes = [ord(syllable) - _FIRST for syllable in word if _FIRST <= ord(syllable) <= _LAST]
    return [(code // 588, code % 588 // 28, code % 28) for code in codes]


def _spell(
    part: tuple[int, int, int], table: tuple[str, tuple[str, ...], tuple[str, ...]], before: str | None = None
) -> str:
    """Spell one syllable by one system; ``before`` is the final before it, None at the start of a word."""
    (initial, vowel, final), (system, initials, vowels) = part, table
    first, middle, end = initials[initial], vowels[vowel], _END[final]
    if initial == 5 and before == "l" and system not in _UNCHANGED:
        first = "l"
    elif system == "McCune-Reischauer":
        if before in _VOICED_ENDS and initial in _VOICEABLE:
            first = _VOICED[first]
        elif initial == 5 and before in ("n", "m", "ng", "k", "p", "t"):
            first = "n"
    elif system == "South Korean usage" and middle == "yu" and initial == 11 and end == "ng":
        middle = "you"
    return first + middle + end


def _words(parts: list[tuple[int, int, int]]) -> list[tuple[str, str]]:
    befores = [None, *(_END[final] for _, _, final in parts)]
    words = []
    for table in _TABLES:
        text = "".join([_spell(part, table, before) for part, before in zip(parts, befores, strict=False)])
        words.append((text.replace("ll", "l") if table is _TABLES[-1] else text, table[0]))
    return words


def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Read a word syllable by syllable.

    Returns:
        A tuple a syllable, each with the readings of that syllable by all systems without repetition; the first
        syllable has its surname spellings first. For "all three syllables must agree" (NK-12).
    """
    found = []
    for at, part in enumerate(_parts(word)):
        spelled = [_spell(part, table) for table in _TABLES[:-1]]
        voiced = _spell(part, _TABLES[2], "") if at else ""
        surname = SURNAMES.get(word[:1], ()) if at == 0 else ()
        found.append(tuple(dict.fromkeys(text for text in (*surname, *spelled, voiced) if text)))
    return tuple(found)


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word, its syllables joined; a first syllable that is a surname is spelled as surnames are."""
    parts = _parts(word)
    length = 2 if word[:2] in SURNAMES else 1
    if len(parts) > _NAME_SYLLABLES or word[:length] not in SURNAMES:
        return best(_words(parts))
    whole, rest = _words(parts)[:-1], _words(parts[length:])[:-1]
    ranked = sorted(product(range(len(SURNAMES[word[:length]])), range(len(rest))), key=lambda pair: (sum(pair), pair))
    named = [(SURNAMES[word[:length]][first] + rest[then][0], rest[then][1]) for first, then in ranked]
    distinct = dict(reversed(named))
    keep = MAX_READINGS - 2
    ordered = list(dict.fromkeys(text for text, _ in named))[:keep]
    return best([*((text, distinct[text]) for text in ordered), *whole])
