"""What was worked out of snapshots, kept in the user's cache folder, so that the next start takes no time.

Four things are kept: the frames of one snapshot, under its SHA-256, its day and its list's description; the index of
all loaded lists, under the keys of their frames; what pieces of names are read as, whatever the lists; and what these
are alike to in the names of the loaded lists, under the keys of their frames again. Every key
holds a digest of this program's code and tables and the versions of what they rest on: another program, another
lexicon, another list or one changed byte is another key or a failed verification, and then the thing is made again.
Nothing is ever kept beside a snapshot; the folder may be deleted at any time.
"""

import datetime as dt
import hashlib
import platform
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import filelock
import numpy as np
import platformdirs

from screening import lexicon
from screening.index import Index, Known, Layout, Readings
from screening.names import LOOSE, parts
from screening.register import Register
from screening.saved import _shelf
from screening.saved._shelf import Shelf
from screening.schema import Kind, Snapshot, Tables
from screening.store import Loaded, Stored

SMALL = 2_000
"""Lists with fewer names are read and laid out quicker than they are found again."""
_LISTS_KEPT, _INDEXES_KEPT, _WORDS_KEPT = 40, 4, 2
_WORTH_KEEPING = 300
"""So few new pieces are read again in less time than all that are kept are written."""
_LOCK, _PATIENCE = ".words-lock", 60.0
"""Who keeps words holds the lock, at most so many seconds, or the next one keeps none."""
_MOST_KNOWN = 100_000
"""So many pieces are looked up beforehand, or kept looked up, at most: some 100 MB on disk, mapped."""
_OFTEN = 4
"""A word of so many listed names is looked up beforehand."""
_RESTS_ON = ("fastexcel", "lxml", "numba", "numpy", "polars", "python-stdnum", "rapidfuzz", "unidecode")


class Source(NamedTuple):
    """What lists were made ready from: the snapshots and the cache folder, as ``ready`` takes them."""

    located: Sequence[Stored]
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Ready:
    """Lists ready to screen against.

    Attributes:
        loaded, register, index: the lists.
        origin: in words, where the index came from.
        kept: another process has them ready in about a second.
        source: what they were made ready from.
    """

    loaded: tuple[Loaded, ...]
    register: Register
    index: Index
    origin: str
    kept: bool = False
    source: Source | None = None


def cache_folder() -> Path:
    """The folder used where none is named: the user's cache folder."""
    return platformdirs.user_cache_path("screening", appauthor=False)


