"""Query names as numbers for the kernel: each different word once, with its letters, keys and traits."""

import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from screening import costs, edits, lexicon, similarity
from screening.edits import LONGEST_EDITED
from screening.index import _flat as flat
from screening.index._flat import Asked, Numbers, Paths, Rules, Words
from screening.index._heard import MOST_BRANCHES, MOST_LETTERS, Tables, tables
from screening.keys import asked_joined_keys, asked_keys, may_have_more_keys
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
    written, tenths = _written(token.text, token.readings, token.systems, token.consonants), _tenths(kind)
    attested = tuple([tenths.get(reading, flat.UNATTESTED) for reading in token.readings])
    traits = written.traits | _OF_ROLE.get(token.role, 0)
    return Spelled(written.letters, attested, traits, written.sound, written.forms, len(token.text))


_OF_ROLE = {
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
def _tenths(kind: Kind) -> dict[str, int]:
    """How common each word of the lexicon is."""
    return {word: round(10 * weight) for word, weight in lexicon.weights(kind).items()}


class Word(NamedTuple):
    """A word of a query as the kernel sees it, with its keys."""

    spelled: Spelled
    hashes: "array[int]"
    most: "array[float]"


KeysOf = Callable[[Words, Numbers, Asked, Tables], tuple[Asked, Numbers, Numbers]]


def word_of(token: Token, kind: Kind) -> Word:
    """A word of a query."""
    role = token.role if token.role in (Role.NUMBER, Role.INITIAL, Role.GENERIC) else Role.NAME
    return Word(spelled(token, kind), *_keys(token.text, token.readings, token.systems, token.consonants, role))


class Written(NamedTuple):
    """Words of queries, whatever the lists; keys and sounds of those that are ``keyless`` are yet to be said."""

    words: Words
    paths: Paths
    keys: Asked
    keyless: Numbers


def written(tokens: Sequence[Token], kind: Kind) -> Written:
    """Words of queries; ``asked`` says the keys of those that stand in no table."""
    tenths, each, others = _tenths(kind), list[Spelled](), Keys()
    keyless = bytearray(len(tokens))
    for at, token in enumerate(tokens):
        text = token.text
        if _is_plain(token):
            keyless[at] = 1
            traits = _OF_ROLE.get(token.role, 0)
            each.append(Spelled((text.encode(),), (tenths.get(text, flat.UNATTESTED),), traits, b"", (), len(text)))
            others.starts.append(len(others.hashes))
        else:
            word = word_of(token, kind)
            each.append(word.spelled)
            others.add(word.hashes, word.most)
    found = words(each, [token.weight for token in tokens])
    return Written(found, paths(each), others.asked(), np.array(keyless, dtype=np.uint8))


def asked(given: Written, keys_of: KeysOf) -> tuple[Words, Paths, Asked]:
    """Words of queries with all their keys and sounds."""
    found, spoken, keys, keyless = given
    if keyless.any():
        keys, starts, heard = keys_of(found, keyless, keys, tables())
        heard.flags.writeable = False  # as without it: for another type of array the compiler would begin again
        found = found._replace(sound_starts=starts, sounds=heard)
    return found, spoken, keys


def spelled_keys_of(found: Words, keyless: Numbers, others: Asked, _: Tables) -> tuple[Asked, Numbers, Numbers]:
    """What the compiled ``keys_of`` gives, as ``word_of`` says it."""
    keys, sounded, ends, starts = Keys(), list[bytes](), found.starts.tolist(), others.starts.tolist()
    sound_starts, first = found.sound_starts.tolist(), found.readings.tolist()
    for each, is_keyless in enumerate(keyless.tolist()):
        if is_keyless:
            text = bytes(found.letters[ends[first[each]] : ends[first[each] + 1]]).decode()
            keys.add(*_keys(text, (text,), (), False, Role.NAME))
            sounded.append(_written(text, (text,), (), False).sound)
        else:
            own = slice(starts[each], starts[each + 1])
            keys.add(array("I", others.hashes[own].tolist()), array("d", others.most[own].tolist()))
            sounded.append(bytes(found.sounds[sound_starts[each] : sound_starts[each + 1]]))
    heard = np.frombuffer(b"".join(sounded) or b"\0", dtype=np.uint8)
    return keys.asked(), np.cumsum([0, *map(len, sounded)], dtype=np.int64), heard


def _is_plain(token: Token) -> bool:
    """Whether the compiled ``keys_of`` says all keys of a word: short, in Latin letters, in no table."""
    text, role = token.text, token.role
    if not text.isascii() or role is Role.NUMBER or role is Role.INITIAL or len(text) > MOST_LETTERS:
        return False
    if token.readings != (text,) or token.consonants or not text.isalnum() or may_have_more_keys(text, role):
        return False
    branches = text.count("h") + text.count("ph") + text.count("c") + text.count("v") + text.count("j")
    return branches <= MOST_BRANCHES


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


def paths(each: Sequence[Spelled]) -> Paths:
    """Lay out flat what words of a script without vowels may be written as."""
    lengths = np.array([word.length for word in each], dtype=np.int64)
    if not any(word.forms for word in each):
        return _NO_PATHS._replace(forms=np.zeros(len(each) + 1, np.int64), lengths=lengths)
    forms, places, arcs, chunk_starts = (array("q", [0]) for _ in range(4))
    form_costs, arc_costs, sizes = array("d"), array("d"), array("q")
    chunks: list[bytes] = []
    written = 0
    for word in each:
        for form in word.forms:
            for place in form.places:
                for size, chunk, cost in place.arcs:
                    sizes.append(size)
                    arc_costs.append(cost)
                    chunks.append(chunk.encode("ascii"))
                    written += len(chunk)
                    chunk_starts.append(written)
                arcs.append(len(sizes))
            places.append(len(arcs) - 1)
            form_costs.append(form.cost)
        forms.append(len(form_costs))
    return Paths(
        numbers(forms, np.int64),
        numbers(form_costs, np.float64),
        numbers(places, np.int64),
        numbers(arcs, np.int64),
        numbers(sizes, np.int64),
        numbers(arc_costs, np.float64),
        numbers(chunk_starts, np.int64),
        np.frombuffer(b"".join(chunks) or b"\0", dtype=np.uint8),
        lengths,
    )


def numbers(values: "array[int] | array[float]", dtype: type[np.generic]) -> Numbers:
    return np.frombuffer(values, dtype=dtype) if values else np.zeros(0, dtype)


_NO_PATHS = Paths(
    *(np.zeros(1, np.int64), np.zeros(0), np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64)),
    *(np.zeros(0), np.zeros(1, np.int64), np.zeros(1, np.uint8), np.zeros(0, np.int64)),
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
