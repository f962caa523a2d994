"""The short way for plain names: words that mean the same in every name, put together from what is known of each.

Most names need none of the rules that look at several words at once. What a word comes to is remembered, together with
what would have to stand beside it to mean something else; a name without such neighbours is then read exactly as the
long way reads it (``tests/test_plain.py`` holds the law).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from screening import lexicon
from screening.names import _beside as beside
from screening.names import _mended as mended
from screening.names import _organisation as organisation
from screening.names import _person as person
from screening.names._latin import name_token
from screening.names._numbers import spelled_numbers
from screening.names._tokens import Name, Token, cut_words, first_reading, token_of
from screening.romanise import arabic
from screening.romanise._marks import spelled_out
from screening.romanise._syllabic import has_kana, is_han, is_read
from screening.schema import Kind
from screening.text import APOSTROPHES, fold_lookalikes, fold_word, has_lookalikes, script, words

_APOSTROPHES = frozenset(APOSTROPHES)
_PLAIN_SIGNS = _APOSTROPHES.union("-.()/")
_QUOTES = re.compile('["«»„“”]')
_LETTERS = re.compile("[^\\W\\d_](?:/[^\\W\\d_])+")
_SMALL_SIGNS = frozenset("&-/")
"""Signs that stand between words of a person's name and are none."""
_MOST_OF_FORM = 8
"""So many pieces at the end of a name are looked at for a legal form of several words."""
_NOTHING = (0,)


class Piece(NamedTuple):
    """One of the ``parts`` of a name: its words as tokens, as spelled and as written, and what each needs beside it.

    ``forms``: the classes of a legal form, whose words are none of the name where it stands first or last.
    """

    tokens: tuple[Token, ...]
    spelled: tuple[str, ...]
    raw: tuple[str, ...]
    needs: tuple[int, ...]
    forms: frozenset[str] = frozenset()


def parts(text: str) -> list[str]:
    """What stands between blanks or quotation marks of a name; a legal form of several words at its end as one."""
    found = (_QUOTES.sub(" ", text) if _QUOTES.search(text) else text).split()
    most, count = min(_MOST_OF_FORM, len(found) - 1), 0
    while count < most and _is_of_form(found[-1 - count]):
        count += 1
    for length in range(count, 1, -1):
        end = " ".join(found[-length:])
        if _forms(end):
            return [*found[:-length], end]
    return found


def read_plain(text: str, kind: Kind) -> Name | None:
    """A plain name, read as the long way reads it; None for a name that needs the long way."""
    pieces = _pieces(text, kind, japanese=False)
    last = pieces.pop().forms if len(pieces) > 1 and pieces[-1].forms else frozenset[str]()
    first = pieces.pop(0).forms if len(pieces) > 1 and pieces[0].forms else frozenset[str]()
    if any(each.forms for each in pieces):
        return None
    needs = _needs(pieces)
    if beside.together(needs, form=bool(last), led=bool(first)):
        if not beside.is_japanese(needs):
            return None
        pieces = _pieces(text, kind, japanese=True)
        if beside.together(_needs(pieces)):
            return None
    tokens, spelled, raw = _words_of(pieces)
    return Name(kind, tokens, spelled, raw, first | last) if tokens else None


def _words_of(pieces: Sequence[Piece]) -> tuple[tuple[Token, ...], tuple[str, ...], tuple[str, ...]]:
    """The words of pieces: as tokens, as spelled and as written."""
    return (
        tuple(token for each in pieces for token in each.tokens),
        tuple(word for each in pieces for word in each.spelled),
        tuple(word for each in pieces for word in each.raw),
    )


def _pieces(text: str, kind: Kind, *, japanese: bool) -> list[Piece]:
    """The pieces of a plain name; none where one of them needs the long way."""
    found = [piece(each, kind, japanese=japanese) for each in parts(text)]
    pieces = [each for each in found if each]
    return pieces if len(pieces) == len(found) else []


def _needs(pieces: Iterable[Piece]) -> tuple[int, ...]:
    return tuple(need for each in pieces for need in each.needs)


