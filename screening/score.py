"""Two names, their score 0-100, and the named parts that add up to it.

score = 100 x M / (m + a U + b V + K + D), where M is the sum of likeness x weight over matched words, m the weight of
matched words (on the listed side), U and V the weight of listed words missing in the query and of extra words in the
query, K what contradicts (both sides keep an unexplained word in the same role) and D what makes the evidence thin.
*Omission is cheap, contradiction decisive*: a weighted mean alone dilutes one swapped word.

Names equal word for word score 100, with another legal form or noise words around them 99; nothing else scores above
99. Every number stands here
and in ``screening.costs`` with the observation that set it. The score depends on the names, the kind and the lexicon.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from screening import lexicon
from screening.costs import MODELS, Pair, costs, written
from screening.edits import VOWELS
from screening.names import (
    ABD,
    INITIAL_PAIR_WEIGHT,
    Name,
    Role,
    Token,
    meanings,
    prepare,
    prepare_query,
    share_seen,
)
from screening.schema import Kind, Part
from screening.similarity import (
    JOINED_LIKENESS,
    TRANSLATION,
    Likeness,
    Relation,
    likeness,
)
from screening.sound import sounds
from screening.syllables import is_syllabic, is_syllable, other_syllables
from screening.text import script

__all__ = [
    "COMPARED_AS", "INITIAL_LIKENESS", "MODELS", "NOT_EQUAL", "Comparison", "Pair", "align", "compare", "compare_names",
    "is_exact", "is_initial_of", "joined_likeness", "joined_word", "word_likeness",
]  # fmt: skip
INITIAL_LIKENESS = 0.9
JOINED_BY_SOUND_LETTERS = 8
"""Shorter joined words must have equal letters: "kil YI" sounds like Kelly. Those of syllables may be shorter."""
COVER = 0.05
SHORT_ALIAS_LETTERS = 6
"""A listed name of one word of at most so many letters hits by equality only (SE-08)."""
NOT_EQUAL, OTHER_FORM, NOISE = 99.0, 1.0, 1.0
FORMS_OF_ANY_KIND = frozenset(["company", "corporation"])
"""Classes of legal forms that say nothing of the kind of company, so that no form contradicts them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared as one kind.

    Attributes:
        score: 0-100, two decimals.
        parts: named parts whose points add up to the score.
        kind: the kind both names were prepared as.
        exact: the names are equal word for word after folding.
        pairs: the words that were matched.
        query, listed: the prepared names.
    """

    score: float
    parts: tuple[Part, ...]
    kind: Kind
    exact: bool
    pairs: tuple[Pair, ...]
    query: Name
    listed: Name

    @property
    def rests_on_one_word(self) -> bool:
        """Whether one telling word alone matched while words of weight are left over on either side (SE-10)."""
        telling = {Role.NAME, Role.PATRONYMIC, Role.NUMBER}
        roles = [{self.listed.tokens[j].role for j in pair.listed} for pair in self.pairs]
        matched = [found for found in roles if found & telling]
        solid = [found for found in roles if not all(role.is_small for role in found)]
        used = ({i for pair in self.pairs for i in pair.query}, {j for pair in self.pairs for j in pair.listed})
        left = [
            token
            for name, own in zip((self.query, self.listed), used, strict=True)
            for i, token in enumerate(name.tokens)
            if i not in own and not token.role.is_small
        ]
        return len(matched) == len(solid) == 1 and bool(left)


@lru_cache(maxsize=65536)
def word_likeness(a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Remember ``similarity.likeness`` of the last pairs of words; a bounded cache of a pure function.

    Two different syllables of Hangul that read alike in some system are two words, but for a first letter that North
    and South write differently: 김종은 is not 김정은, 리 is 이 (NK-12). A syllable against a word of a script without
    vowels says nothing: any two consonants are some reading of it (磊 李 stood at 80 for لؤي العلي).
    """
    if is_syllable(a) and is_syllable(b) and a.text != b.text and script(a.text) == script(b.text) == "HANGUL":
        (first, rest), (other, other_rest) = _jamo(a.text), _jamo(b.text)
        if rest != other_rest or not {first, other} <= _NORTH_SOUTH:
            return None
    if (is_syllable(a) and b.consonants) or (is_syllable(b) and a.consonants):
        return None
    found = likeness(a, b, kind)
    return None if found and found.relation is Relation.CONSONANTS and _begins_otherwise(a, b) else found


