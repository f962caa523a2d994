"""Japanese kana: Hepburn as in passports, and what foreign names in katakana may stand for.

* Hepburn: Passport Act rule 8 (long vowels unmarked; m before b, m, p; tch for a doubled ch); the long mark and the
  lengthening u and o of "ou", "oo", "uu" are given dropped (passports), kept (word processors) and o as oh (Ohno).
* Kunrei-shiki (ISO 3602:1989): si, ti, tu, hu, zi, sya.
* foreign name: katakana adds vowels that a Latin original does not have (u after most consonants, o after t and d) and
  has no l. This system takes them out again, once with r and once with l.

Kanji are not read: see ``screening.romanise``. Half-width kana are full-width after NFKC.
"""

import re
import unicodedata

from screening.romanise import FOREIGN, Reading, best

SCRIPT = ("HIRAGANA", "KATAKANA")

_ROWS = """
あ a  い i  う u  え e  お o     ぁ a  ぃ i  ぅ u  ぇ e  ぉ o
か ka き ki く ku け ke こ ko    が ga ぎ gi ぐ gu げ ge ご go
さ sa し shi す su せ se そ so   ざ za じ ji ず zu ぜ ze ぞ zo
た ta ち chi つ tsu て te と to  だ da ぢ ji づ zu で de ど do
な na に ni ぬ nu ね ne の no    ま ma み mi む mu め me も mo
は ha ひ hi ふ fu へ he ほ ho    ば ba び bi ぶ bu べ be ぼ bo
ぱ pa ぴ pi ぷ pu ぺ pe ぽ po    ら ra り ri る ru れ re ろ ro
や ya ゆ yu よ yo ゃ ya ゅ yu ょ yo   わ wa ゐ i ゑ e を o ん n ゎ wa
ゔ vu ゕ ka ゖ ke

きゃ kya きゅ kyu きょ kyo       ぎゃ gya ぎゅ gyu ぎょ gyo
しゃ sha しゅ shu しょ sho しぇ she   じゃ ja じゅ ju じょ jo じぇ je
ちゃ cha ちゅ chu ちょ cho ちぇ che   ぢゃ ja ぢゅ ju ぢょ jo
にゃ nya にゅ nyu にょ nyo       みゃ mya みゅ myu みょ myo
ひゃ hya ひゅ hyu ひょ hyo       びゃ bya びゅ byu びょ byo
ぴゃ pya ぴゅ pyu ぴょ pyo       りゃ rya りゅ ryu りょ ryo

ふぁ fa ふぃ fi ふぇ fe ふぉ fo ふゅ fyu   ゔぁ va ゔぃ vi ゔぇ ve ゔぉ vo ゔゅ vyu
うぃ wi うぇ we うぉ wo          いぇ ye
てぃ ti とぅ tu てゅ tyu         でぃ di どぅ du でゅ dyu
つぁ tsa つぃ tsi つぇ tse つぉ tso   すぃ si ずぃ zi
くぁ kwa くぃ kwi くぇ kwe くぉ kwo   ぐぁ gwa ぐぃ gwi ぐぇ gwe ぐぉ gwo
ヷ va ヸ vi ヹ ve ヺ vo ヿ koto ゟ yori
"""
_SYLLABLES = _ROWS.split()

KANA: dict[str, str] = dict(zip(_SYLLABLES[::2], _SYLLABLES[1::2], strict=True))
"""One syllable in hiragana -> Hepburn; a katakana is read by the row of its hiragana."""

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
_KATAKANA = re.compile("[ァ-ヺ]")
_REPEATED = re.compile("(.)ゝ")
_VOICED_REPEAT = re.compile("(.)ゞ")
_SMALL = {0x31F0 + at: ord(plain) for at, plain in enumerate("くしすとぬはひふへほむらりるれろ")}
_SYLLABLE = re.compile(f"{'|'.join(kana for kana in KANA if len(kana) == 2)}|.", re.DOTALL)
_DOUBLED = re.compile("っ+(?=([a-z]?))")
_LONG = re.compile("ー+|(?<=o)[uo]|(?<=u)u")
_LONG_O = re.compile("o(?:[uo]|ー+)")
_KUNREI = (
    ("cch", "tch"),
    ("shi", "si"),
    ("chi", "ti"),
    ("tsu", "tu"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("fu", "hu"),
    ("j", "zy"),
)
_ADDED = re.compile("(?<=[bfgkmprsvz])u(?=[^aeiouyー]|$)|(?<=[td])o(?=[^aeiounryー]|r[aeio]|$)")


def _voiced(found: re.Match[str]) -> str:
    return found[1] + unicodedata.normalize("NFC", found[1] + "\u3099")[0]


def _hepburn(word: str) -> str:
    """Read kana one by one; long marks are kept, small tsu is turned into a doubled consonant."""
    plain = _VOICED_REPEAT.sub(_voiced, word.translate(_TO_HIRAGANA | _SMALL))
    plain = _REPEATED.sub(r"\1\1", plain)
    text = "".join(KANA.get(kana) or (kana if kana in "っー" else "") for kana in _SYLLABLE.findall(plain))
    return _DOUBLED.sub(r"\1", text)


def _foreign(text: str) -> str:
    return _ADDED.sub("", text).replace("ー", "")


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word: Hepburn with long vowels dropped and kept, as a foreign name, Kunrei."""
    text = _hepburn(word)
    kept, short = text.replace("ー", ""), _LONG.sub("", text)
    passport = re.sub("n(?=[bmp])", "m", short).replace("cch", "tch")
    kunrei = kept.replace("ji", "zi")
    for hepburn, japanese in _KUNREI:
        kunrei = kunrei.replace(hepburn, japanese)
    native = [(passport, "Hepburn, passport"), (_LONG_O.sub("oh", text).replace("ー", ""), "Hepburn, long o as oh")]
    native += [(kunrei, "Kunrei-shiki"), (_LONG.sub("", kunrei), "Kunrei-shiki, long vowels dropped")]
    if not _KATAKANA.search(word):
        return best([(short, "Hepburn"), (kept, "Hepburn, long vowels kept"), *native])
    foreign = _foreign(text)
    borrowed = [(foreign, FOREIGN), (foreign.replace("r", "l"), FOREIGN)]
    return best([(short, "Hepburn"), (kept, "Hepburn, long vowels kept"), *borrowed, *native])
