"""Which of many texts hit a listed name of any kind, told without reading each."""

import string
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
import polars as pl

from screening.index._desk import Call
from screening.index._flat import shown
from screening.index._kind import CONTROLS, COUNTED, OTHER_SCRIPTS, KindIndex
from screening.index._sieve import Sieve
from screening.index._vocabulary import LEAST_CUT, Split
from screening.names import may_be_cut, part_seen
from screening.schema import Kind

_NATIVE = f"^{OTHER_SCRIPTS}*$"
_AT_ONCE = 2_000
"""Pieces that are learnt at once, for one kind after the other: what two kinds read alike is still remembered."""
_LETTER = r"\p{L}"


class Sifting:
    """One sieve a kind, and the number of whatever stood between two blanks; as one desk numbers words."""

    def __init__(self, kinds: Mapping[Kind, KindIndex], call: Call) -> None:
        """Know nothing yet."""
        self.desk, self._learning = call.desk, Lock()
        self._sieves = [
            Sieve(each, call.desk.vocabularies[kind], call.kernel)
            for kind, each in kinds.items()
            if kind is not Kind.AIRCRAFT
        ]
        self._tails = Tails(kinds[Kind.AIRCRAFT]) if Kind.AIRCRAFT in kinds else None
        self._numbers = pl.Series("piece", [], pl.String).to_frame().with_columns(number=pl.lit(0, pl.Int64))

    def hit(self, texts: pl.Series, call: Call, threshold: float) -> list[int]:
        """Do what ``Index.hit`` says."""
        split = self._split(texts, call)
        ends = list(map(part_seen, texts.gather(split.cut)))
        found = set[int]()
        for each in self._sieves:
            found |= each.hit(texts, split, ends, call, threshold)
        if self._tails:
            found |= self._tails.hit(texts, threshold)
        return sorted(found)

    def _split(self, texts: pl.Series, call: Call) -> Split:
        """The texts by what stands between their blanks, which is learnt."""
        each = texts.str.split(" ")
        pieces = each.list.explode(keep_nulls=False).alias("piece")
        numbers = self._numbered(pieces)
        if numbers.null_count():
            with self._learning:
                new = pieces.filter(numbers.is_null()).unique(maintain_order=True)
                self._learn(new.filter(self._numbered(new).is_null()), call)
            numbers = self._numbered(pieces)
        starts = np.append(0, np.add.accumulate(each.list.len().to_numpy().astype(np.int64)))
        long = (texts.str.len_chars() >= LEAST_CUT).arg_true()
        cut = [at for at, text in zip(long, texts.gather(long), strict=True) if may_be_cut(text)]
        return Split(starts, shown(numbers.to_numpy()), cut)

    def _numbered(self, pieces: pl.Series) -> pl.Series:
        """The number of each piece, null where it is new."""
        return pieces.to_frame().join(self._numbers, on="piece", how="left", maintain_order="left")["number"]

    def _learn(self, new: pl.Series, call: Call) -> None:
        """Get to know what is new; others see the number of a piece when all is known of it."""
        for part in new.to_frame().iter_slices(_AT_ONCE):
            pieces: Sequence[str] = part["piece"].to_list()
            with call.desk.numbering:
                numbers = np.array([call.desk.pieces[piece] for piece in pieces], dtype=np.int64)
            for sieve in self._sieves:
                sieve.learn(pieces, numbers, call)
            first = self._numbers.height
            numbered = part.with_columns(number=pl.int_range(first, first + part.height, dtype=pl.Int64))
            self._numbers = pl.concat([self._numbers, numbered], rechunk=True)


class Tails:
    """Which of many texts are a listed tail number."""

    def __init__(self, kind: KindIndex) -> None:
        """Take the listed tail numbers."""
        self._kind = kind
        rest = set(string.digits + string.ascii_lowercase) - {sign for tail in kind.layout.spelled for sign in tail}
        self._others = f"(?i-u:[{''.join(sorted(rest))}])" if rest and kind.in_ascii else ""

    def hit(self, texts: pl.Series, threshold: float) -> set[int]:
        """Numbers of these texts."""
        kind, rows = self._kind, pl.int_range(len(texts), eager=True)
        if self._others:  # where a mark is in ASCII, no ASCII letter of the text is lost in it
            rows = rows.filter(texts.str.contains(CONTROLS) | ~texts.str.contains(self._others))
        few = texts.gather(rows)
        may_be = few.str.contains(CONTROLS) | (few.str.count_matches(COUNTED) <= kind.longest)
        if kind.in_ascii:
            may_be &= ~(few.str.contains(_NATIVE) & few.str.contains(_LETTER))
        rows = rows.filter(may_be)
        return {at for at, text in zip(rows, few.filter(may_be), strict=True) if any(kind.equal([text], threshold))}
