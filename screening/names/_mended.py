"""What mending legal forms may do to two words that stand side by side, or to pieces at the end of such a form.

All that ``_organisation`` joins or parts there, told of two words: nothing that it may do is left out.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from screening.names import _organisation as organisation
from screening.text import fold_word, words

_OTHER_SCRIPTS = re.compile("[\\u0400-\\u052f\\u0590-\\u10ff\\u3040-\\u319f\\u3400-\\u9fff\\uac00-\\ud7a3]*")
"""Letters that are never folded to Latin ones."""


def may_mend(words: Sequence[str], second: str) -> bool:
    """Whether one of these words and one behind them may be parted, or two be one: words of a legal form, an initial.

    Told of two words that stand side by side: of the rest of a legal form only the word beside is looked at.
    """
    *others, last = words
    begins, ends = organisation.edges_of_forms()
    return (
        last in organisation.NAMED
        or last + second in organisation.set_of_form_words()
        or any(each in begins for word in others for each in _glued_behind(word))
        or any(rest[0] == second for each in _glued_behind(last) for rest in begins.get(each, ()))
        or any(rest[-1] == last for each in _glued_before(second) for rest in ends.get(each, ()))
    )


@lru_cache(maxsize=65536)
def at_end_of_form(text: str) -> tuple[bool, bool]:
    """Whether a word of a text is, or ends in, the last but one of a long legal form; or begins with the last.

    The second may be parted behind the first: "STOCK COMPANYKRAKEN".
    """
    ends, stands, begun = organisation.edges_of_forms()[1], False, False
    if not _OTHER_SCRIPTS.fullmatch(text):
        for word in [text.lower()] if text.isascii() and text.isalpha() else map(fold_word, words(text)):
            stands = stands or word in _last_but_one() or word.endswith(_last_cut())
            begun = begun or any(each in ends for each in _glued_before(word))
    return stands, begun


@cache
def _last_but_one() -> frozenset[str]:
    return frozenset(rest[-1] for every in organisation.edges_of_forms()[1].values() for rest in every)


@cache
def _last_cut() -> tuple[str, ...]:
    """Those to which another word may be glued, see ``form_cut``."""
    return tuple(sorted(each for each in _last_but_one() if len(each) >= organisation.CUT_LETTERS))


def _glued_behind(word: str) -> list[str]:
    """What may be glued to the end of a word."""
    return [word[at:] for at in range(organisation.GLUED_LETTERS, len(word) - organisation.PHRASE_LETTERS + 1)]


def _glued_before(word: str) -> list[str]:
    """What may be glued to the start of a word."""
    return [word[:at] for at in range(organisation.PHRASE_LETTERS, len(word) - organisation.GLUED_LETTERS + 1)]


@lru_cache(maxsize=65536)
def first_word(text: str) -> str:
    """The first word of a piece of a name, as it stands behind another, before legal forms are set aside."""
    pairs, _ = organisation.words_of(f"{organisation.ANY_NAME} {text}")
    return pairs[1][1] if len(pairs) > 1 and pairs[0][1] == organisation.ANY_NAME else ""
