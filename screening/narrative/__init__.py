"""Listed names inside running text: which words of it to ask for, and which answers to believe (IN-04).

A narrative is no name: most of its words belong to nobody, so a likeness that is worth an analyst's look between two
names is not worth it here. Every phrase of up to ``LONGEST`` adjacent words is asked as a name of its own, by the same
score as everywhere, and believed where two or more telling words of it match at ``LEAST`` or more. One word is believed
where it is a whole listed name and distinctive ("GARNIZON"; not "Vladimir", not "Victoria"), or beside a word that says
what it is ("MV Victoria"). Numbers are found where a word beside them or their own form says what they are.

Asked is only what can be believed: a phrase begins and ends with words that are alike to words of one listed name.
"""

from screening.narrative._alone import Alone
from screening.narrative._believed import EQUAL, LEAST, apart, believed
from screening.narrative._numbers import Numbered, numbers
from screening.narrative._phrases import LONGEST, Phrase, phrases
from screening.narrative._words import Word, sentences

__all__ = [
    "EQUAL",
    "LEAST",
    "LONGEST",
    "LONGEST_TEXT",
    "Alone",
    "Numbered",
    "Phrase",
    "Word",
    "apart",
    "believed",
    "numbers",
    "phrases",
    "sentences",
]

LONGEST_TEXT = 1_000_000
"""Characters of a text: some 150,000 words, screened in some 15 seconds."""
