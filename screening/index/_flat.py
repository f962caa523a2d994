"""Words, names and groups as flat arrays, as the kernel takes them: what each array holds, and its working space."""

from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
ZERO = cast("int", np.int64(0))
"""To begin counting with, or to call a function with: of one written as 0 the compiler makes a function of its own."""

CONSONANTS, EXACT_ONLY, PARTICLE, UNEDITED, CJK, HANGUL, SYLLABLE, NAME = 1, 2, 4, 8, 16, 32, 64, 128
"""Traits of a word, one bit each: no vowels written, numbers and initials, particle, no other spelling than its
readings, script, one syllable, role of a name."""
SCRIPTS = CJK | HANGUL
INITIAL, JOINS, ABD, NEEDED = 1, 2, 4, 8
"""Marks of a query word: an initial, may be written as one with the next, a spelling of "Abd al-", a syllable of a name
of which all are needed."""
NEAR, ALONE, MORE, OPENS, CLOSES, HEAD = (1 << bit for bit in range(6))
TAIL, WITH_ALL, COMPOUND, NATIVE, COMMA, PAIRED = (1 << bit for bit in range(6, 12))
"""Marks of what stands between two blanks: a word is alike to a listed one, or an initial; its name is read by itself;
it may mean something else, or nothing, beside others, and so may a word beside it; the first and the second of two that
may be read as one: their name is read by itself; the first and the second of two with words that may be one listed
word, and the first of two whatever the other; a name is read by itself for a word that makes one name with one beside
it, which is in Arabic letters; what stands behind may be meant before; two of its own words may be one listed word."""
BEGINS, ENDS, STEM = 1, 2, 4
"""What a word may be beside another, the two written as one: the beginning of a listed word, its end, the beginning of
a word that means a listed one."""
WHOLE, PLAIN, BESIDE, FORM, JAPANESE = 0, 1, 2, 3, 4
"""How a piece of a name is read: only with the whole name, by itself, by itself unless certain words stand beside, as a
legal form, which is no word of a name that it ends; and a name whose Chinese characters are not those of China."""
EDIT, BONES, PATH, EAR = 1, 2, 4, 8
BY_TEXT, BY_READINGS = 1, 2
"""What tells all keys of a word: its Latin letters, further readings included; its readings, but for that of its text.
"""
LAST_BIT = 63
"""Query words from this position on share one bit: covering one counts as covering all, which only widens the bound."""
UNATTESTED = 10
"""Tenths: the weight of a word that the lexicon does not know."""
SLACK = 1e-4  # scores are rounded to hundredths, bounds are floats
LONGEST = 32  # as ``screening.edits.LONGEST_EDITED``; asserted where the tables are made


class Rules(NamedTuple):
    """What the score's constants come to; arguments, so that no compiled code outlives a change of one.

    ``threshold`` is 0-1; ``missing`` and ``extra`` are a and b of the model, ``needed`` the least of both where all
    words are needed; ``least`` the lowest likeness; ``equal``, ``particle``,
    ``skeleton``, ``skeleton_cost``, ``attested_*`` as in ``screening.similarity``; ``changes`` what changing one letter
    into another costs; ``units`` what a full edit takes off by the letters of the longer word; ``ear_*`` what it begins
    with and what common letters add where a word is heard as another.
    """

    threshold: float
    missing: float
    extra: float
    needed: float
    initial_gain: float
    pair_weight: float
    initial_weight: float
    initials_full: int
    person: bool
    least: float
    equal: float
    particle: float
    particle_letters: int
    skeleton: float
    skeleton_cost: float
    attested_sum: int
    attested_score: float
    changes: Numbers
    units: Numbers
    decisive: float
    contradiction: float
    generic: bool
    form: float
    number: float
    thin_query: float
    thin_listed: float
    left_over: float
    resembling_well: float
    address: float
    resembling_from: float
    resembling_span: float
    resembling_letters: int
    letters_most: float
    letters_unit: float
    ear_equal: tuple[float, float]
    ear_near: tuple[float, float]


class Words(NamedTuple):
    """Words as bytes: readings, letters of each, how common each is (tenths); traits, weights, sound of the first."""

    readings: Numbers
    starts: Numbers
    letters: Numbers
    attested: Numbers
    traits: Numbers
    weights: Numbers
    sound_starts: Numbers
    sounds: Numbers


class Paths(NamedTuple):
    """What words of a script without vowels may be written as.

    Forms of each word, with what each costs; places of each form; arcs of each place: how many letters they write, at
    what cost, as which Latin letters (bits, by the last five of their codes), in which order; and how many letters
    each word has.
    """

    forms: Numbers
    form_costs: Numbers
    places: Numbers
    arcs: Numbers
    sizes: Numbers
    costs: Numbers
    written: Numbers
    chunk_starts: Numbers
    chunks: Numbers
    lengths: Numbers


class Table(NamedTuple):
    """Hashes ascending beside ids, and where each bucket of upper bits starts."""

    shift: int
    buckets: Numbers
    hashes: Numbers
    ids: Numbers


