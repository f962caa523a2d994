"""What a comparison pays for: words left out or added (U, V), words that contradict (K), thin evidence (D).

Every cost only enlarges the denominator of the score, and the credit of words that resemble each other never exceeds
half of what it costs, so a name that cannot reach a threshold of 50 or more by its matched words never reaches it:
the bounds of ``screening.index`` rest on this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from screening.costs import _near
from screening.costs._left_over import Left, Pair, unexplained_parts, written
from screening.names import Name, Role, Token, address_words
from screening.schema import Kind
from screening.similarity import Relation
from screening.sound import sounds
from screening.syllables import is_syllable, may_be_syllable

__all__ = [
    "CUT", "DECISIVE", "INITIALS_FULL", "LEFT_OVER_SYLLABLE", "MODELS", "SYLLABIC", "Left", "Model", "Pair", "costs",
    "needs_all", "query_weights", "written",
]  # fmt: skip


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
    contradicting: tuple[Role, ...] = (Role.NAME, Role.GENERIC, Role.PLACE)
    """Roles whose words contradict each other when both names keep some."""
    telling: tuple[Role, ...] = (Role.NAME, Role.NUMBER)
    """Roles whose words tell a party: one alone carries a comparison badly, none not at all."""


MODELS = {
    Kind.PERSON: Model(
        *(0.30, 0.46, 1.6, 3.0, 0.35, 0.09, 0.06), (Role.NAME,), (Role.NAME, Role.PATRONYMIC, Role.NUMBER)
    ),
    Kind.ORGANISATION: Model(0.22, 0.48, 1.3, 3.0, 0.25, 0.0, 0.12),
    Kind.VESSEL: Model(0.45, 0.60, 1.3, 2.0, 0.30, 0.0, 0.12),
    Kind.AIRCRAFT: Model(0.45, 0.60, 1.3, 3.0, 0.30, 0.0, 0.12),
}
DECISIVE = 1.5
"""K beyond that, per unit of contradicting names up to one, times the weight of all matched words.

Without it many equal words dilute one that is another (SAIF AL-DIN HASSAN TAHA AL-RAWI / AL-MOSULI stood at 68); with
it one rare word that is another leaves at most 40, however long the name. Of 1,325 persons found on two authorities'
lists none had a contradicting name, so it costs no hit.
"""
RESEMBLING_CREDIT, RESEMBLING_COST = 0.5, 1.0
"""Credit and cost, per unit of weight, of two words left over that resemble each other (Carney / Cooney): the cost is
twice the credit or the bounds fail. Such a pair ranks above one whose words have nothing in common (Carney / Smith)."""
RESEMBLING_FROM, RESEMBLING_SPAN, RESEMBLING_LETTERS = 0.4, 0.3, 4
"""Share of equal letters (or sounds) where resemblance begins, and how much more makes it full; unrelated names of
lists have .2 to .4 in common. Shorter words resemble each other by chance."""
RESEMBLING_WELL = 0.6
"""From this share of its weight on, a word that resembles another is not one that the query keeps beside (``thin``)."""
CUT = 0.2
"""What listed words behind the cut of a payment field cost, of what missing words do: the field had no room for them.