_INDIC = frozenset("DEVANAGARI BENGALI GUJARATI GURMUKHI ORIYA TAMIL TELUGU KANNADA MALAYALAM".split())  # noqa: SIM905
"""Scripts that leave vowels out of our readings, but for a first one: it is a letter of its own there."""


def _begins_otherwise(a: Token, b: Token) -> bool:
    """Whether an Indic word begins with a consonant and the other one with a vowel: लीला is not Ali."""
    native, other = (a, b) if a.consonants else (b, a)
    if other.consonants or script(native.text[0]) not in _INDIC:
        return False
    return native.readings[0][0] not in VOWELS and all(each[0] in VOWELS for each in other.readings)


_NORTH_SOUTH = frozenset([2, 5, 11])  # ㄴ, ㄹ and the silent ㅇ at the beginning of a syllable


def _jamo(syllable: str) -> tuple[int, int]:
    """The number of a Hangul syllable's first letter and of the rest of it (Unicode 3.12)."""
    return divmod(ord(syllable) - 0xAC00, 21 * 28)


def joined_word(name: Name, i: int) -> str:
    """Words i and i+1 of a name written as one word, in Latin letters; "" where they cannot be joined."""
    first, second = name.tokens[i], name.tokens[i + 1]
    if Role.NUMBER in (first.role, second.role) or first.consonants or second.consonants:
        return ""
    if not (first.readings and second.readings):
        return ""
    if name.kind is Kind.PERSON and first.text in ABD:
        return f"abd{second.readings[0]}"
    letters = [
        spelled if spelled.isascii() else token.readings[0]
        for spelled, token in zip(name.spelled[i : i + 2], (first, second), strict=True)
    ]
    return "".join(letters)


def joined_likeness(joined: str, word: Token) -> Likeness | None:
    """Compare two adjacent words written as one with a single word: equal letters or equal sounds only.

    Fuzzier joins made false alerts ("STAR INGRID" / STALINGRAD), as did two words for one of half their letters.
    """
    if word.role is Role.NUMBER or len(joined) < 4 or word.consonants or not joined.isascii():
        return None
    if joined in word.readings:
        return Likeness(JOINED_LIKENESS, Relation.JOINED)
    english = lexicon.translations(joined, cyrillic=False)
    if joined in meanings(word.text, word.readings) or (english and not set(english).isdisjoint(word.readings)):
        return Likeness(TRANSLATION, Relation.TRANSLATION)
    if is_syllable(word) or (len(joined) < JOINED_BY_SOUND_LETTERS and not is_syllabic(word)):
        return None
    family = sounds(joined)
    spelled = [
        reading
        for reading in word.readings
        if len(joined) < 2 * len(reading) and not other_syllables(word, reading, joined)
    ]
    if any(sound in family for reading in spelled for sound in sounds(reading)):
        return Likeness(JOINED_LIKENESS * 0.95, Relation.JOINED)
    return None


def is_initial_of(initial: Token, word: Token) -> bool:
    """Whether a single letter may stand for a full word (its first letter in any reading)."""
    return (
        initial.role is Role.INITIAL
        and word.role in (Role.NAME, Role.PATRONYMIC, Role.PARTICLE)  # "A." is al, too, where all words are initials
        and any(
            reading[0] == letter[0] for reading in word.readings if reading for letter in initial.readings if letter
        )
    )