@lru_cache(maxsize=131072)
def piece(text: str, kind: Kind, *, japanese: bool = False) -> Piece | None:
    """One of the ``parts`` of a name, as it is read by itself; None for what always needs the long way.

    Args:
        text: what ``parts`` gives.
        kind: a person, an organisation or a vessel.
        japanese: the name is Japanese, so its Chinese characters are not read.
    """
    if " " in text:
        return _of_several(text, kind, japanese=japanese)
    return _of_name(text, kind) or _by_rules(text, kind, japanese=japanese)


@lru_cache(maxsize=65536)
def may_be_one(first: str, second: str, kind: Kind) -> bool:
    """Whether one of two pieces, one behind the other, may be read otherwise than by itself; no doubt where not.

    Told of an organisation's or a vessel's first piece that may be nothing but a part of a legal form.
    """
    found = piece(first, kind) if kind is not Kind.PERSON else None
    if found is None or not found.needs or any(need & beside.MAY_OPEN & ~beside.FIRST for need in found.needs):
        return True
    word = mended.first_word(second)
    return not word or mended.may_mend(found.spelled, word)


def _of_several(text: str, kind: Kind, *, japanese: bool) -> Piece | None:
    """A legal form of several words; in the name of a person, its words."""
    if kind is not Kind.PERSON:
        forms = _forms(text)
        return Piece((), (), (), (), forms) if forms else None
    found = [piece(each, kind, japanese=japanese) for each in text.split()]
    pieces = [each for each in found if each]
    if len(pieces) < len(found):
        return None
    tokens, spelled, raw = _words_of(pieces)
    return Piece(tokens, spelled, raw, _needs(pieces))


def _by_rules(text: str, kind: Kind, *, japanese: bool) -> Piece | None:
    if kind is Kind.PERSON:
        if text in _SMALL_SIGNS:
            return Piece((), (), (), ())
        written = _written(text)
        return _of_person(written, japanese=japanese) if written else None
    if text == "&":
        return _and(kind)
    text = text.rstrip(",")
    if form := _form(text):
        return Piece((), (), (), (), frozenset([form]))
    if _LETTERS.fullmatch(text):
        return _of_letters(text, kind)
    written = _written(text)
    if not written or ("." in text and any(len(word) == 1 for _, word in written)):
        return None
    return _of_organisation(written, kind)


def _and(kind: Kind) -> Piece | None:
    """The sign for "and", which is no word of a phrase around a name: what it parts may be one."""
    found = _of_organisation((("and", "and"),), kind)
    parted = beside.GOES_ON | beside.AT_FIRST | beside.AT_LAST
    return found._replace(needs=tuple(need | parted for need in found.needs)) if found else None


def _of_letters(text: str, kind: Kind) -> Piece | None:
    """Letters with slashes between, which are one word ("M/V"); None for phrases around a name ("c/o")."""
    found = _of_organisation(((text.replace("/", ""), text.replace("/", "").lower()),), kind)
    if found is None or not _are_letters(text):
        return None
    first, last = (beside.of_table(kind).get(text[at].lower(), 0) for at in (0, -1))
    around = beside.SINGLE | (first | last) & beside.OF_LETTERS
    return found._replace(needs=tuple(need | around for need in found.needs))


def _are_letters(text: str) -> bool:
    """Whether letters with slashes between begin no phrase around a name."""
    return text.isascii() and beside.openings().isdisjoint(pairwise(text.lower().split("/")))


@lru_cache(maxsize=65536)
def _form(text: str) -> str:
    """The class of the legal form that a piece is by itself ("Ltd.", "S.A.", "A/S", "ООО"); "" where it is none."""
    if organisation.DOTTED.fullmatch(text):
        text = text.replace(".", "")
    elif _LETTERS.fullmatch(text):
        if not _are_letters(text):
            return ""
        text = text.replace("/", "")
    written = _written(text)
    if len(written) != 1 or organisation.is_accented_name(written[0][0]):
        return ""
    word = organisation.corrected(first_reading(written[0][1]))
    if beside.of_table(Kind.ORGANISATION).get(word, 0) & (beside.AT_FIRST | beside.INSIDE | beside.AT_LAST):
        return ""
    found = lexicon.legal_forms().get((word,))
    return found.class_id if found else ""


