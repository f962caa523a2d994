"""Two names, their score 0-100, and the named parts that add up to it.

score = 100 x M / (m + a U + b V + K + D), where M is the sum of likeness x weight over matched words, m the weight of
matched words (on the listed side), U and V the weight of listed words missing in the query and of extra words in the
query, K what contradicts (both sides keep an unexplained word in the same role) and D what makes the evidence thin.
*Omission is cheap, contradiction decisive*: a weighted mean alone dilutes one swapped word.

Names equal word for word score 100, with another legal form 99; nothing else scores above 99. Every number stands in
``MODELS`` with the observation that set it. The score depends on the two names, the kind and the shipped lexicon.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from screening.names import ABD, INITIAL_PAIR_WEIGHT, Name, Role, Token, prepare
from screening.schema import Kind, Part
from screening.similarity import Likeness, Relation, is_syllable, likeness
from screening.sound import sounds


@dataclass(frozen=True, slots=True)
class Model:
    """The constants of one kind of party; weights and costs are in units of one rare word (1.0)."""

    missing: float
    """a: a listed word that the query leaves out. Dropping a middle name must stay above the threshold."""
    extra: float
    """b: a word that only the query has. Titles and noise words cost nothing, so the rest can be dear."""
    contradiction: float
    """K per unit of distinctive words left over on both sides; 1.3 for persons left ABDUL HASIB / ABDUL AHMAD at 75."""
    contradiction_number: float
    """K for different numbers: 99.8 % of changed numbers fall below 74 (SE-06)."""
    thin_query: float
    """D when one word alone matched well and the query keeps another."""
    thin_listed: float
    """D when one word alone matched well and the listed name keeps another."""
    left_over: float
    """D when any name, patronymic or number is left over: shrinks thin totals more than rich ones."""


MODELS = {
    Kind.PERSON: Model(0.30, 0.46, 1.6, 3.0, 0.35, 0.09, 0.06),
    Kind.ORGANISATION: Model(0.22, 0.48, 1.3, 3.0, 0.25, 0.0, 0.12),
    Kind.VESSEL: Model(0.45, 0.60, 1.3, 2.0, 0.30, 0.0, 0.12),
    Kind.AIRCRAFT: Model(0.45, 0.60, 1.3, 3.0, 0.30, 0.0, 0.12),
}
CONTRADICTION_PATRONYMIC = 0.2
"""K for different patronymics, cheap: with a rare surname and an equal given name the hit stays and says so (SE-12)."""
CONTRADICTION_FATHER = 1.6  # OMAR BIN ABDULLAH / ABDULLAH BIN OMAR: the same words in exchanged roles
GENERIC_ONLY = 0.2
"""D beyond doubling when only generic words matched: "Steel Works" against "Kraken Steel Works" falls below 40."""
GENERIC_LEFT_OVER = 0.35
"""D when a wholly generic listed name matched but for a generic word: two such words alone stay below 74."""
INITIAL_LIKENESS = 0.8
JOINED_LIKENESS = 0.97
JOINED_BY_SOUND_LETTERS = 8
"""Shorter joined words must have equal letters: "kil YI" sounds like Kelly."""
COVER = 0.05
MATCHED_WELL = 0.8
SHORT_ALIAS_LETTERS = 6
"""A listed name of one word of at most so many letters hits by equality only (SE-08)."""
NOT_EQUAL, OTHER_FORM = 99.0, 1.0
FORMS_OF_ANY_KIND = frozenset(["company", "corporation"])
"""Classes of legal forms that say nothing of the kind of company, so that no form contradicts them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the query (by index) that stand for words of the listed name."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: Likeness
    weight: float


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
    """Remember ``similarity.likeness`` of the last pairs of words; a bounded cache of a pure function."""
    return likeness(a, b, kind)


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

    Fuzzier joins made false alerts ("STAR INGRID" / STALINGRAD).
    """
    if word.consonants or word.role is Role.NUMBER or len(joined) < 4:
        return None
    if joined in word.readings:
        return Likeness(JOINED_LIKENESS, Relation.JOINED)
    if len(joined) < JOINED_BY_SOUND_LETTERS or is_syllable(word):
        return None
    family = sounds(joined)
    if any(sound in family for reading in word.readings for sound in sounds(reading)):
        return Likeness(JOINED_LIKENESS * 0.95, Relation.JOINED)
    return None


def is_initial_of(initial: Token, word: Token) -> bool:
    """Whether a single letter may stand for a full word (its first letter in any reading)."""
    return (
        initial.role is Role.INITIAL
        and word.role in (Role.NAME, Role.PATRONYMIC)
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


def _word_edge(a: Token, b: Token, kind: Kind, *, surnames: bool, exact_only: bool) -> tuple[Likeness, float] | None:
    """Likeness and weight of two words; ``surnames`` when both stand last, where given names are not equivalent."""
    found = word_likeness(a, b, kind)
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
            if found := joined_likeness(joined, b):
                yield Pair((i, i + 1), (j,), found, b.weight)
    for j in range(len(listed.tokens) - 1):
        joined, weight = joined_word(listed, j), listed.tokens[j].weight + listed.tokens[j + 1].weight
        for i, a in enumerate(query.tokens if joined else ()):
            if found := joined_likeness(joined, a):
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


def _left(name: Name, used: set[int]) -> list[int]:
    return [i for i in range(len(name.tokens)) if i not in used]


def _weight_of(name: Name, left: list[int], *roles: Role) -> float:
    return sum(name.tokens[i].weight for i in left if name.tokens[i].role in roles)


def _contradiction(query: Name, listed: Name, left_q: list[int], left_l: list[int], model: Model) -> list[Part]:
    """K: words left over on both sides in the same role. ``share`` holds the cost in weight units."""

    def both(kind: str, factor: float, roles_q: tuple[Role, ...], roles_l: tuple[Role, ...]) -> Part:
        cost = factor * min(_weight_of(query, left_q, *roles_q), _weight_of(listed, left_l, *roles_l))
        words = (_written(query, left_q, roles_q), _written(listed, left_l, roles_l))
        return Part(kind, *words, cost, 0.0)

    found = [both("number differs", model.contradiction_number, (Role.NUMBER,), (Role.NUMBER,))]
    if query.kind is Kind.PERSON:
        names, fathers = (Role.NAME,), (Role.PATRONYMIC,)
        found.append(both("name differs", model.contradiction, names, names))
        found.append(both("patronymic differs", CONTRADICTION_PATRONYMIC, fathers, fathers))
        for roles in ((names, fathers), (fathers, names)):
            if not any(part.share for part in found[1:3]):
                found.append(both("name against patronymic", CONTRADICTION_PATRONYMIC, *roles))
    else:
        telling = (Role.NAME, Role.GENERIC, Role.PLACE)
        found.append(both("name differs", model.contradiction, telling, telling))
    return [part for part in found if part.share > 0]


def _father_exchanged(query: Name, listed: Name, pairs: tuple[Pair, ...]) -> float:
    """K for bin/ibn: a word before "bin" matched one behind it, in both directions."""
    if not (query.father and listed.father):
        return 0.0
    crossing = {True: 0.0, False: 0.0}
    for pair in pairs:
        behind_q, behind_l = pair.query[0] >= query.father, pair.listed[0] >= listed.father
        if behind_q != behind_l and not query.tokens[pair.query[0]].role.is_small:
            crossing[behind_q] = max(crossing[behind_q], pair.weight)
    return CONTRADICTION_FATHER * min(crossing.values())


def _generic_only(listed: Name, pairs: tuple[Pair, ...], telling: tuple[Role, ...], *, left_over: bool) -> float:
    """D where only generic words matched.

    That is nothing against a name with a distinctive word, or by one word. A listed name made of generic words alone
    ("Popular Front for the Liberation of ...") must stay findable without its particles or with a typing error; a
    generic word left over on either side costs it dear.
    """
    generic = [j for pair in pairs for j in pair.listed if listed.tokens[j].role in (Role.GENERIC, Role.PLACE)]
    if len(generic) < 2 or any(token.role in telling for token in listed.tokens):
        return sum(pair.weight for pair in pairs) + GENERIC_ONLY
    return GENERIC_LEFT_OVER if left_over else 0.0


def _thin(query: Name, listed: Name, pairs: tuple[Pair, ...], left: tuple[list[int], list[int]], model: Model) -> float:
    """D: how far one matched word, or generic words alone, carry the comparison."""
    left_q, left_l = left
    telling: tuple[Role, ...] = (Role.NAME, Role.NUMBER)
    if query.kind is Kind.PERSON:
        telling = (Role.NAME, Role.PATRONYMIC, Role.NUMBER)
    matched = [pair for pair in pairs if any(listed.tokens[j].role in telling for j in pair.listed)]
    words = (Role.NAME, Role.GENERIC, Role.PLACE) if query.kind is not Kind.PERSON else (Role.NAME,)
    keeps_q, keeps_l = _weight_of(query, left_q, *words) > 0, _weight_of(listed, left_l, *words) > 0
    if not matched:
        return 0.0 if is_exact(query, listed) else _generic_only(listed, pairs, telling, left_over=keeps_q or keeps_l)
    cost = 0.0
    well = [pair for pair in matched if pair.likeness.score >= MATCHED_WELL and pair.likeness.relation != "initial"]
    if len(well) <= 1 and not any(len(pair.query) + len(pair.listed) > 2 for pair in well):
        if keeps_q:
            cost += model.thin_query
        elif keeps_l and not any(pair.likeness.relation is Relation.INITIAL for pair in pairs):
            cost += model.thin_listed
    if _weight_of(query, left_q, *telling) or _weight_of(listed, left_l, *telling):
        cost += model.left_over
    return cost


def _written(name: Name, where: list[int] | tuple[int, ...], roles: tuple[Role, ...] = tuple(Role)) -> str:
    return " ".join(name.raw[i] for i in where if name.tokens[i].role in roles)


def _rest_of_initials(query: Name, listed: Name, pairs: tuple[Pair, ...]) -> tuple[float, float]:
    """Weight of full words beyond the initial that stood for them, on the query's and on the listed side."""
    rest_q = rest_l = 0.0
    for pair in pairs:
        if pair.likeness.relation is Relation.INITIAL:
            rest_q += max(0.0, query.tokens[pair.query[0]].weight - pair.weight)
            rest_l += max(0.0, listed.tokens[pair.listed[0]].weight - pair.weight)
    return rest_q, rest_l


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
    model = MODELS[query.kind]
    left_q = _left(query, {i for pair in pairs for i in pair.query})
    left_l = _left(listed, {j for pair in pairs for j in pair.listed})
    costs = [Part("missing", "", listed.raw[j], model.missing * listed.tokens[j].weight, 0.0) for j in left_l] + [
        Part("extra", query.raw[i], "", model.extra * query.tokens[i].weight, 0.0) for i in left_q
    ]
    rest_q, rest_l = _rest_of_initials(query, listed, pairs)
    costs.append(Part("rest of a name given as initial", "", "", model.extra * rest_q + model.missing * rest_l, 0.0))
    costs += _contradiction(query, listed, left_q, left_l, model)
    costs.append(Part("father and son exchanged", "", "", _father_exchanged(query, listed, pairs), 0.0))
    costs.append(Part("thin evidence", "", "", _thin(query, listed, pairs, (left_q, left_l), model), 0.0))
    return _total(query, listed, pairs, costs, exact=exact)


def _total(query: Name, listed: Name, pairs: tuple[Pair, ...], costs: list[Part], *, exact: bool) -> Comparison:
    """Turn weights and costs into points that add up to the score in hundredths."""
    whole = sum(pair.weight for pair in pairs) + sum(part.share for part in costs)
    parts = [
        Part(
            pair.likeness.relation.value,
            _written(query, pair.query),
            _written(listed, pair.listed),
            round(100 * pair.weight / whole, 2),
            round(100 * pair.likeness.score * pair.weight / whole, 2),
        )
        for pair in pairs
    ]
    parts += [
        Part(part.kind, part.query, part.listed, round(100 * part.share / whole, 2), 0.0)
        for part in costs
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
    found = [compare_names(prepare(query, each), prepare(listed, each)) for each in COMPARED_AS[Kind(kind)]]
    return max(found, key=lambda comparison: comparison.score)