With it 97.7 % of the names cut at 35 characters are found, without 58.7 %; of 910 clean names that are as long none is.
"""
CONTRADICTION_PATRONYMIC = 0.2
"""K for different patronymics, cheap: with a rare surname and an equal given name the hit stays and says so (SE-12)."""
CONTRADICTION_FATHER = 1.6  # OMAR BIN ABDULLAH / ABDULLAH BIN OMAR: the same words in exchanged roles
EXTRA_NUMBER = 0.75
"""b for a number in an organisation's name: one that only the query has tells of another unit, plant or branch. At .48
"1st Academy of Sciences" stood at 74 to 77 against "Academy of Sciences", the listed name of the 2nd (EF-24)."""
LEFT_OVER_SYLLABLE = 1.2
"""a and b in a person's name of syllables, Han or Hangul: all of them are needed (NK-12). At .46 a third of the alerts
on clean people were Korean names that shared two syllables of three."""
SYLLABIC = (Kind.PERSON, Kind.VESSEL)
"""Kinds of whose names that holds."""
SYLLABLE = 0.6
"""The least that such a syllable weighs, as a surname does, whatever else the word is in other names: without it Du, An
and De cost nothing as particles, and 荣 刘 was DU Yu Rong at 93."""
COMPOUND = 0.4
"""Weight of a part of a compound left over, where the whole is met without it: as of a common name. As a particle it
left "Mohammad Karami" at 77 for Amir-mohammad Karimi."""
GENERIC_ONLY = 0.2
"""D beyond doubling when only generic words matched: "Steel Works" against "Kraken Steel Works" falls below 40."""
GENERIC_LEFT_OVER = 0.35
"""D when a wholly generic listed name matched but for a generic word: two such words alone stay below 74."""
GENERIC_LEFT_OUT = 0.15
"""The same where the query keeps no word and leaves out one generic word ("Tank Yard" for "Tank Repair Yard", EF-10):
at .35 one name in twenty of that class was missed, at .15 one in seventy; of 4,000 clean organisations no more hit.
"""
GENERIC_CUT, GENERIC_CUT_WORDS = 0.1, 3
"""The same for a cut name that is the very beginning of the listed one: what tells the party stands behind the cut."""
PLACE_LEFT_OVER = 0.25
"""The same where only places are left over: a branch rather than another party; still below 74 by two such words."""
INITIALS = 0.15
"""D where one word and initials matched, per unit that the word lacks of a rare one ("Mohamed K", "Katerina I")."""
INITIALS_LISTED = 1.0
"""The same where the list has one initial and the query the word: "Ahmed, A" is not Alexander Ahmed (88 at .15), while
beside a rare surname it still may be."""
INITIALS_FULL = 2
"""So many initials cost the whole rest of the words that they stand for; more of them cost no more than these in all:
that three letters agree by chance is rare ("S. F. H. T. al-Rawi" stood at 71)."""
OTHER_BRANCH = 0.2
"""D where one telling word of an organisation matched and the listed name keeps a place: often a sister abroad."""
COMMON, COMMON_BELOW = 0.3, 1.3
"""D where a person keeps a first or last name and what matched weighs less than so much, per unit that it lacks:
"Nancy Mark Taylor" is not "Mark Taylor", while "John Paul Smith" may be "John Smith"."""
MATCHED_WELL = 0.8
ADDRESS = 0.05
"""Weight of a word of an address behind the query's name, as of a small word: a file that keeps "Acme LLC Dubai" in one
field means Acme LLC. At the weight of a place such names fell to 70 (EF-17)."""


def query_weights(query: Name) -> list[float]:
    """The least that each word of the query weighs where it is left over: what the bounds may count."""
    first = len(query.tokens) - address_words(query)
    return [min(token.weight, ADDRESS) if i >= first else token.weight for i, token in enumerate(query.tokens)]


class Cost(NamedTuple):
    """One cost: ``share`` in units of weight, the words concerned on either side, what of it is credited."""

    kind: str
    query: str
    listed: str
    share: float
    points: float = 0.0


_ROUNDED = 0.02
"""More than rounding may add to the points of one part of a score, four times."""
_DECIDED_FROM = 100 * RESEMBLING_CREDIT / RESEMBLING_COST
"""A score below that may still rise by words that resemble each other, one above may not."""


def needs_all(query: Name) -> bool:
    """Whether every word left over costs ``LEFT_OVER_SYLLABLE`` at least, but for the rest behind an initial."""
    return query.kind in SYLLABIC and not query.cut and any(map(is_syllable, query.tokens))


def costs(query: Name, listed: Name, pairs: Sequence[Pair], *, exact: bool) -> list[Cost]:
    """All costs of a comparison; one with ``points`` is credited as much."""
    return costs_within(query, listed, pairs, exact=exact, least=0.0) or []


def costs_within(query: Name, listed: Name, pairs: Sequence[Pair], *, exact: bool, least: float) -> list[Cost] | None:
    """All costs of a comparison; None as soon as those so far leave less than a score of ``least``."""
    model, left = MODELS[query.kind], Left.over(query, listed, pairs)
    gained, whole = sum([pair.likeness.score * pair.weight for pair in pairs]), left.matched_weight
    reach = least - _ROUNDED * (len(pairs) + min(len(left.of_query), len(left.of_listed)))
    found, alike, against = list[Cost](), list[tuple[int, int, float]](), list[Cost]()
    if left.of_query or left.of_listed or left.address:
        missing, extra = _each(left, model, of_query=False), _each(left, model, of_query=True)
        whole += sum([*missing, *extra, *[model.extra * ADDRESS] * len(left.address)])
        if least >= _DECIDED_FROM and 100 * gained < reach * whole:
            return None
        alike = _resembling(left, model)
        against = _contradiction(left, alike, model)
        resemblance = sum([n for _, _, n in alike])
        gained += RESEMBLING_CREDIT * resemblance
        whole += sum([each.share for each in against]) + RESEMBLING_COST * resemblance
        found = _left_out(left, missing, extra)
    if 100 * gained < reach * whole:
        return None
    if query.cut:
        found += _cut(left, model)
    if rest := _rest_of_initials(left, model):
        found.append(Cost("rest of a name given as initial", "", "", rest))
    found += against
    found += [
        Cost("resembles", query.raw[i], listed.raw[j], RESEMBLING_COST * n, RESEMBLING_CREDIT * n) for i, j, n in alike
    ]
    if exchanged := _father_exchanged(left):
        found.append(Cost("father and son exchanged", "", "", exchanged))
    if moved := _syllables_moved(left):
        found.append(Cost("syllables in another order", "", "", moved))
    if thin := 0.0 if exact else _thin(left, alike, model):
        found.append(Cost("thin evidence", "", "", thin))
    return found


def _left_out(left: Left, missing: Sequence[float], extra: Sequence[float]) -> list[Cost]:
    """Cost of words that only one side has (a U and b V)."""
    raw = left.listed.raw
    found = [Cost("missing", "", raw[j], cost) for j, cost in zip(left.of_listed, missing, strict=True)]
    raw = left.query.raw
    form = left.query.cut.form if left.query.cut else len(raw)
    found += [
        Cost("extra" if i < form else "cut legal form", raw[i], "", cost)
        for i, cost in zip(left.of_query, extra, strict=True)
    ]
    return found + [Cost("address", raw[i], "", MODELS[left.query.kind].extra * ADDRESS) for i in left.address]


def _each(left: Left, model: Model, *, of_query: bool) -> list[float]:
    """What each word left over on one side costs, a or b times its weight; all beside a name in syllables (NK-12)."""
    kind = left.query.kind
    share, tokens = (model.extra, left.query.tokens) if of_query else (model.missing, left.listed.tokens)
    if not (where := left.of_query if of_query else left.of_listed):
        return []
    if kind in SYLLABIC and _has_syllables(left):
        share = max(share, LEFT_OVER_SYLLABLE)
        return [share * max(tokens[i].weight, SYLLABLE * may_be_syllable(tokens[i])) for i in where]
    if of_query and kind is Kind.ORGANISATION:
        shares = [EXTRA_NUMBER if tokens[i].role is Role.NUMBER else share for i in where]
    else:
        shares = [share] * len(where)
    for i in where:
        if tokens[i].consonants:
            parts = unexplained_parts(left)
            weights = [COMPOUND if (of_query, i) in parts else tokens[i].weight for i in where]
            return [each * weight for each, weight in zip(shares, weights, strict=True)]
    return [each * tokens[i].weight for each, i in zip(shares, where, strict=True)]


def _cut(left: Left, model: Model) -> list[Cost]:
    """Cost of what stands behind the cut: words, and the rest of the word that was cut."""
    if not left.query.cut:
        return []
    tokens, seen = left.listed.tokens, [pair for pair in left.pairs if pair.likeness.relation is Relation.CUT]
    weight = sum(tokens[j].weight for j in left.beyond)
    weight += sum(tokens[pair.listed[0]].weight - pair.weight for pair in seen)
    where = sorted([*left.beyond, *(pair.listed[0] for pair in seen)])
    if not where:
        return []
    kind = f"cut at {left.query.cut.field} characters"
    return [Cost(kind, "", written(left.listed, where), CUT * model.missing * weight)]


def _has_syllables(left: Left) -> bool:
    for token in (*left.query.tokens, *left.listed.tokens):
        if len(text := token.text) == 1 and text > "\x7f" and is_syllable(token):
            return True
    return False


def _rest_of_initials(left: Left, model: Model) -> float:
    """Cost of the full words beyond the initials that stood for them."""
    cost, initial = 0.0, Relation.INITIAL
    for pair in left.pairs:
        if pair.likeness.relation is initial:
            share = rest_share(sum(token.role is Role.INITIAL for token in left.query.tokens))
            cost += model.extra * max(0.0, left.query.tokens[pair.query[0]].weight - pair.weight)
            cost += model.missing * share * max(0.0, left.listed.tokens[pair.listed[0]].weight - pair.weight)
    return cost


def rest_share(initials: int) -> float:
    """How much of the rest of a listed word its initial costs, in a query of so many initials."""
    return min(1.0, INITIALS_FULL / max(1, initials))


def _resembling(left: Left, model: Model) -> list[tuple[int, int, float]]:
    """Pairs of words left over that resemble each other without being alike, and how much weight of them does."""
    if not (left.of_query and left.of_listed):
        return []
    roles, found = [role for role in model.contradicting if role is not Role.PLACE], []
    for i in left.of_query:
        a = left.query.tokens[i]
        for j in left.of_listed if a.role in roles else ():
            b = left.listed.tokens[j]
            if b.role in roles and (share := _resemblance(a, b)) > 0:
                found.append((i, j, share * min(a.weight, b.weight)))
    if len(found) < 2:
        return found
    kept: list[tuple[int, int, float]] = []
    for i, j, weight in sorted(found, key=lambda each: (-each[2], each[1], each[0])):
        if not any(i == other_i or j == other_j for other_i, other_j, _ in kept):
            kept.append((i, j, weight))
    return kept


def _resemblance(a: Token, b: Token) -> float:
    """How far two different words resemble each other in letters or sounds, 0 to 1."""
    if not (a.readings and b.readings) or a.consonants != b.consonants:
        return 0.0
    x, y = a.readings[0], b.readings[0]
    if min(len(x), len(y)) < RESEMBLING_LETTERS:
        return 0.0
    share = max(OSA.normalized_similarity(x, y), OSA.normalized_similarity(sounds(x)[0], sounds(y)[0]))
    return min(1.0, max(0.0, (share - RESEMBLING_FROM) / RESEMBLING_SPAN))


def _contradiction(left: Left, alike: Sequence[tuple[int, int, float]], model: Model) -> list[Cost]:
    """K: words left over on both sides in the same role."""
    if not (left.of_query and left.of_listed):
        return []
    found: list[Cost] = []

    def both(kind: str, share: float, of_query: tuple[Role, ...], of_listed: tuple[Role, ...]) -> None:
        if share > 0:
            words = written(left.query, left.of_query, of_query), written(left.listed, left.of_listed, of_listed)
            found.append(Cost(kind, *words, share))

    numbers, names, fathers = (Role.NUMBER,), model.contradicting, (Role.PATRONYMIC,)
    both("number differs", model.contradiction_number * left.both_weigh(numbers, numbers), numbers, numbers)
    other = left.both_weigh(names, names)
    cost = model.contradiction * (other - sum([weight for _, _, weight in alike])) + _decisive(left, alike)
    both("name differs", cost, names, names)
    if left.query.kind is Kind.PERSON:
        differs = left.both_weigh(fathers, fathers)
        both("patronymic differs", CONTRADICTION_PATRONYMIC * differs, fathers, fathers)
        if not (other or cost > 0 or differs):
            for roles in ((names, fathers), (fathers, names)):
                both("name against patronymic", CONTRADICTION_PATRONYMIC * left.both_weigh(*roles), *roles)
    return found


def _decisive(left: Left, alike: Sequence[tuple[int, int, float]]) -> float:
    """K that grows with the weight of what matched, so that a long name does not dilute one word that is another."""
    tokens = left.query.tokens, left.listed.tokens
    near = sum(n for i, j, n in alike if tokens[0][i].role is Role.NAME is tokens[1][j].role)
    names = min(left.query_weight(Role.NAME), left.listed_weight(Role.NAME))
    return DECISIVE * left.matched_weight * min(1.0, max(0.0, names - near))


def _father_exchanged(left: Left) -> float:
    """K for bin/ibn: a word before "bin" matched one behind it, in both directions.

    Decisive where every other word stands where it stood: then it is another person, not another order of words.
    """
    if not (left.query.father and left.listed.father):
        return 0.0
    crossing = {True: 0.0, False: 0.0}
    for pair in left.pairs:
        behind_q, behind_l = pair.query[0] >= left.query.father, pair.listed[0] >= left.listed.father
        if behind_q != behind_l and not left.query.tokens[pair.query[0]].role.is_small:
            crossing[behind_q] = max(crossing[behind_q], pair.weight)
    exchanged = min(crossing.values())
    order = [pair.listed[0] for pair in left.pairs]
    moved = sum(a != b for a, b in zip(order, sorted(order), strict=True))
    return exchanged * (CONTRADICTION_FATHER + (DECISIVE * left.matched_weight if moved == 2 else 0.0))


def _syllables_moved(left: Left) -> float:
    """K where the syllables of a given name stand in another order: 광수 is not 수광 (NK-12); a surname may move."""
    if left.query.kind is not Kind.PERSON or not _has_syllables(left):
        return 0.0
    order = [pair.listed[0] for pair in left.pairs if not left.query.tokens[pair.query[0]].role.is_small]
    turns = sum(a > b for a, b in zip(order, [*order[1:], *order[:1]], strict=True))
    return DECISIVE * left.matched_weight if turns > 1 else 0.0


def _generic_only(left: Left, telling: tuple[Role, ...], *, left_over: bool) -> float:
    """D where only generic words matched.

    That is nothing against a name with a distinctive word, or by one word. A listed name made of generic words alone
    ("Popular Front for the Liberation of ...") must stay findable without its particles or with a typing error; a
    generic word left over on either side costs it dear.
    """
    tokens = left.listed.tokens
    generic = [j for pair in left.pairs for j in pair.listed if tokens[j].role in (Role.GENERIC, Role.PLACE)]
    if len(generic) == len(tokens) == 1 and not left_over:
        alike = (pair.likeness.relation for pair in left.pairs)
        if all(relation in (Relation.EQUAL, Relation.TRANSLITERATION) for relation in alike):
            return 0.0  # the whole name, in another script or with another legal form
    if left.query.cut and len(generic) >= GENERIC_CUT_WORDS and not (left.of_listed or left_over):
        return GENERIC_CUT
    if len(generic) < 2 or any(token.role in telling for token in tokens):
        return left.matched_weight + GENERIC_ONLY
    only_places = not (left.query_weight(Role.NAME, Role.GENERIC) or left.listed_weight(Role.NAME, Role.GENERIC))
    if only_places or not left_over:
        return PLACE_LEFT_OVER if left_over else 0.0
    kept = any(not left.query.tokens[i].role.is_small for i in left.of_query)
    left_out = sum(not tokens[j].role.is_small for j in left.of_listed)
    return GENERIC_LEFT_OUT if left_out == 1 and not kept else GENERIC_LEFT_OVER


def _thin(left: Left, alike: Sequence[tuple[int, int, float]], model: Model) -> float:
    """D: how far one matched word, or generic words alone, carry the comparison."""
    tokens, telling, words = left.listed.tokens, model.telling, model.contradicting
    matched = [
        pair for pair in left.pairs if tokens[pair.listed[0]].role in telling or tokens[pair.listed[-1]].role in telling
    ]
    keeps_q = bool(left.of_query) and left.query_weight(*words) > 0
    keeps_l = bool(left.of_listed) and left.listed_weight(*words) > 0
    if not matched:
        return _generic_only(left, telling, left_over=keeps_q or keeps_l)
    cost, initial = 0.0, Relation.INITIAL
    well = [pair for pair in matched if pair.likeness.score >= MATCHED_WELL and pair.likeness.relation is not initial]
    if len(well) <= 1 and not any(len(pair.query) + len(pair.listed) > 2 for pair in well):
        initials = any(pair.likeness.relation is initial for pair in left.pairs)
        if keeps_q and not _all_resemble(left, alike, words):
            cost += model.thin_query
        elif keeps_l and not initials:
            cost += model.thin_listed
        if left.query.kind is Kind.ORGANISATION and left.listed_weight(Role.PLACE):
            cost += OTHER_BRANCH
        if initials:
            cost += (INITIALS_LISTED if _near.one_listed_initial(left) else INITIALS) * (
                1.0 - max((pair.weight for pair in well), default=0.0)
            )
    if left.query_weight(*telling) or left.listed_weight(*telling):
        cost += model.left_over
    if left.of_query and left.query.kind is Kind.PERSON and len(well) > 1 and _keeps_first_or_last(left):
        cost += COMMON * max(0.0, COMMON_BELOW - sum([pair.weight for pair in matched]))
    return cost + _near.nearly(left)


def _keeps_first_or_last(left: Left) -> bool:
    """Whether the query keeps a name before or behind all words that matched."""
    names = [i for i in left.of_query if left.query.tokens[i].role is Role.NAME]
    if not names:
        return False
    matched = [i for pair in left.pairs for i in pair.query if not left.query.tokens[i].role.is_small]
    return not matched or names[0] < min(matched) or names[-1] > max(matched)


def _all_resemble(left: Left, alike: Sequence[tuple[int, int, float]], words: Sequence[Role]) -> bool:
    """Whether every telling word that the query keeps resembles a listed one well."""
    tokens = left.query.tokens
    near = {i for i, j, n in alike if n >= RESEMBLING_WELL * min(tokens[i].weight, left.listed.tokens[j].weight)}
    return all(i in near for i in left.of_query if tokens[i].role in words)