@lru_cache(maxsize=65536)
def _is_of_form(text: str) -> bool:
    """Whether a piece may belong to a legal form of several words."""
    if text == "&":
        return True
    if text.isascii() and text.isalpha():
        return text.lower() in _form_parts()
    found = words(text.replace(".", "") if organisation.DOTTED.fullmatch(text.rstrip(",")) else text)
    return bool(found) and all(fold_word(word) in _form_parts() for word in found)


@cache
def _form_parts() -> frozenset[str]:
    return frozenset(word for phrase in lexicon.legal_forms() for word in phrase)


@lru_cache(maxsize=65536)
def _forms(text: str) -> frozenset[str]:
    """The classes of the legal forms that several pieces are behind any name; none where they may be more."""
    if has_lookalikes(text):
        return frozenset()
    found, first = organisation.forms_behind(text)
    return frozenset() if beside.of_table(Kind.ORGANISATION).get(first, 0) & beside.NUMBER else found


def _of_name(text: str, kind: Kind) -> Piece | None:
    """A Latin word that is nothing but a name, whatever stands beside it; None where more must be asked."""
    word = _latin_word(text)
    if not word or word in beside.of_table(kind):
        return None
    also = spelled_out(text) if kind is Kind.PERSON and not text.isascii() else ()
    token = name_token(word, kind, also)
    return Piece((token,), (word,), (text,), _NOTHING) if token else None


@lru_cache(maxsize=65536)
def _latin_word(text: str) -> str:
    """The word that a piece is seen at once to be, in plain Latin letters; "" where it may be none or several."""
    if not (text[1:].islower() or text.isupper()):  # a capital may begin a legal form
        return ""
    word = text.lower() if text.isascii() else fold_word(text) if _is_one_word(text) else ""
    return word if word.isascii() and word.isalpha() else ""


def _is_one_word(text: str) -> bool:
    """Whether a piece that is not ASCII is seen at once to be one word as written, without look-alike letters."""
    if not text.isalpha() or not unicodedata.is_normalized("NFKC", text) or not _APOSTROPHES.isdisjoint(text):
        return False
    return fold_lookalikes(text) == text


@lru_cache(maxsize=131072)
def _written(text: str) -> tuple[tuple[str, str], ...]:
    """The words as written and folded; none where a sign may mean more, or letters of two scripts look alike."""
    if text.isascii():
        if text.isalpha():
            return ((text, text.lower()),)
        if not all(sign.isalpha() or sign in _PLAIN_SIGNS for sign in text):
            return ()
        return tuple((word, word.lower()) for word in words(text))
    if _is_one_word(text):
        word = fold_word(text)
        return ((text, word),) if word else ()
    signs = [sign for sign in text if not sign.isalpha() and sign not in _PLAIN_SIGNS]
    if "." in text or any(
        unicodedata.category(sign)[0] != "M" and unicodedata.category(sign) != "Cf" for sign in signs
    ):
        return ()
    found = words(text)
    folded = [fold_word(word) for word in found]
    if any(fold_lookalikes(word) != word for word in found) or (signs and any(map(_has_latin, folded))):
        return ()
    return tuple((word, each) for word, each in zip(found, folded, strict=True) if each)


def _has_latin(word: str) -> bool:
    return any("a" <= letter <= "z" for letter in word)


