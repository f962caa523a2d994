"""Query names as numbers for the kernel: each different word once, with its letters, keys and traits."""

import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from screening import costs, edits, lexicon, similarity
from screening.edits import LONGEST_EDITED
from screening.index import _flat as flat
from screening.index._flat import BY_READINGS, BY_TEXT, Asked, Numbers, Paths, Rules, Words
from screening.index._heard import Tables, tables
from screening.index._latin import KeysOf, is_plain, keys_of_all, told_by
from screening.keys import asked_joined_keys, asked_keys
from screening.names import INITIAL_PAIR_WEIGHT, INITIAL_WEIGHT, LEFT_OVER_FORM, Role, Token
from screening.romanise import FOREIGN
from screening.romanise._letters import Form
from screening.schema import Kind
from screening.score import INITIAL_LIKENESS, MODELS
from screening.similarity import letters_of
from screening.sound import sounds
from screening.syllables import EAR_EQUAL, EAR_NEAR, is_syllabic, is_syllable
from screening.text import script


class Spelled(NamedTuple):
    """One word as the kernel sees it: its readings as bytes, how common each is in tenths, its traits."""

    letters: tuple[bytes, ...]
    attested: tuple[int, ...]
    traits: int
    sound: bytes
    forms: tuple[Form, ...]
    length: int


class _Written(NamedTuple):
    letters: tuple[bytes, ...]
    traits: int
    sound: bytes
    forms: tuple[Form, ...]


def spelled(token: Token, kind: Kind) -> Spelled:
    """A word as the kernel sees it."""
    written, tenths = _written(token.text, token.readings, token.systems, token.consonants), tenths_of(kind)
    attested = tuple([tenths.get(reading, flat.UNATTESTED) for reading in token.readings])
    traits = written.traits | TRAITS_OF_ROLE.get(token.role, 0)
    return Spelled(written.letters, attested, traits, written.sound, written.forms, len(token.text))


TRAITS_OF_ROLE = {
    Role.NUMBER: flat.EXACT_ONLY,
    Role.INITIAL: flat.EXACT_ONLY,
    Role.PARTICLE: flat.PARTICLE,
    Role.NAME: flat.NAME,
}


@lru_cache(maxsize=131072)
def _written(text: str, readings: tuple[str, ...], systems: tuple[str, ...], consonants: bool) -> _Written:
    """What a word is whatever its role, its weight and the kind of its name."""
    token = Token(text, Role.NAME, 1.0, readings, systems, consonants)
    traits = flat.CONSONANTS if consonants else 0
    if text and not text.isascii() and is_syllabic(token):
        traits |= flat.CJK if script(text[0]) == "CJK" else flat.HANGUL
        if is_syllable(token):
            traits |= flat.SYLLABLE | flat.UNEDITED
        elif traits & flat.CJK and FOREIGN not in systems:
            traits |= flat.UNEDITED
    letters = letters_of(token) if consonants else None
    return _Written(
        tuple([reading.encode("ascii", "replace") for reading in readings]),
        traits,
        sounds(readings[0])[0].encode("ascii", "replace") if readings else b"",
        letters.read(text) if letters else (),
    )


@cache
def tenths_of(kind: Kind) -> dict[str, int]:
    """How common each word of the lexicon is."""
    return {word: round(10 * weight) for word, weight in lexicon.weights(kind).items()}


class Word(NamedTuple):
    """A word of a query as the kernel sees it, with its keys."""

    spelled: Spelled
    hashes: "array[int]"
    most: "array[float]"


def word_of(token: Token, kind: Kind) -> Word:
    """A word of a query."""
    role = token.role if token.role in (Role.NUMBER, Role.INITIAL, Role.GENERIC) else Role.NAME
    return Word(spelled(token, kind), *_keys(token.text, token.readings, token.systems, token.consonants, role))


_UNREAD = "\u0905"
"""A text that gives a word no key but its own, which comes first."""


class Written(NamedTuple):
    """Words of queries, whatever the lists; keys and sounds that ``keyless`` words have by it are yet to be said."""

    words: Words
    paths: Paths
    keys: Asked
    keyless: Numbers


def written(tokens: Sequence[Token], kind: Kind) -> Written:
    """Words of queries; ``asked`` says the keys of those that stand in no table."""
    tenths, each, others = tenths_of(kind), list[Spelled](), Keys()
    keyless = bytearray(len(tokens))
    for at, token in enumerate(tokens):
        text = token.text
        if is_plain(token):
            keyless[at] = BY_TEXT
            traits = TRAITS_OF_ROLE.get(token.role, 0)
            each.append(Spelled((text.encode(),), (tenths.get(text, flat.UNATTESTED),), traits, b"", (), len(text)))
            others.starts.append(len(others.hashes))
        elif told := told_by(token):
            keyless[at] = told
            each.append(spelled(token, kind))
            others.add(*(_hashed({f"={text}": 1.0} if told == BY_READINGS else {})))
        else:
            word = word_of(token, kind)
            each.append(word.spelled)
            others.add(word.hashes, word.most)
    found = words(each, [token.weight for token in tokens])
    return Written(found, paths(each), others.asked(), np.array(keyless, dtype=np.uint8))


