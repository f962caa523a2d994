"""Which phrases of words are asked as a name: those whose first and last word are alike to words of one listed name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.index import Alike
from screening.names import FIELDS
from screening.narrative._words import Word, is_initial
from screening.schema import Kind

LONGEST = 8
"""Words of a phrase, particles aside. What a longer name has beyond them is left out, and left-out words are cheap."""
Groups = Mapping[Kind, Alike]
"""By kind, the groups of listed names that hold a word alike to one word of the text; only kinds that have some."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words of a text: where they begin and end in it, how they are asked.

    ``groups`` are the listed names, by kind, that it may be believed to be.
    """

    begin: int
    end: int
    asked: str
    groups: Mapping[Kind, frozenset[int]]


def phrases(
    sentence: Sequence[Word], alike: Mapping[str, Groups], sizes: Mapping[Kind, Sequence[int]], *, cut: bool = False
) -> Iterator[Phrase]:
    """The phrases of two and more words that are worth asking, in order.

    Args:
        sentence: its words.
        alike: for each word that is not weak, as written, the listed names alike to it.
        sizes: by kind, how many words of weight each listed name has.
        cut: the sentence ends where a field of a message ends, so its last word may be cut.
    """
    held = [_NONE if word.weak else alike[word.text] for word in sentence]
    if cut:  # what a cut word may belong to is left to the score
        held[-1] = next((each for each in held[-2::-1] if each), _NONE)
    initials = any(len(word.text) == 1 for word in sentence)
    for at, first in enumerate(held):
        if not first:
            continue
        if initials:
            yield from _with_initials(sentence, at, first)
        for to in _ends(held, at):
            last = held[to]
            kinds = [kind for kind in first if kind in last and not first[kind].groups.isdisjoint(last[kind].groups)]
            if Kind.PERSON in kinds and any(word.parted for word in sentence[at + 1 : to + 1]):
                kinds.remove(Kind.PERSON)
            if kinds and not _is_of_two_names(sentence, at, to):
                within = held[at : to + 1]
                groups = {kind: own for kind in kinds if (own := _enough(within, kind, sizes[kind]))}
                if groups:
                    asked = _asked(sentence[at : to + 1], cut=cut and to == len(sentence) - 1)
                    yield Phrase(sentence[at].begin, sentence[to].end, asked, groups)


def _ends(held: Sequence[Groups], at: int) -> Iterator[int]:
    """Where phrases end that begin with a word."""
    count = 1
    for to in range(at + 1, min(at + _MOST, len(held))):
        if held[to]:
            count += 1
            if count > LONGEST:
                return
            yield to


def _with_initials(sentence: Sequence[Word], at: int, held: Groups) -> Iterator[Phrase]:
    """A telling word with two initials behind or before it: "Orchard V. V."."""
    groups = {kind: own.telling for kind, own in held.items() if own.telling}
    for begin, end in ((at, at + 3), (at - 2, at + 1)) if groups else ():
        words = sentence[begin:end] if begin >= 0 else ()
        initials = [word for word in words if is_initial(word.text)]
        as_written = not any(word.text.islower() for word in initials) or sentence[at].text.islower()  # no "c/o"
        if len(words) == _WITH_INITIALS and len(initials) == _WITH_INITIALS - 1 and as_written:
            yield Phrase(words[0].begin, words[-1].end, _asked(words, cut=False), groups)


def _enough(held: Sequence[Groups], kind: Kind, sizes: Sequence[int]) -> frozenset[int]:
    """Of the names that both ends belong to, those that enough words belong to.

    That is half of the words, for left-over ones cost too much; and two telling ones, or one and two more, or as many
    as the name has.
    """
    own = [each[kind] for each in held if kind in each]
    least = (sum(map(bool, held)) + 1) // 2
    first, last = own[0], own[-1]
    sure = first.telling & last.telling if least <= _ENDS else frozenset()
    found = []
    for group in (first.groups & last.groups) - sure:
        count = sum([group in each.groups for each in own])
        if count >= least:
            telling = sum([group in each.telling for each in own])
            if telling > 1 or count >= sizes[group] or (telling and count > _ENDS):
                found.append(group)
    return sure.union(found)


def _asked(words: Sequence[Word], *, cut: bool) -> str:
    """The words as one name. Only the end of a field cuts a name (NK-28), so others are kept off that length."""
    text = words[0].text + "".join([word.before + word.text for word in words[1:]])
    if not cut:
        while len(text) in _CUT_LENGTHS:
            text = text.replace(" ", "  ", 1) if " " in text else text.replace("-", "- ", 1)
    return text


_MOST = 2 * LONGEST
"""Words of a phrase, particles and words that nobody is named by counted too."""
_NONE: Groups = {}
_ENDS = 2
_WITH_INITIALS = 3
_CUT_LENGTHS = frozenset(length for each in FIELDS for length in (each - 1, each))


def _is_of_two_names(sentence: Sequence[Word], at: int, to: int) -> bool:
    """Whether a phrase takes the end of one name and the begin of the next: "Ivan Petrov, Sergei Ivanov"."""
    if to - at > 2 or not any(word.divided for word in sentence[at + 1 : to + 1]):
        return False
    before = sentence[at - 1] if at else None
    after = sentence[to + 1] if to + 1 < len(sentence) else None
    return (
        before is not None
        and after is not None
        and not (before.weak or after.weak or sentence[at].divided or after.divided)
        and all(word.capital for word in (before, sentence[at], sentence[to], after))
    )
