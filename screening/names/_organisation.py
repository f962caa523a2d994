"""A name read as an organisation's, a vessel's or an aircraft's: legal forms, abbreviations, numbers."""

import re
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from screening import lexicon
from screening.names._cut import FIELDS
from screening.names._noise import address_length, set_aside
from screening.names._numbers import last_number, numbered, roman_number, spelled_numbers, spelled_signs
from screening.names._tokens import Name, Role, Token, bare_numbers, first_reading, folded_words, token_of
from screening.schema import Kind
from screening.text import clean, fold_word, has_lookalikes, script

_FOUNDER = re.compile(
    r"(?<!\w)(?:им|имени|імені|імя|im|imeni|named after)(?:[. ]+[^\W\d_](?=\.)){1,3}\.(?=[ ]*\w)", re.IGNORECASE
)
NAMED = frozenset(["им", "имени", "імені", "імя", "im", "imeni", "after"])
LAST_LETTER = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3](?=[\s!-/:-@\[-`{-~«»“”„]|\Z)")
"""The letter that an abbreviation may end with, without its dot: no syllable, and none with a sign of its own on it."""
DOTTED = re.compile(rf"(?<!\w)(?:[^\W\d_]\.[ ]?){{2,}}(?:{LAST_LETTER.pattern})?")
_GLUED = re.compile("llc|ltd|gmbh|fz[ec]|jsc|ooo|[ozp]ao|limited|company|corporation")
_GLUED_BEFORE = re.compile(r"(?:ooo|oao|zao|pao|jsc|ojsc|cjsc|pjsc|llc|limited|company)(?P<rest>.{3,})")
_GLUED_BEHIND = re.compile(r"(?P<rest>.{3,})(?:llc|ltd|gmbh|fze|fzco|jsc|ooo|oao|zao|pao|limited|company|corporation)")
_CORRECTED_LETTERS, CUT_LETTERS, GLUED_LETTERS = 6, 5, 3
_TWO_EDITS_LETTERS, _HALF = 8, 3
_PHRASE_WORDS, PHRASE_LETTERS = 3, 4
_ACCENTED_LETTERS = 3
ANY_NAME = "qzqzq"
"""A word that is like no word of any table."""
_TAIL = re.compile(r"[^\W_]+")


@cache
def _longest_form() -> int:
    return max(len(phrase) for phrase in lexicon.legal_forms())


def read_aircraft(text: str) -> Name:
    """Read the name of an aircraft, its tail number: exact but for case, blanks and hyphens (SE-13)."""
    mark = fold_word("".join(_TAIL.findall(clean(text))))
    if not mark:
        return Name(Kind.AIRCRAFT, (), (), ())
    token = Token(mark, Role.NUMBER, 1.0, (mark,))
    return Name(Kind.AIRCRAFT, (token,), (mark,), (text.strip(),))


def read_organisation(text: str, kind: Kind) -> Name:
    """Read the name of an organisation or a vessel: legal forms set aside, generic words and numbers canonical."""
    pairs, forms, noise = _set_apart(text)
    canonical = spelled_numbers([(raw, word, canonical_word(word, i, kind)) for i, (raw, word) in enumerate(pairs)])
    return Name(
        kind,
        tuple(token_of(word, kind, also(folded, word, kind)) for _, folded, word in canonical),
        tuple(word if word.startswith("#") else folded for _, folded, word in canonical),
        tuple(raw for raw, _, _ in canonical),
        forms,
        lookalikes=has_lookalikes(text),
        noise=noise,
    )


@lru_cache(maxsize=8192)  # a name is read as an organisation's, then as a vessel's, some thousands at once
def _set_apart(text: str) -> tuple[tuple[tuple[str, str], ...], frozenset[str], tuple[str, ...]]:
    """The words of a name as written and folded; its legal forms and what else is none of it, set aside."""
    pairs, noise = words_of(text)
    pairs, forms = _take_forms(pairs)
    pairs = pairs if len(text.strip()) in FIELDS else last_number(pairs)  # there the letter may begin a word
    return tuple(pairs), forms, noise


def words_of(text: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The words of a name as written and folded, with those of legal forms; what else is none of it, set aside."""
    text, noise = set_aside(clean(text), Kind.ORGANISATION)
    if "." in text:
        text = _FOUNDER.sub(lambda found: found[0].replace(".", " "), text)
    text = text.replace("&", " and ")
    if "." in text:
        text = DOTTED.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", text)
    pairs = numbered(folded_words(bare_numbers(spelled_signs(text))))
    return _mend_forms(_join_letters(_founder_initials(pairs))), noise


def forms_behind(text: str) -> tuple[frozenset[str], str]:
    """The classes of the legal forms that a text is behind a word that may be none of them; and its first word.

    None where it is more than legal forms.
    """
    pairs, noise = words_of(f"{ANY_NAME} {text}")
    kept, forms = _take_forms(pairs)
    if noise or kept != [(ANY_NAME, ANY_NAME)]:
        return frozenset(), ""
    return forms, pairs[1][1]


@lru_cache(maxsize=65536)
def may_begin_form(word: str) -> bool:
    """Whether a word ends in the first word of a legal form of three words or more, or is that, misspelt."""
    begins, short = _begins_of_long_forms()
    if word.endswith(begins):
        return True
    if not PHRASE_LETTERS <= len(word) <= _CORRECTED_LETTERS or _is_known(word):
        return False
    return process.extractOne(word, short, scorer=OSA.distance, score_cutoff=1) is not None


@cache
def _begins_of_long_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first words of legal forms of three words or more; those of them that a short word may be, misspelt."""
    begins = tuple(sorted(edges_of_forms()[0]))
    return begins, tuple(each for each in begins if len(each) <= _CORRECTED_LETTERS + 1)


def _founder_initials(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join a founder's initials to the word before them: "имени В. А. Дегтярёва" tells no more than "имени" (NK-21)."""
    out: list[tuple[str, str]] = []
    for raw, word in pairs:
        if len(word) == 1 and word.isalpha() and out and out[-1][1].split(" ")[0] in NAMED:
            out[-1] = (f"{out[-1][0]} {raw}", f"{out[-1][1]} {word}")
        else:
            out.append((raw, word))
    return out


def also(folded: str, canonical: str, kind: Kind) -> tuple[str, ...]:
    """Further spellings of a word: what stood behind the canonical one, and the word without a glued legal form."""
    if not folded.isascii() or not folded.isalpha() or canonical.startswith("#"):
        return ()
    if folded != canonical:
        return (folded,)
    if kind is Kind.ORGANISATION and _GLUED.search(folded) and lexicon.weight(folded, kind) == 1:
        found = _GLUED_BEFORE.match(folded) or _GLUED_BEHIND.match(folded)
        return (found["rest"],) if found else ()
    return ()


def _join_letters(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join runs of two or more single letters: "D O O" and "A/S" are abbreviations, not initials (US-11)."""
    out: list[tuple[str, str]] = []
    run: list[tuple[str, str]] = []
    for pair in [*pairs, ("", "")]:
        if len(pair[1]) == 1 and pair[1].isascii() and pair[1].isalpha():
            run.append(pair)
            continue
        if len(run) > 1:
            out.append(("".join(raw for raw, _ in run), "".join(word for _, word in run)))
        else:
            out.extend(run)
        run = []
        if pair[1]:
            out.append(pair)
    return out


def _mend_forms(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Part two words of legal forms written as one ("LIABILITYCOMPANY"), join one written as two ("LIAB ILITY")."""
    out: list[tuple[str, str]] = []
    words_of_forms = set_of_form_words()
    for i, (raw, word) in enumerate(pairs):
        before = out[-1][1] if out else ""
        cut = form_cut(word) or _glued_at(raw, [each for _, each in out], word, [each for _, each in pairs[i + 1 :]])
        if cut:
            out += [(raw[:cut], word[:cut]), (raw[cut:], word[cut:])]
        elif before + word in words_of_forms and before and not (_is_known(before) and _is_known(word)):
            out[-1] = (f"{out[-1][0]} {raw}", before + word)
        else:
            out.append((raw, word))
    return out


def _glued_at(raw: str, before: list[str], word: str, behind: list[str]) -> int:
    """Where the end of a legal form is glued to a word of the name; 0 where it is not.

    Only where the rest of a form of three words or more stands beside ("SYSTEMJOINT STOCK COMPANY"), or a capital
    begins a form of one word ("SahelCo"): otherwise many names end in letters of a form (Mexico).
    """
    if len(word) < GLUED_LETTERS + 2 or len(raw) != len(word) or not word.isascii():
        return 0
    if _is_known(word) or corrected(word) != word:
        return 0
    first, last = edges_of_forms()
    for cut in range(GLUED_LETTERS, len(word) - 1):
        if any(behind[: len(rest)] == list(rest) for rest in first.get(word[cut:], ())):
            return cut
        if raw[cut].isupper() and raw[cut - 1].islower() and (word[cut:],) in lexicon.legal_forms():
            return cut
    for cut in range(PHRASE_LETTERS, len(word) - GLUED_LETTERS + 1):
        if any(before[-len(rest) :] == list(rest) for rest in last.get(word[:cut], ())):
            return cut
    return 0


def is_glued(raw: str, word: str) -> bool:
    """Whether a capital begins a legal form that is glued to a word."""
    return not raw[1:].islower() and not raw.isupper() and _glued_at(raw, [], word, []) > 0


@cache
def edges_of_forms() -> tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]]:
    """From the first, and from the last word of each form of three words or more to the rest of it; long words only."""
    first: dict[str, list[tuple[str, ...]]] = {}
    last: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon.legal_forms():
        if len(phrase) >= _PHRASE_WORDS and len(phrase[0]) >= PHRASE_LETTERS:
            first.setdefault(phrase[0], []).append(phrase[1:])
        if len(phrase) >= _PHRASE_WORDS and len(phrase[-1]) >= PHRASE_LETTERS:
            last.setdefault(phrase[-1], []).append(phrase[:-1])
    return first, last


def parts_of_long_forms() -> tuple[set[str], set[str], set[str]]:
    """The first and the last words of legal forms of three words or more, and all words of these."""
    first, last = edges_of_forms()
    return set(first), set(last), {word for words in _gaps().values() for word in words}


@lru_cache(maxsize=65536)
def form_cut(word: str) -> int:
    """Where an unknown word falls into two words of legal forms; 0 where it does not."""
    if len(word) < 2 * CUT_LETTERS or not word.isascii() or _is_known(word):
        return 0
    parts = _all_form_words()
    cuts = range(CUT_LETTERS, len(word) - CUT_LETTERS + 1)
    return next((cut for cut in cuts if word[:cut] in parts and word[cut:] in parts), 0)


@cache
def _all_form_words() -> frozenset[str]:
    return frozenset(word for phrase in lexicon.legal_forms() for word in phrase if len(word) >= CUT_LETTERS)


def _take_forms(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], frozenset[str]]:
    """Take the phrases of legal forms out, longest first; keep the words when nothing else would be left (NK-19).

    Repeated until nothing more is found: what stood before a form at the end then stands at the end itself ("TACTICAL
    CORPORATION JOINT STOCK COMPANY"; forms may be doubled, NK-20).
    """
    kept, found = pairs, frozenset[str]()
    while True:
        rest, more = _take_forms_once(kept)
        if not more or not rest:
            return kept, found
        kept, found = rest, found | more


@lru_cache(maxsize=65536)
def corrected(word: str) -> str:
    """Correct a misspelt word of a legal form, to recognise the form by; other words come back as they are.

    In lists the edited word is very often "OBSHCHESTVO" or "COMPANY". One edit, two from eight letters on, and only in
    a word that is not itself known.
    """
    if len(word) < _CORRECTED_LETTERS or not word.isascii() or _is_known(word):
        return word
    most = 2 if len(word) >= _TWO_EDITS_LETTERS else 1
    near = _of_like_letters(word) if most == 2 else _of_like_ends(word)
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=most) if near else None
    return found[0] if found else word


def _of_like_letters(word: str) -> list[str]:
    """Words of legal forms with letters as those of a word but for what two edits change."""
    form_words, letters = _form_words_by_letters()
    near = (np.bitwise_count(letters ^ _letters(word)) <= 2 * 2).nonzero()[0]
    return [form_words[at] for at in near.tolist()]


def _of_like_ends(word: str) -> list[str]:
    """Words of legal forms that one edit may make of a word of 6 or 7 letters: one half stays, or both meet swapped."""
    begun, ended = _form_words_by_ends()
    first, second = word[:_HALF], word[_HALF:]
    near = {*begun.get(first, ()), *ended.get(second, ())}
    swapped = f"{first[:-1]}{second[0]}{first[-1]}{second[1:]}"
    if swapped in set_of_form_words():
        near.add(swapped)
    return sorted(near)


@cache
def _form_words_by_ends() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Words of legal forms by their first letters, and by their last ones: as many as the halves of a short word."""
    begun: dict[str, list[str]] = {}
    ended: dict[str, list[str]] = {}
    for word in form_words():
        begun.setdefault(word[:_HALF], []).append(word)
        for letters in range(_CORRECTED_LETTERS - _HALF, _TWO_EDITS_LETTERS - _HALF):
            ended.setdefault(word[-letters:], []).append(word)
    return begun, ended


@lru_cache(maxsize=65536)
def may_be_form(word: str) -> bool:
    """Whether a word may be taken for a misspelt word of a legal form, for two written as one, or may begin a form."""
    if len(word) >= _CORRECTED_LETTERS and (corrected(word) != word or form_cut(word) > 0):
        return True
    return may_begin_form(word)


def _letters(word: str) -> int:
    """The letters of a word as bits, and those that it has twice: an edit changes two at most."""
    found = 0
    for letter in word:
        bit = 1 << ord(letter) % 32
        found |= bit << 32 if found & bit else bit
    return found


@cache
def _form_words_by_letters() -> "tuple[tuple[str, ...], npt.NDArray[np.uint64]]":
    return form_words(), np.array([_letters(word) for word in form_words()], dtype=np.uint64)


def _is_known(word: str) -> bool:
    return word in _known_words()


@cache
def _known_words() -> frozenset[str]:
    """Words of legal forms, generic words and places, and all that the lexicon weighs in names of organisations."""
    weights = lexicon.weights(Kind.ORGANISATION)
    weighed = (word for word, weight in weights.items() if weight < 1)
    return set_of_form_words().union(lexicon.generic_words(), lexicon.singular(), lexicon.places(), weighed)


@cache
def form_words() -> tuple[str, ...]:
    found = {word for phrase in lexicon.legal_forms() for word in phrase}
    return tuple(sorted(word for word in found if len(word) >= _CORRECTED_LETTERS and word.isascii()))


@cache
def set_of_form_words() -> frozenset[str]:
    return frozenset(form_words())


def _take_forms_once(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], frozenset[str]]:
    forms, longest = lexicon.legal_forms(), _longest_form()
    plain = [corrected(first_reading(word)) for _, word in pairs]
    kept: list[tuple[str, str]] = []
    found: set[str] = set()
    begins, go_on = _openings_of_forms()
    i, end = 0, len(pairs) - address_length(plain)  # "Nedra AO Dubai": the form stands at the end of the name
    while i < len(pairs):
        most = longest if plain[i] in begins or (i + 1 < len(plain) and plain[i + 1] in go_on) else 0
        for length in range(min(most, len(pairs) - i), 0, -1):
            phrase = tuple(plain[i : i + length])
            form = forms.get(phrase) or (_misspelt_form(phrase) if length >= _PHRASE_WORDS else None)
            if form and length == 1 and is_accented_name(pairs[i][0]):
                form = None
            if form and not (form.edge_only and i > 0 and i + length < end):
                found.add(form.class_id)
                i += length
                break
        else:
            kept.append(pairs[i])
            i += 1
    return kept, frozenset(found)


@cache
def _openings_of_forms() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of legal forms; the second ones of those of three words or more, whose first may be misspelt."""
    forms = lexicon.legal_forms()
    return frozenset(each[0] for each in forms), frozenset(each[1] for each in forms if len(each) >= _PHRASE_WORDS)


@lru_cache(maxsize=65536)
def _misspelt_form(phrase: tuple[str, ...]) -> lexicon.LegalForm | None:
    """The legal form that a phrase is but for one letter in one short word ("joynt stock company")."""
    forms = lexicon.legal_forms()
    for i, word in enumerate(phrase):
        if PHRASE_LETTERS <= len(word) <= _CORRECTED_LETTERS and not _is_known(word):
            for other in _gaps().get((phrase[:i], phrase[i + 1 :]), ()):
                if OSA.distance(word, other, score_cutoff=1) <= 1 and len(other) >= PHRASE_LETTERS:
                    return forms[(*phrase[:i], other, *phrase[i + 1 :])]
    return None


@cache
def _gaps() -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]]:
    """Words that make a legal form of three words or more between others."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for phrase in lexicon.legal_forms():
        if len(phrase) >= _PHRASE_WORDS:
            for i, word in enumerate(phrase):
                found.setdefault((phrase[:i], phrase[i + 1 :]), []).append(word)
    return found


def is_accented_name(raw: str) -> bool:
    """Whether a short Latin word is written as a name, not as an abbreviation: "Sá" is a surname, "SA" and "AŞ" no."""
    return len(raw) <= _ACCENTED_LETTERS and raw.istitle() and not raw.isascii() and script(raw[0]) == "LATIN"


def canonical_word(word: str, place: int, kind: Kind) -> str:
    """Abbreviations written out, plurals of generic words singular, numbers as ``#n``, a founder's initials gone."""
    word = word.partition(" ")[0]
    if word.isdigit():
        return f"#{int(word)}" if len(word) < 19 else f"#{word}"
    if value := roman_number(word, place, kind):
        return f"#{value}"
    if kind is Kind.ORGANISATION:
        word = lexicon.abbreviations().get(word, word)
        word = lexicon.singular().get(word, word)
    return word
