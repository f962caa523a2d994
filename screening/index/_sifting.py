"""Which of many texts may hit a listed name of any kind, told without reading each."""

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
import polars as pl

from screening.index._desk import Call
from screening.index._kind import CONTROLS, COUNTED, KindIndex
from screening.index._sieve import Sieve
from screening.index._vocabulary import Split
from screening.names import FIELDS, may_be_cut
from screening.schema import Kind
from screening.score import NOT_EQUAL
from screening.text import fold_word, words


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
        self._tails = kinds.get(Kind.AIRCRAFT)
        self._numbers = dict[str, int]()

    def possible(self, texts: pl.Series, call: Call, threshold: float) -> list[int]:
        """Do what ``Index.possible`` says."""
        listed, split = texts.to_list(), self._split(texts, call)
        ends = [fold_word(next(reversed(words(listed[at])), "")) for at in split.cut]
        found = set[int]()
        for each in self._sieves:
            found.update(each.possible(listed, split, ends, call, min(threshold, NOT_EQUAL) / 100).tolist())
        if self._tails:
            short = (texts.str.count_matches(COUNTED) <= self._tails.longest) | texts.str.contains(CONTROLS)
            found.update(at for at in short.arg_true() if not self._tails.is_no_tail(listed[at]))
        return sorted(found)

    def _split(self, texts: pl.Series, call: Call) -> Split:
        """The texts by what stands between their blanks, which is learnt."""
        each = texts.str.split(" ")
        pieces = each.list.explode(keep_nulls=False).alias("piece")
        distinct = pieces.unique(maintain_order=True)
        with self._learning:
            self._learn(distinct.to_list(), call)
        known = self._numbers
        numbered = distinct.to_frame().with_columns(
            number=pl.Series([known[piece] for piece in distinct], dtype=pl.Int64)
        )
        numbers = pieces.to_frame().join(numbered, on="piece", how="left", maintain_order="left")["number"].to_numpy()
        starts = np.append(0, np.add.accumulate(each.list.len().to_numpy().astype(np.int64)))
        long = (texts.str.len_chars() >= min(FIELDS) - 1).arg_true()
        cut = [at for at, text in zip(long.to_list(), texts.gather(long).to_list(), strict=True) if may_be_cut(text)]
        return Split(starts, numbers, cut)

    def _learn(self, pieces: Sequence[str], call: Call) -> None:
        """Get to know what is new; others see the number of a piece when all is known of it."""
        known = self._numbers
        new = [piece for piece in pieces if piece not in known]
        if new:
            with call.desk.numbering:
                numbers = np.array([call.desk.pieces[piece] for piece in new], dtype=np.int64)
            for sieve in self._sieves:
                sieve.learn(new, numbers, call)
            known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