@cache
def code_digest() -> str:
    """SHA-256 over this program's modules and tables and the versions of what they rest on."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{platform.python_version()} {unicodedata.unidata_version}".encode())
    for name in _RESTS_ON:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(each for each in package.rglob("*") if each.suffix in (".py", ".toml") and each.is_file()):
        digest.update(f"{path.relative_to(package)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def ready(located: Sequence[Stored], folder: Path | None) -> Ready:
    """Read lists and their index from the cache folder, or from the snapshots; what was missing is kept for next time.

    Args:
        located: the snapshots, verified.
        folder: the cache folder; None keeps and reads nothing.

    Raises:
        ListError: as ``store.load``.
    """
    keys, source = [_list_key(each) for each in located], Source(located, folder)
    loaded = tuple(_list(each, key, folder) for each, key in zip(located, keys, strict=True))
    register, readings = Register(loaded), words(folder)
    if len(register.texts) < SMALL:
        return Ready(loaded, register, build(register, readings), "built", kept=True, source=source)
    if folder is None:
        return Ready(loaded, register, build(register, readings), "built", kept=False, source=source)
    shelf = _shelf.read(folder / "index", _key("index", keys))
    layouts = _layouts(shelf) if shelf else build(register).layouts
    known = _known(folder, keys) if shelf else Known([], {})
    problem = "" if shelf else _keep_index(folder, keys, layouts)
    if not known.pieces:
        common = _common(register.texts)
        keep_words(common, folder)
        readings = words(folder)
        read = (each for each in readings.numbers if not each.startswith(LOOSE))  # those only re-screening asks for
        wanted = islice(dict.fromkeys(chain(common, read)), _MOST_KNOWN)
        known = Index(layouts, None, readings).acquainted(wanted)
        problem = problem or _keep_known(folder, keys, known)
    origin = "read from the cache" if shelf else f"built, not kept ({problem})" if problem else "built and kept"
    index = Index(layouts, known, readings)
    return Ready(loaded, register, index, origin, kept=not problem, source=source)


def ready_of(loaded: Sequence[Loaded], folder: Path | None) -> Ready:
    """Lists in memory; their index is built, and what is kept of words in the cache folder need not be read again."""
    register = Register(loaded)
    return Ready(tuple(loaded), register, build(register, words(folder)), "built")


def lists(located: Sequence[Stored], folder: Path | None) -> tuple[Loaded, ...]:
    """Read lists from the cache folder, or from the snapshots, as ``ready`` does, without an index."""
    return tuple(_list(each, _list_key(each), folder) for each in located)


def build(register: Register, readings: Readings | None = None) -> Index:
    """Build the index of all listed names; ``readings`` are what ``words`` gives."""
    return Index.build(register.texts, [register.kinds[entry] for entry in register.entry_of], readings)


def words(folder: Path | None) -> Readings:
    """What is kept of pieces of names; nothing where nothing sound is kept."""
    shelf = _shelf.read(folder / "words", _words_key()) if folder else None
    return Readings(shelf.arrays if shelf else None)


def keep_words(pieces: Iterable[str], folder: Path, read: Sequence[Readings] = ()) -> int:
    """Keep what pieces of names are read as, together with what is kept already; returns how many came.

    The pieces themselves are kept too, in a folder that the user alone can read. Processes that keep words at the same
    time do so one after the other; where that cannot be, nothing is kept.

    Args:
        pieces: what stands between two blanks of names, in any order; those that hold a digit are left out, and few
            new ones, or more than ``index.MOST_PIECES`` in all, are not kept.
        folder: the cache folder.
        read: what is read already.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with filelock.FileLock(folder / _LOCK, timeout=_PATIENCE):
            kept = words(folder)
            new = kept.new(pieces)
            if len(new) < _WORTH_KEEPING:
                return 0
            _shelf.write(folder / "words", _words_key(), Shelf(kept.more(new, read).arrays(), {}, {}))
            _shelf.clear(folder / "words", _WORDS_KEPT)
            return len(new) - len(words(folder).new(new))  # on a full disk the older ones stay, and none came
    except (OSError, NotImplementedError):  # filelock raises the second where a file system knows no locks
        return 0


def keep_known(index: Index, source: Source) -> None:
    """Keep what the words asked for are alike to in these lists, of those that ``keep_words`` keeps.

    A later start on the same lists need not look them up. As ``keep_words``: one process after the other, and where
    nothing can be kept, only time is lost.
    """
    folder = source.folder
    if folder is None or not index.known.pieces:
        return
    keys = [_list_key(each) for each in source.located]
    with suppress(OSError, NotImplementedError), filelock.FileLock(folder / _LOCK, timeout=_PATIENCE):
        known, readings = _known(folder, keys), words(folder)
        before = set(known.pieces)
        new = [piece for piece in index.asked_pieces() if piece in readings.numbers and piece not in before]
        new = new[: max(0, _MOST_KNOWN - len(before))]
        if len(new) >= _WORTH_KEEPING and before:
            same = known.pieces == index.known.pieces  # or another process kept others meanwhile
            found = index if same else Index(index.layouts, known, readings)
            _keep_known(folder, keys, found.acquainted(new))


