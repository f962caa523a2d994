"""Two names, their score 0-100, and the named parts that add up to it.

score = 100 x M / (m + a U + b V + K + D), where M is the sum of likeness x weight over matched words, m the weight of
matched words (on the listed side), U and V the weight of listed words missing in the query and of extra words in the
query, K what contradicts (both sides keep an unexplained word in the same role) and D what makes the evidence thin.
*Omission is cheap, contradiction decisive*: a weighted mean alone dilutes one swapped word.

Names equal word for word score 100, with another legal form or noise words around them 99; nothing else scores above
99. Every number stands here
and in ``screening.costs`` with the observation that set it. The score depends on the names, the kind and the lexicon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from screening.costs import MODELS, Cost, Pair, costs_within, written
from screening.names import Name, Role, prepare, prepare_query
from screening.schema import Kind, Part
from screening.score._align import INITIAL_LIKENESS, Aligner, align, is_exact
from screening.score._words import is_initial_of, joined_likeness, joined_word, word_likeness

__all__ = [
    "COMPARED_AS", "INITIAL_LIKENESS", "MODELS", "NOT_EQUAL", "Comparer", "Comparison", "Pair", "align", "compare",
    "compare_names", "is_exact", "is_initial_of", "joined_likeness", "joined_word", "word_likeness",
]  # fmt: skip
NOT_EQUAL, OTHER_FORM, NOISE = 99.0, 1.0, 1.0
_EQUAL, _NOT_EQUAL = 10000, round(100 * NOT_EQUAL)
"""In hundredths."""
_TELLING = frozenset([Role.NAME, Role.PATRONYMIC, Role.NUMBER])
FORMS_OF_ANY_KIND = frozenset(["company", "corporation"])
"""Classes of legal forms that say nothing of the kind of company, so that no form contradicts them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared as one kind.

    Attributes:
        score: 0-100, two decimals.
        kind: the kind both names were prepared as.
        exact: the names are equal word for word after folding.
        pairs: the words that were matched.
        query, listed: the prepared names.
        paid: what was paid for the others, and for thin evidence.
    """

    score: float
    kind: Kind
    exact: bool
    pairs: tuple[Pair, ...]
    query: Name
    listed: Name
    paid: tuple[Cost, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Named parts whose points add up to the score; put in words when asked for, as few comparisons are shown."""
        if not self.pairs:
            return ()
        parts = _parts(self.query, self.listed, self.pairs, self.paid, exact=self.exact)
        return tuple([part for part in parts if part.share or part.points])

    @property
    def rests_on_one_word(self) -> bool:
        """Whether one telling word alone matched while words of weight are left over on either side (SE-10)."""
        if self.exact:
            return False
        roles = [[self.listed.tokens[j].role for j in pair.listed] for pair in self.pairs]
        solid = [found for found in roles if not all(role.is_small for role in found)]
        if len(solid) != 1 or _TELLING.isdisjoint(solid[0]):
            return False
        used = ({i for pair in self.pairs for i in pair.query}, {j for pair in self.pairs for j in pair.listed})
        return any(
            i not in own and not token.role.is_small
            for name, own in zip((self.query, self.listed), used, strict=True)
            for i, token in enumerate(name.tokens)
        )


@overload
def compare_names(query: Name, listed: Name) -> Comparison: ...
@overload
def compare_names(query: Name, listed: Name, *, least: float | None) -> Comparison | None: ...
def compare_names(query: Name, listed: Name, *, least: float | None = None) -> Comparison | None:
    """Compare two names prepared as the same kind.

    Args:
        query: the name to be screened.
        listed: the name on the list.
        least: the lowest score wanted; a comparison that cannot reach it is given up as soon as that is known.

    Returns:
        A comparison with a score from 0 to 100, two decimals; 0 where no word matched. None below ``least``.
    """
    return Comparer(query).compare(listed, least)