def _edges(query: Name, listed: Name) -> Iterator[Pair]:
    """Every way in which words of the two names may stand for each other."""
    exact_only = len(listed.tokens) == 1 and len(listed.spelled[0]) <= SHORT_ALIAS_LETTERS and not listed.forms
    for i, a in enumerate(query.tokens):
        for j, b in enumerate(listed.tokens):
            surnames = i == len(query.tokens) - 1 > 0 and j == len(listed.tokens) - 1 > 0
            if found := _word_edge(a, b, query.kind, surnames=surnames, exact_only=exact_only):
                yield Pair((i,), (j,), *found)
    if not exact_only:
        yield from _joined_edges(query, listed)
        yield from _cut_edges(query, listed)


def _cut_edges(query: Name, listed: Name) -> Iterator[Pair]:
    """The word that a payment field cut, against each word that it begins, which weighs the share seen (NK-28)."""
    part = query.cut.part if query.cut else -1
    for j, b in enumerate(listed.tokens if part >= 0 else ()):
        if seen := share_seen(query.spelled[part], b):
            yield Pair((part,), (j,), Likeness(1.0, Relation.CUT), b.weight * seen)


def _word_edge(a: Token, b: Token, kind: Kind, *, surnames: bool, exact_only: bool) -> tuple[Likeness, float] | None:
    """Likeness and weight of two words; ``surnames`` when both stand last, where given names are not equivalent."""
    found = word_likeness(a, b, kind)
    if found and exact_only and is_syllable(a) != is_syllable(b):
        return None  # one syllable and nothing else: "Li" is no person (NK-12)
    if found and not (found.given_only and surnames):
        same = found.relation in (Relation.EQUAL, Relation.TRANSLITERATION)
        return None if exact_only and not same else (found, b.weight)
    if kind is Kind.PERSON and not exact_only and (is_initial_of(a, b) or is_initial_of(b, a)):
        return Likeness(INITIAL_LIKENESS, Relation.INITIAL), min(INITIAL_PAIR_WEIGHT, max(a.weight, b.weight))
    return None


def _joined_edges(query: Name, listed: Name) -> Iterator[Pair]:
    """Two adjacent words of one name written as one in the other (EF-08)."""
    for i in range(len(query.tokens) - 1):
        joined = joined_word(query, i)
        for j, b in enumerate(listed.tokens if joined else ()):
            own = listed.spelled[j] in query.spelled[i : i + 2]  # "Vorovsky" is no "V.V. Vorovsky"
            if not own and (found := joined_likeness(joined, b)):
                yield Pair((i, i + 1), (j,), found, b.weight)
    for j in range(len(listed.tokens) - 1):
        joined, weight = joined_word(listed, j), listed.tokens[j].weight + listed.tokens[j + 1].weight
        for i, a in enumerate(query.tokens if joined else ()):
            own = query.spelled[i] in listed.spelled[j : j + 2]
            if not own and (found := joined_likeness(joined, a)):
                yield Pair((i,), (j, j + 1), found, weight)


def align(query: Name, listed: Name) -> tuple[Pair, ...]:
    """Match words one to one, the heaviest likeness first; ties by position, so the outcome is determined."""
    if is_exact(query, listed):
        equal = Likeness(1.0, Relation.EQUAL)
        return tuple(Pair((i,), (i,), equal, token.weight) for i, token in enumerate(listed.tokens))
    edges = sorted(
        _edges(query, listed),
        key=lambda edge: (-edge.likeness.score * edge.weight - _cover(edge), edge.listed, edge.query),
    )
    used_query: set[int] = set()
    used_listed: set[int] = set()
    pairs: list[Pair] = []
    for edge in edges:
        if used_query.isdisjoint(edge.query) and used_listed.isdisjoint(edge.listed):
            used_query.update(edge.query)
            used_listed.update(edge.listed)
            pairs.append(edge)
    return tuple(sorted(pairs, key=lambda pair: pair.query))


def _cover(edge: Pair) -> float:
    """Preference for an edge that explains two words of one side: a half word alone may equal an abbreviation."""
    return COVER * (len(edge.query) + len(edge.listed) - 2)