class Groups(NamedTuple):
    """Groups of listed names: their words and joined words, how many initials they have.

    The posts of each word, and those of them that have initials. All groups once more, by the number of their initials
    (``light_starts``) and then by what their words weigh together, the lightest first.
    """

    word_starts: Numbers
    words: Numbers
    weights: Numbers
    joined_starts: Numbers
    joined: Numbers
    joined_weights: Numbers
    post_starts: Numbers
    posts: Numbers
    initial_starts: Numbers
    initial_posts: Numbers
    initials: Numbers
    light_starts: Numbers
    light: Numbers
    light_weights: Numbers


class Scratch(NamedTuple):
    """Working space of one call; never shared by two calls at once."""

    generation: Numbers
    stamps: Numbers
    most: Numbers
    bits: Numbers
    touched: Numbers
    covers: Numbers
    gains: Numbers
    seen: Numbers
    found: Numbers
    rows: Numbers
    bounds: Numbers
    paths: Numbers
    hashes: Numbers


class Asked(NamedTuple):
    """The keys of query words: hashes, and the most likeness that sharing each can mean (negative: letters decide)."""

    starts: Numbers
    hashes: Numbers
    most: Numbers


class Pieces(NamedTuple):
    """What stands between two blanks of a name: the words of each piece, and how far they are read by themselves.

    ``needs``: what each word needs beside it to mean something else, in the bits of ``screening.names.NEEDS``.
    """

    word_starts: Numbers
    words: Numbers
    needs: Numbers
    plain: Numbers


class Loose(NamedTuple):
    """What stands between two blanks of a name, with all words that it may be read as in any name.

    Where the words of each begin, the words; ``marks``: ``NEAR`` and the following; ``parts``: ``BEGINS`` and the
    following, of every word.
    """

    starts: Numbers
    words: Numbers
    marks: Numbers
    parts: Numbers


class Learnt(NamedTuple):
    """Words of queries: listed words that may be alike to each, how far at most, what these weigh, posts to visit.

    ``weights`` are the least that each word weighs where it is left over; ``glued`` its letters as part of a joined
    word, ``after_abd`` those behind "Abd al-"; ``marks`` see ``INITIAL`` and the following.
    """

    starts: Numbers
    ids: Numbers
    alike: Numbers
    listed_weights: Numbers
    costs: Numbers
    weights: Numbers
    marks: Numbers
    glued_starts: Numbers
    glued: Numbers
    after_abd_starts: Numbers
    after_abd: Numbers


class Families(NamedTuple):
    """Spellings by their first letter, the longest first.

    Where those of each letter begin, the letters of each, what each is read as.
    """

    firsts: Numbers
    starts: Numbers
    letters: Numbers
    folded: Numbers


class Joining(NamedTuple):
    """What tells whether a joined word is worth asking for: see ``screening.index._joins``.

    Bloom filters of words as spelled and as heard, and of stems that have a meaning; families of spellings.
    """

    told: Numbers
    stems: Numbers
    families: Families
    most_sounds: int
    stem_letters: int
    ending_letters: int


class Names(NamedTuple):
    """Queries.

    Words of each by number and the least that each weighs; the position of a cut word, the listed words that it begins
    and their weights; what a listed word costs that is missing (a), and the least of a and b where no initial is;
    initials; whether words may be missing, as where a field cut the name: then nothing contradicts.
    """

    word_starts: Numbers
    words: Numbers
    weights: Numbers
    begun_starts: Numbers
    begun_at: Numbers
    begun: Numbers
    begun_weights: Numbers
    missing: Numbers
    needed: Numbers
    initials: Numbers
    cut: Numbers


class Pairs(NamedTuple):
    """Adjacent words that may be written as one listed word: where those of each query begin, the first word, keys."""

    starts: Numbers
    at: Numbers
    keys: Asked


class Near(NamedTuple):
    """Listed words that may be alike to each query word, and how far at most; posts to visit."""

    starts: Numbers
    ids: Numbers
    alike: Numbers
    costs: Numbers


def shown(values: Numbers) -> Numbers:
    """An array for the kernel, read only: for arrays that may be written to, the compiler would begin again."""
    view = values.view()
    view.flags.writeable = False
    return view


def new_scratch(words: int, groups: int) -> Scratch:
    """Working space for so many listed words (joined ones included) and groups."""
    return Scratch(
        np.zeros(1, np.int64),
        np.zeros(words, np.int64),
        np.zeros(words, np.float64),
        np.zeros(words, np.uint8),
        np.zeros(words, np.int64),
        np.zeros(words, np.uint64),
        np.zeros(words, np.float64),
        np.zeros(groups, np.int64),
        np.zeros(groups, np.int64),
        np.zeros((4, LONGEST + 2), np.float64),
        np.zeros((3, LONGEST + 2), np.float64),
        np.zeros((LONGEST + 2, LONGEST + 2), np.float64),
        np.zeros(2 + LONGEST * LONGEST, np.uint32),
    )