class Comparer:
    """A name to be screened, compared with one listed name after the other.

    What is found of a listed word is remembered for the next name that holds it: a party has up to some hundred
    spellings of its name. Not to be shared between threads.
    """

    def __init__(self, query: Name) -> None:
        """Take the name, prepared as the kind of those it is compared with."""
        self.query = query
        self._aligner = Aligner(query)

    def compare(self, listed: Name, least: float | None = None) -> Comparison | None:
        """Compare with a listed name: what ``compare_names`` gives."""
        query, wanted = self.query, 0.0 if least is None else least
        exact = is_exact(query, listed)
        if wanted > NOT_EQUAL and not exact:
            return None
        pairs = self._aligner.pairs(listed)
        if not pairs:
            return None if wanted > 0 else Comparison(0.0, query.kind, exact, pairs, query, listed)
        paid = costs_within(query, listed, pairs, exact=exact, least=0.0 if exact else wanted)
        if paid is None:
            return None
        score = _hundredths(query, listed, pairs, paid, exact=exact) / 100
        return None if score < wanted else Comparison(score, query.kind, exact, pairs, query, listed, tuple(paid))


def _points(pairs: Sequence[Pair], paid: Sequence[Cost]) -> tuple[float, list[float]]:
    """The whole that 100 points are, in units of weight, and the points of each matched and each credited word."""
    whole = sum([pair.weight for pair in pairs]) + sum([cost.share for cost in paid])
    points = [round(100 * likeness.score * weight / whole, 2) for _, _, likeness, weight in pairs]
    return whole, points + [round(100 * cost.points / whole, 2) for cost in paid if cost.points]


def _hundredths(query: Name, listed: Name, pairs: Sequence[Pair], paid: Sequence[Cost], *, exact: bool) -> int:
    """The score in hundredths: what ``Comparison.parts`` add up to."""
    earned = _EQUAL if exact else min(_NOT_EQUAL, sum([round(100 * each) for each in _points(pairs, paid)[1]]))
    return earned + sum([round(100 * part.points) for part in _taken_off(query, listed, earned)])


def _parts(query: Name, listed: Name, pairs: Sequence[Pair], paid: Sequence[Cost], *, exact: bool) -> list[Part]:
    """Weights and costs as points that add up to the score in hundredths."""
    whole, points = _points(pairs, paid)
    earned, each = sum([round(100 * part) for part in points]), iter(points)
    parts = [
        Part(str(likeness.relation), written(query, i), written(listed, j), round(100 * weight / whole, 2), next(each))
        for i, j, likeness, weight in pairs
    ]
    parts += [
        Part(kind, words, others, round(100 * share / whole, 2), next(each) if credited else 0.0)
        for kind, words, others, share, credited in paid
        if share > 0
    ]
    if exact:  # what rounding took or gave belongs to the first word: equal names are 100 whatever it says
        first, whole = parts[0], round(parts[0].points + (_EQUAL - earned) / 100, 2)
        parts[0], earned = Part(first.kind, first.query, first.listed, whole, whole), _EQUAL
    elif earned > _NOT_EQUAL:
        parts.append(Part("not equal word for word", "", "", 0.0, (_NOT_EQUAL - earned) / 100))
        earned = _NOT_EQUAL
    return parts + _taken_off(query, listed, earned)


def _taken_off(query: Name, listed: Name, hundredths: int) -> list[Part]:
    """What another legal form and other noise words take off so many hundredths."""
    parts = list[Part]()
    if query.forms != listed.forms and (query.forms ^ listed.forms) - FORMS_OF_ANY_KIND:
        forms = (" ".join(sorted(query.forms)), " ".join(sorted(listed.forms)))
        parts.append(Part("legal form", *forms, 0.0, -min(OTHER_FORM, hundredths / 100)))
        hundredths -= min(round(100 * OTHER_FORM), hundredths)
    if query.noise != listed.noise:
        phrases = ("; ".join(query.noise), "; ".join(listed.noise))
        parts.append(Part("noise words", *phrases, 0.0, -min(NOISE, hundredths / 100)))
    return parts


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