def is_exact(query: Name, listed: Name) -> bool:
    """Whether two names are equal word for word after folding, legal forms aside."""
    return query.spelled == listed.spelled and bool(query.spelled)


def compare_names(query: Name, listed: Name) -> Comparison:
    """Compare two names prepared as the same kind.

    Returns:
        A comparison with a score from 0 to 100, two decimals; 0 where no word matched.
    """
    pairs = align(query, listed)
    exact = is_exact(query, listed)
    if not pairs:
        return Comparison(0.0, (), query.kind, exact, pairs, query, listed)
    return _total(query, listed, pairs, costs(query, listed, pairs, exact=exact), exact=exact)


def _total(query: Name, listed: Name, pairs: tuple[Pair, ...], paid: list[Part], *, exact: bool) -> Comparison:
    """Turn weights and costs into points that add up to the score in hundredths."""
    whole = sum(pair.weight for pair in pairs) + sum(part.share for part in paid)
    parts = [
        Part(
            pair.likeness.relation.value,
            written(query, pair.query),
            written(listed, pair.listed),
            round(100 * pair.weight / whole, 2),
            round(100 * pair.likeness.score * pair.weight / whole, 2),
        )
        for pair in pairs
    ]
    parts += [
        Part(
            part.kind,
            part.query,
            part.listed,
            round(100 * part.share / whole, 2),
            round(100 * part.points / whole, 2),
        )
        for part in paid
        if part.share > 0
    ]
    hundredths = sum(round(100 * part.points) for part in parts)
    if exact:  # what rounding took or gave belongs to the first word
        points = parts[0].points + (10000 - hundredths) / 100
        parts[0], hundredths = replace(parts[0], points=round(points, 2), share=round(points, 2)), 10000
    most = 10000 if exact else round(100 * NOT_EQUAL)
    if exact or hundredths > most:
        # equal names are 100 whatever rounding says; all others stay below
        parts.append(
            Part("equal word for word" if exact else "not equal word for word", "", "", 0.0, (most - hundredths) / 100)
        )
        hundredths = most
    if (query.forms ^ listed.forms) - FORMS_OF_ANY_KIND:
        forms = (" ".join(sorted(query.forms)), " ".join(sorted(listed.forms)))
        parts.append(Part("legal form", *forms, 0.0, -min(OTHER_FORM, hundredths / 100)))
        hundredths -= min(round(100 * OTHER_FORM), hundredths)
    if query.noise != listed.noise:
        phrases = ("; ".join(query.noise), "; ".join(listed.noise))
        parts.append(Part("noise words", *phrases, 0.0, -min(NOISE, hundredths / 100)))
        hundredths -= min(round(100 * NOISE), hundredths)
    kept = tuple(part for part in parts if part.share or part.points)
    return Comparison(hundredths / 100, kept, query.kind, exact, pairs, query, listed)


COMPARED_AS = {
    Kind.PERSON: (Kind.PERSON,),
    Kind.ORGANISATION: (Kind.ORGANISATION,),
    Kind.VESSEL: (Kind.VESSEL,),
    Kind.AIRCRAFT: (Kind.AIRCRAFT,),
    Kind.UNKNOWN: (Kind.PERSON, Kind.ORGANISATION),
}
"""As which kinds a listed name is prepared: its own; a listed party of unknown kind as person and as organisation."""


def compare(query: str, listed: str, kind: Kind | str = Kind.UNKNOWN) -> Comparison:
    """Compare two names.

    Args:
        query: the name to be screened.
        listed: the name on the list.
        kind: the kind of the listed party; for "unknown" the better of person and organisation counts.

    Returns:
        A ``Comparison``: ``score`` 0-100 and ``parts`` that add up to it, the same as a hit shows.

    Raises:
        ValueError: the kind is not one of ``Kind``.
    """
    found = [compare_names(prepare_query(query, each), prepare(listed, each)) for each in COMPARED_AS[Kind(kind)]]
    return max(found, key=lambda comparison: comparison.score)