def asked(given: Written, keys_of: KeysOf) -> tuple[Words, Paths, Asked]:
    """Words of queries with all their keys and sounds."""
    found, spoken, keys, keyless = given
    if len(keyless) and keyless.tobytes() == bytes([BY_TEXT]) * (len(found.starts) - 1):  # each with one reading
        keys, starts, heard = keys_of_all(found.letters.tobytes(), found.starts.tobytes(), keys_of)
        found = found._replace(sound_starts=starts, sounds=heard)
    elif keyless.any():
        keys, starts, heard = keys_of(found, keyless, keys, tables())
        heard.flags.writeable = False  # as without it: for another type of array the compiler would begin again
        found = found._replace(sound_starts=starts, sounds=heard)
    return found, spoken, keys


def spelled_keys_of(found: Words, keyless: Numbers, others: Asked, _: Tables) -> tuple[Asked, Numbers, Numbers]:
    """What the compiled ``keys_of`` gives, as ``word_of`` says it."""
    keys, sounded, ends, starts = Keys(), list[bytes](), found.starts.tolist(), others.starts.tolist()
    sound_starts, first = found.sound_starts.tolist(), found.readings.tolist()
    for each, is_keyless in enumerate(keyless.tolist()):
        own = slice(starts[each], starts[each + 1])
        hashes, most = array("I", others.hashes[own].tolist()), array("d", others.most[own].tolist())
        if is_keyless:
            spans = zip(ends[first[each] : first[each + 1]], ends[first[each] + 1 :], strict=False)
            read = tuple([bytes(found.letters[begin:end]).decode() for begin, end in spans])
            text = read[0] if is_keyless == BY_TEXT else _UNREAD
            more_hashes, more_most = _keys(text, read, ("",) * len(read), False, Role.NAME)
            keys.add(hashes + more_hashes[len(hashes) :], most + more_most[len(hashes) :])
            sounded.append(_written(read[0], read[:1], (), False).sound)
        else:
            keys.add(hashes, most)
            sounded.append(bytes(found.sounds[sound_starts[each] : sound_starts[each + 1]]))
    heard = np.frombuffer(b"".join(sounded) or b"\0", dtype=np.uint8)
    return keys.asked(), np.cumsum([0, *map(len, sounded)], dtype=np.int64), heard


@lru_cache(maxsize=131072)
def _keys(
    text: str, readings: tuple[str, ...], systems: tuple[str, ...], consonants: bool, role: Role
) -> tuple["array[int]", "array[float]"]:
    """The hashed keys of a word, whatever its weight and the kind of its name."""
    return _hashed(asked_keys(Token(text, role, 1.0, readings, systems, consonants)))


@lru_cache(maxsize=65536)
def joined_keys_of(word: str) -> "tuple[array[int], array[float]]":
    return _hashed(asked_joined_keys(word))


def key_hash(key: str) -> int:
    """The 32-bit hash of a key."""
    return zlib.crc32(key.encode())


def _hashed(keys: Mapping[str, float]) -> "tuple[array[int], array[float]]":
    return array("I", map(key_hash, keys)), array("d", keys.values())


def words(each: Sequence[Spelled], weights: Sequence[float] | Numbers) -> Words:
    """Lay words out flat."""
    readings = array("q", [0])
    starts = array("q", [0])
    attested = array("B")
    letters: list[bytes] = []
    total = 0
    for word in each:
        for reading in word.letters:
            letters.append(reading)
            total += len(reading)
            starts.append(total)
        attested.extend(word.attested)
        readings.append(len(attested))
    return Words(
        numbers(readings, np.int64),
        numbers(starts, np.int64),
        np.frombuffer(b"".join(letters) or b"\0", dtype=np.uint8),
        numbers(attested, np.uint8),
        np.array([word.traits for word in each], dtype=np.uint8),
        np.asarray(weights, dtype=np.float64),
        np.cumsum([0, *(len(word.sound) for word in each)], dtype=np.int64),
        np.frombuffer(b"".join(word.sound for word in each) or b"\0", dtype=np.uint8),
    )


class _Ways(NamedTuple):
    """The forms of one word: their costs, how many places each has, how many arcs each place, of each what it is."""

    form_costs: list[float]
    places: list[int]
    arcs: list[int]
    sizes: list[int]
    costs: list[float]
    written: list[int]
    lengths: list[int]
    chunks: bytes


def paths(each: Sequence[Spelled]) -> Paths:
    """Lay out flat what words of a script without vowels may be written as."""
    lengths = np.array([word.length for word in each], dtype=np.int64)
    if not any(word.forms for word in each):
        return _NO_PATHS._replace(forms=np.zeros(len(each) + 1, np.int64), lengths=lengths)
    found = [_ways(word.forms) for word in each if word.forms]
    return Paths(
        _starts([len(word.forms) for word in each]),
        numbers(array("d", chain.from_iterable(each.form_costs for each in found)), np.float64),
        _starts(list(chain.from_iterable(each.places for each in found))),
        _starts(list(chain.from_iterable(each.arcs for each in found))),
        numbers(array("q", chain.from_iterable(each.sizes for each in found)), np.int64),
        numbers(array("d", chain.from_iterable(each.costs for each in found)), np.float64),
        numbers(array("I", chain.from_iterable(each.written for each in found)), np.uint32),
        _starts(list(chain.from_iterable(each.lengths for each in found))),
        np.frombuffer(b"".join([each.chunks for each in found]), dtype=np.uint8),
        lengths,
    )