def _of_person(written: tuple[tuple[str, str], ...], *, japanese: bool) -> Piece | None:
    cut = [(_han(word), pair) for raw, word in written for pair in cut_words(raw, word, person=True)]
    native = [script(word[:1]) in person.LETTERS for _, (_, word) in cut]
    if any(native):
        return _native([pair for _, pair in cut]) if all(native) else None
    japanese = japanese or beside.is_japanese([han for han, _ in cut])
    needs = tuple(
        han | beside.READ * (is_han(word) and not japanese) | _needs_of_person(raw, word) for han, (raw, word) in cut
    )
    tokens = tuple(person.plain_token(raw, word, japanese=japanese) for _, (raw, word) in cut)
    return Piece(tokens, tuple(word for _, (_, word) in cut), tuple(raw for _, (raw, _) in cut), needs)


def _han(word: str) -> int:
    if word.isascii():
        return 0
    written = is_han(word)
    return beside.WRITTEN * written | beside.JAPANESE * (has_kana(word) or (written and not is_read(word)))


def _needs_of_person(raw: str, word: str) -> int:
    plain = first_reading(word)
    needs = beside.of_table(Kind.PERSON).get(word, 0)
    if plain != word:
        needs |= beside.of_table(Kind.PERSON).get(plain, 0)
    if len(word) == len(raw) == 2 and person.is_initials(word):
        needs |= beside.INITIALS
    if len(plain) >= person.PATRONYMIC_LETTERS and person.PATRONYMIC.search(plain):
        needs |= beside.FATHER
    return needs


def _native(pairs: list[tuple[str, str]]) -> Piece:
    """The words of a person in Arabic or Hebrew letters; compounds are taken apart."""
    tokens, spelled, raws, needs = [], [], [], []
    for raw, word in pairs:
        need = beside.NATIVE | beside.of_table(Kind.PERSON).get(word, 0) | _compound(word)
        for part in arabic.compounds([word]):
            tokens.append(person.native_token(part))
            spelled.append(word)
            raws.append(raw)
            needs.append(need | _needs_of_person("", part.word))
    return Piece(tuple(tokens), tuple(spelled), tuple(raws), tuple(needs))


def _compound(word: str) -> int:
    begins, ends = arabic.joins(word)
    return (beside.AT_FIRST | beside.INSIDE) * begins | (beside.INSIDE | beside.AT_LAST) * ends


def _of_organisation(written: tuple[tuple[str, str], ...], kind: Kind) -> Piece | None:
    pairs = [pair for each in written for pair in cut_words(*each, person=False)]
    tokens, spelled, needs = [], [], []
    for raw, word in pairs:
        canonical = organisation.canonical_word(word, 1, kind)
        need = _needs_of_organisation(raw, word, canonical, kind)
        if need & beside.ALWAYS:
            return None
        if need & beside.NUMBER:
            canonical = spelled_numbers([(raw, word, canonical)])[0][2]
        tokens.append(token_of(canonical, kind, organisation.also(word, canonical, kind)))
        spelled.append(canonical if canonical.startswith("#") else word)
        needs.append(need)
    return Piece(tuple(tokens), tuple(spelled), tuple(raw for raw, _ in pairs), tuple(needs))


def _needs_of_organisation(raw: str, word: str, canonical: str, kind: Kind) -> int:
    table, plain = beside.of_table(kind), first_reading(word)
    needs = 0
    if plain != word:
        needs |= table.get(plain, 0)
    if canonical != word:
        needs |= table.get(canonical, 0)
    if (corrected := organisation.corrected(plain)) != plain:
        needs |= table.get(corrected, 0)
    needs = needs & ~(beside.FIRST | beside.SECOND) | table.get(word, 0)  # words are joined as they are written
    if organisation.is_accented_name(raw):
        needs &= ~beside.ALWAYS
    if organisation.form_cut(word) or organisation.is_glued(raw, word):
        needs |= beside.ALWAYS
    if organisation.may_begin_form(word) or (plain != word and organisation.may_begin_form(plain)):
        needs |= beside.FIRST  # the rest of the form may stand behind: "SYSTEMJOINT Stock Company"
    if len(word) == 1 and word.isascii() and word.isalpha():
        needs |= beside.SINGLE
    elif organisation.LAST_LETTER.match(raw):
        needs |= beside.GOES_ON
    return needs