def _key(what: str, keys: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What is kept of several lists goes by the keys of their frames."""
    return {"what": what, "lists": keys, "code": code_digest()}


def _words_key() -> dict[str, object]:
    return {"what": "words", "code": code_digest()}


def _list_key(stored: Stored) -> dict[str, object]:
    spec = hashlib.sha256(repr(stored.copy.spec).encode()).hexdigest()
    return {
        "what": "list",
        "list_id": stored.copy.spec.id,
        "sha256": stored.sha256,
        "format": stored.copy.form.name,
        "day": stored.at.day.isoformat(),
        "accepted": bool(stored.manifest and stored.manifest.accepted),
        "spec": spec,
        "code": code_digest(),
    }


def _list(stored: Stored, key: Mapping[str, object], folder: Path | None) -> Loaded:
    """One list, from the cache folder or read from its files."""
    if folder is None:
        return stored.read()
    if shelf := _shelf.read(folder / "lists", key):
        tables = Tables(*(shelf.frames[each.name] for each in fields(Tables)))
        return stored.dated(Loaded(stored.copy.spec, _snapshot(stored, shelf.facts), tables))
    loaded = stored.read()
    if loaded.snapshot.names >= SMALL:
        frames = {each.name: getattr(loaded.tables, each.name) for each in fields(Tables)}
        _shelf.write(folder / "lists", key, Shelf({}, frames, _facts(loaded.snapshot)))
        _shelf.clear(folder / "lists", _LISTS_KEPT)
    return loaded


def _facts(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "published": snapshot.published.isoformat() if snapshot.published else None,
        "entries": snapshot.entries,
        "names": snapshot.names,
        "warnings": [list(each) for each in snapshot.warnings],
    }


def _snapshot(stored: Stored, facts: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        list_id=stored.copy.spec.id,
        date=stored.at.day,
        sha256=stored.sha256,
        published=dt.date.fromisoformat(facts["published"]) if facts["published"] else None,
        entries=facts["entries"],
        names=facts["names"],
        warnings=tuple((what, count) for what, count in facts["warnings"]),
    )


def _keep_index(folder: Path, keys: Sequence[Mapping[str, object]], layouts: Mapping[Kind, Layout]) -> str:
    arrays = {f"{kind}.{name}": each for kind, layout in layouts.items() for name, each in layout.arrays().items()}
    shelf = Shelf(arrays, {}, {"kinds": [kind.value for kind in layouts]})
    problem = _shelf.write(folder / "index", _key("index", keys), shelf)
    _shelf.clear(folder / "index", _INDEXES_KEPT)
    return problem


def _layouts(shelf: Shelf) -> dict[Kind, Layout]:
    return {Kind(kind): Layout.read(_under(f"{kind}.", shelf.arrays)) for kind in shelf.facts["kinds"]}


def _keep_known(folder: Path, keys: Sequence[Mapping[str, object]], known: Known) -> str:
    arrays = {f"{kind}.{name}": each for kind, of_kind in known.arrays.items() for name, each in of_kind.items()}
    pieces = "\n".join(known.pieces).encode(errors="surrogatepass")
    arrays["pieces"] = np.frombuffer(pieces, dtype=np.uint8)
    problem = _shelf.write(folder / "known", _key("known", keys), Shelf(arrays, {}, {}))
    _shelf.clear(folder / "known", _INDEXES_KEPT)
    return problem


def _known(folder: Path, keys: Sequence[Mapping[str, object]]) -> Known:
    """What is kept of words looked up in these lists; nothing where nothing sound is kept."""
    shelf = _shelf.read(folder / "known", _key("known", keys))
    if shelf is None:
        return Known([], {})
    pieces = shelf.arrays.pop("pieces").tobytes().decode(errors="surrogatepass")
    kinds = {name.partition(".")[0] for name in shelf.arrays}
    return Known(pieces.split("\n"), {Kind(kind): _under(f"{kind}.", shelf.arrays) for kind in kinds})


def _under(beginning: str, arrays: _shelf.Arrays) -> _shelf.Arrays:
    return {name.removeprefix(beginning): each for name, each in arrays.items() if name.startswith(beginning)}


def _common(texts: Iterable[str]) -> list[str]:
    """Words that many names of customers hold: those of the lexicon, and those of several listed names."""
    weighed = (word for kind in (Kind.PERSON, Kind.ORGANISATION) for word in lexicon.weights(kind))
    often = Counter(piece for text in texts for piece in dict.fromkeys(parts(text)))
    listed = (piece for piece, count in often.items() if count >= _OFTEN)
    return list(dict.fromkeys(each for word in (*weighed, *listed) for each in (word.title(), word.upper(), word)))
