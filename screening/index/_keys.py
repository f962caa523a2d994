"""``screening.keys.asked_keys`` of words by their Latin readings, compiled: as hashes, for all new words of a call.

Only for words to which no table gives a key: see ``screening.index._latin``. ``tests/test_keys.py`` holds that these
are the keys that the readable function gives.
"""

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import BY_TEXT, ZERO, Asked, Numbers, Words
from screening.index._heard import MOST_LETTERS, Tables, ears, outlines, skeleton
from screening.index._sounds import room, sounds

_MOST_KEYS = 1024
"""More than a word has."""
_EQUAL, _WORD, _MEANING, _SPELLED, _BONES, _OUTLINE, _EAR, _SOUND, _STEM, _HAT, _COLON = (
    ZERO + code for code in b"=wmnk~`sg^:"
)
"""First and last letters of keys."""
_NOTHING, _NOWHERE = ZERO, ZERO - 1
_CRC = np.arange(256, dtype=np.int64)
for _ in range(8):
    _CRC = np.where(_CRC & 1, 0xEDB88320 ^ (_CRC >> 1), _CRC >> 1)


@compiled
def _key(first: int, rows: Numbers, row: int, size: int, without: int, last: int) -> int:
    """CRC-32 of a first letter, a row without the letter at one place, and a last letter where there is one."""
    found = 0xFFFFFFFF
    found = _CRC[(found ^ first) & 255] ^ (found >> 8)
    for at in range(size):
        if at != without:
            found = _CRC[(found ^ int(rows[row, at])) & 255] ^ (found >> 8)
    if last:
        found = _CRC[(found ^ last) & 255] ^ (found >> 8)
    return int(found ^ 0xFFFFFFFF)


@compiled
def _key_of_stem(rows: Numbers, size: int, number: int) -> int:
    """CRC-32 of the key of a word without its ending."""
    found = _key(_STEM, rows, _NOTHING, size, _NOWHERE, _COLON) ^ 0xFFFFFFFF
    if number >= 10:
        found = _CRC[(found ^ (48 + number // 10)) & 255] ^ (found >> 8)
    return int(_CRC[(found ^ (48 + number % 10)) & 255] ^ (found >> 8)) ^ 0xFFFFFFFF


@compiled
def _keys_of_stems(rows: Numbers, length: int, tables: Tables, hashes: Numbers, most: Numbers, total: int) -> int:
    """Add the keys of a word without each ending that it has; returns how many there are then."""
    for ending in range(len(tables.ending_numbers)):
        begin, end = tables.ending_starts[ending], tables.ending_starts[ending + 1]
        same = length - (end - begin) > 2
        for k in range(end - begin if same else 0):
            same = same and rows[0, length - (end - begin) + k] == tables.endings[begin + k]
        if same:
            hashes[total] = _key_of_stem(rows, length - (end - begin), tables.ending_numbers[ending])
            most[total] = tables.most[_STEM]
            total += 1
    return total


@compiled
def _distinct(hashes: Numbers, most: Numbers, begin: int, end: int) -> int:
    """Leave out keys that the readings of a word share, of equal consonants what says less; returns the new end."""
    kept = begin
    for k in range(begin, end):
        same = False
        for m in range(begin, kept):
            if hashes[m] == hashes[k] and (most[m] == most[k] or (-2 < most[m] < 0 and -2 < most[k] < 0)):
                most[m], same = max(most[m], most[k]), True
                break
        if not same:
            hashes[kept], most[kept] = hashes[k], most[k]
            kept += 1
    return kept


@compiled
def keys_of(words: Words, told: Numbers, others: Asked, tables: Tables) -> tuple[Asked, Numbers, Numbers]:
    """The keys of words, and what each sounds like first; those not ``told`` by their readings have theirs already."""
    size, total, spoken = len(told), 0, 0
    starts, hashes, most = np.zeros(size + 1, np.int64), np.empty(_MOST_KEYS, np.uint32), np.empty(_MOST_KEYS)
    sound_starts, sound = np.zeros(size + 1, np.int64), np.empty(_MOST_KEYS, np.uint8)
    spellings, sizes, heard, lengths = room(tables.limits[3])
    rows, chosen, says = np.zeros((3, 2 * MOST_LETTERS + 2), np.uint8), np.zeros((2, 99), np.int64), tables.most
    for each in range(size):
        begin, end, first = words.sound_starts[each], words.sound_starts[each + 1], words.readings[each]
        readings = words.readings[each + 1] - first
        needed = _MOST_KEYS * (1 + readings) + others.starts[each + 1] - others.starts[each]
        while total + needed > len(hashes):
            hashes, most = np.append(hashes, np.empty_like(hashes)), np.append(most, np.empty_like(most))
        while spoken + _MOST_KEYS + end - begin > len(sound):
            sound = np.append(sound, np.empty_like(sound))
        for k in range(others.starts[each], others.starts[each + 1]):
            hashes[total], most[total] = others.hashes[k], others.most[k]
            total += 1
        for k in range(begin, 0 if told[each] else end):
            sound[spoken] = words.sounds[k]
            spoken += 1
        for reading in range(first, first + (readings if told[each] else 0)):
            is_text, begin = told[each] == BY_TEXT and reading == first, words.starts[reading]
            length = words.starts[reading + 1] - begin
            for at in range(length):
                rows[0, at] = spellings[0, at] = words.letters[begin + at]
            for letter in (_EQUAL, _WORD, _MEANING, _SPELLED):
                if is_text or letter != _EQUAL:
                    hashes[total] = _key(letter, rows, _NOTHING, length, _NOWHERE, _NOTHING)
                    most[total] = says[letter]
                    total += 1
            total = _keys_of_stems(rows, length, tables, hashes, most, total)
            bones = skeleton(rows, length, tables)
            hashes[total] = _key(_BONES, rows, _NOTHING + 2, bones, _NOWHERE, _NOTHING)
            most[total] = tables.bones[bones]
            total += 1
            near = tables.bones[len(tables.bones) - 1]
            for at in range(bones if bones >= tables.limits[0] else 0):
                hashes[total], most[total] = _key(_BONES, rows, _NOTHING + 2, bones, at, _NOTHING), near
                total += 1
            for row in range(outlines(rows, length, tables, heard, lengths)):
                hashes[total] = _key(_OUTLINE, heard, row, lengths[row], _NOWHERE, _NOTHING)
                most[total] = says[_OUTLINE]
                total += 1
            for row in range(ears(rows, length, tables, chosen, heard, lengths) if is_text else 0):
                if lengths[row] >= tables.limits[1]:
                    hashes[total], most[total] = _key(_EAR, heard, row, lengths[row], _NOWHERE, _HAT), says[_EAR]
                    total += 1
                for at in range(lengths[row] if lengths[row] >= tables.limits[2] else 0):
                    hashes[total], most[total] = _key(_EAR, heard, row, lengths[row], at, _HAT), says[_EAR]
                    total += 1
            sizes[0] = length
            for row in range(sounds(spellings, sizes, tables.families, heard, lengths)):
                hashes[total], most[total] = _key(_SOUND, heard, row, lengths[row], _NOWHERE, _NOTHING), says[_SOUND]
                total += 1
                for at in range(lengths[0] if row == 0 and reading == first else 0):
                    sound[spoken] = heard[0, at]
                    spoken += 1
        if told[each] and readings > 1:
            total = _distinct(hashes, most, starts[each], total)
        starts[each + 1], sound_starts[each + 1] = total, spoken
    return Asked(starts, hashes[:total], most[:total]), sound_starts, sound[:spoken]