@lru_cache(maxsize=16384)
def _ways(forms: tuple[Form, ...]) -> _Ways:
    places = [place for form in forms for place in form.places]
    arcs = [arc for place in places for arc in place.arcs]
    return _Ways(
        [form.cost for form in forms],
        [len(form.places) for form in forms],
        [len(place.arcs) for place in places],
        [size for size, _, _ in arcs],
        [cost for _, _, cost in arcs],
        [_bits(chunk) for _, chunk, _ in arcs],
        [len(chunk) for _, chunk, _ in arcs],
        "".join([chunk for _, chunk, _ in arcs]).encode("ascii"),
    )


def _starts(counts: Sequence[int]) -> Numbers:
    """Where lists of so many begin, one behind the other."""
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found


@cache
def _bits(letters: str) -> int:
    """Which letters these are, by the last five bits of their codes."""
    found = 0
    for code in letters.encode("ascii"):
        found |= 1 << (code & 31)
    return found


def numbers(values: "array[int] | array[float]", dtype: type[np.generic]) -> Numbers:
    return np.frombuffer(values, dtype=dtype) if values else np.zeros(0, dtype)


_NO_PATHS = Paths(
    *(np.zeros(1, np.int64), np.zeros(0), np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64)),
    *(np.zeros(0), np.zeros(0, np.uint32), np.zeros(1, np.int64), np.zeros(1, np.uint8), np.zeros(0, np.int64)),
)


class Keys:
    def __init__(self) -> None:
        self.starts, self.hashes, self.most = array("q", [0]), array("I"), array("d")

    def add(self, hashes: "array[int]", most: "array[float]") -> None:
        self.hashes.extend(hashes)
        self.most.extend(most)
        self.starts.append(len(self.hashes))

    def asked(self) -> Asked:
        return Asked(numbers(self.starts, np.int64), numbers(self.hashes, np.uint32), numbers(self.most, np.float64))


@cache
def _changes() -> Numbers:
    """What changing one letter into another costs, by their codes; letters that no reading has cost a full edit."""
    found = np.ones((256, 256))
    letters = [chr(code) for code in range(128) if chr(code).isalnum()]
    for x in letters:
        for y in letters:
            found[ord(x), ord(y)] = 0.0 if x == y else edits.change_cost(x, y)
    found.setflags(write=False)
    return found


@cache
def _units() -> Numbers:
    found = np.array([edits.edit_unit(letters) for letters in range(LONGEST_EDITED + 1)])
    found.setflags(write=False)
    return found


@lru_cache(maxsize=64)
def rules(kind: Kind, threshold: float) -> Rules:
    """The constants of the score for one kind and threshold (0-1)."""
    person = kind is Kind.PERSON  # only there an initial stands for a word
    return Rules(
        threshold=threshold,
        missing=MODELS[kind].missing,
        extra=MODELS[kind].extra,
        needed=costs.LEFT_OVER_SYLLABLE,
        initial_gain=max(0.0, INITIAL_LIKENESS - threshold) * INITIAL_PAIR_WEIGHT * person,
        pair_weight=INITIAL_PAIR_WEIGHT * person,
        initial_weight=INITIAL_WEIGHT[kind] * person,
        initials_full=costs.INITIALS_FULL,
        person=person,
        least=similarity.LEAST,
        equal=similarity.CROSS_SCRIPT,
        particle=similarity.PARTICLE,
        particle_letters=similarity.PARTICLE_LETTERS,
        skeleton=similarity.SKELETON_LEAST,
        skeleton_cost=similarity.SKELETON_MOST_COST,
        attested_sum=round(10 * similarity.ATTESTED_SUM),
        attested_score=similarity.ATTESTED_SCORE,
        changes=_changes(),
        units=_units(),
        decisive=costs.DECISIVE,
        contradiction=MODELS[kind].contradiction,
        generic=kind is Kind.ORGANISATION,
        form=LEFT_OVER_FORM,
        number=MODELS[kind].contradiction_number,
        thin_query=MODELS[kind].thin_query,
        thin_listed=MODELS[kind].thin_listed,
        left_over=MODELS[kind].left_over,
        resembling_well=costs.RESEMBLING_WELL,
        address=costs.ADDRESS,
        resembling_from=costs.RESEMBLING_FROM,
        resembling_span=costs.RESEMBLING_SPAN,
        letters_most=similarity.LETTERS_MOST,
        letters_unit=similarity.LETTERS_UNIT,
        ear_equal=EAR_EQUAL,
        ear_near=EAR_NEAR,
        resembling_letters=costs.RESEMBLING_LETTERS,
    )
