"""Thin evidence of words that agree only nearly: by spelling, sound, consonants or a nickname.

One difference of spelling in a name whose other words are equal is a typing error; a name none of whose words is equal,
or one such word beside what anybody is called, is most often another name.
"""

from collections.abc import Sequence

from screening.costs._left_over import Left, Pair
from screening.names import Role
from screening.schema import Kind
from screening.similarity import Relation

NEARLY = frozenset([Relation.SPELLING, Relation.SOUND, Relation.CONSONANTS, Relation.NICKNAME])
ORGANISATION = 0.25
"""D where no word of an organisation's name is equal, and one is left over or two are near: "Tracie Le" stood at 86 for
THRACE FOUNDATION. Of 871 organisations on two lists it costs no hit, of 310 in Cyrillic none."""
NO_EQUAL_WORD, NO_EQUAL_WORD_BELOW = 0.3, 0.86
"""D where all words of a person's name are near, less than so much on the whole ("Azad Bali" / ALI Azadi); not by
consonants alone, for a script that writes no vowels has nothing better. Costs one of 1,441 persons on two lists."""
BESIDE_COMMON, BESIDE_COMMON_BELOW, POOR = 0.15, 0.75, 0.86
"""D where a person's word agrees poorly beside words that weigh less than so much together, and the list keeps a name
or patronymic, or it agrees by consonants alone ("Katelyn Alexander" / KARELIN Alexander Alexandrovich; Kort / Karti).
"""


def one_listed_initial(left: Left) -> bool:
    """Whether just one initial of the list stands for a full word of the query; two that agree by chance are rare."""
    initials = [pair for pair in left.pairs if pair.likeness.relation is Relation.INITIAL]
    return sum(left.listed.tokens[pair.listed[0]].role is Role.INITIAL for pair in initials) == 1


def nearly(left: Left) -> float:
    """D of a comparison whose words agree only nearly; 0.0 where enough of them are equal."""
    if not [pair for pair in left.pairs if pair.likeness.relation in NEARLY]:
        return 0.0
    tokens = left.listed.tokens
    solid = [
        pair
        for pair in left.pairs
        if not tokens[pair.listed[0]].role.is_small or not tokens[pair.listed[-1]].role.is_small
    ]
    if not solid:
        return 0.0
    if left.query.kind is Kind.ORGANISATION:
        return ORGANISATION if _organisation(left, solid) else 0.0
    return _person(left, solid) if left.query.kind is Kind.PERSON else 0.0


def _organisation(left: Left, solid: Sequence[Pair]) -> bool:
    """Whether no word is equal and more than one differs.

    Spellings of another script are no difference, nor are those of a business word in two languages.
    """
    if not all(
        pair.likeness.relation in NEARLY and _one_script(left, pair) and not _business(left, pair) for pair in solid
    ):
        return False
    by_sound = solid[0].likeness.relation is Relation.SOUND  # Qaeda / Qaida: a word left out beside it is no other
    return len(solid) > 1 or bool(left.of_query or left.query.noise or (left.of_listed and not by_sound))


def _business(left: Left, pair: Pair) -> bool:
    roles = {left.query.tokens[i].role for i in pair.query} | {left.listed.tokens[j].role for j in pair.listed}
    return roles <= {Role.GENERIC, Role.PLACE}


def _one_script(left: Left, pair: Pair) -> bool:
    return left.query.tokens[pair.query[0]].text.isascii() == left.listed.tokens[pair.listed[0]].text.isascii()


def _person(left: Left, solid: Sequence[Pair]) -> float:
    near = [pair for pair in solid if pair.likeness.relation in NEARLY]
    if not near:
        return 0.0
    if len(near) == len(solid) > 1:
        mean = sum(pair.likeness.score * pair.weight for pair in solid) / sum(pair.weight for pair in solid)
        by_letters = any(pair.likeness.relation is not Relation.CONSONANTS for pair in near)
        if mean < NO_EQUAL_WORD_BELOW and by_letters:
            return NO_EQUAL_WORD
    poor = [pair for pair in near if pair.likeness.score < POOR]
    if not poor:
        return 0.0
    rest = [pair for pair in solid if pair not in poor]
    if sum(pair.weight for pair in rest) >= BESIDE_COMMON_BELOW:
        return 0.0
    by_consonants = any(pair.likeness.relation is Relation.CONSONANTS and _one_script(left, pair) for pair in poor)
    return BESIDE_COMMON if (rest and by_consonants) or left.listed_weight(Role.NAME, Role.PATRONYMIC) else 0.0
