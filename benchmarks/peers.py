"""The open peer that ours is held against where it is installed: nomenklatura's logic-v2 (OpenSanctions, yente).

``pip install nomenklatura`` into the environment of the benchmarks adds its column; without it the column is left
out. Names are compared alone, as parties of one schema, with the algorithm's default configuration and the 0.7 at which
yente reports a hit: https://www.opensanctions.org/docs/api/matching/
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from screening.schema import Kind

_SCHEMA = {
    Kind.PERSON: "Person", Kind.ORGANISATION: "Organization", Kind.VESSEL: "Vessel", Kind.AIRCRAFT: "Airplane",
    Kind.UNKNOWN: "LegalEntity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    """A matcher of another project: two names and the kind of their parties to a score 0-100."""

    title: str
    threshold: float
    score: Callable[[str, str, Kind], float]


def peers() -> tuple[Peer, ...]:
    """The peers that are installed."""
    return (Peer("logic-v2", 70, _logic_v2()),) if find_spec("nomenklatura") else ()


def _logic_v2() -> Callable[[str, str, Kind], float]:
    model = import_module("followthemoney").model
    algorithm = import_module("nomenklatura.matching").get_algorithm("logic-v2")
    config = algorithm.default_config()

    def party(name: str, kind: Kind) -> object:
        made = model.make_entity(_SCHEMA[kind])
        made.id = f"{kind}:{name}"  # the peer remembers what it worked out of a party by its id
        made.add("name", name)
        return made

    def score(query: str, listed: str, kind: Kind) -> float:
        return 100 * float(algorithm.compare(party(query, kind), party(listed, kind), config).score)

    return score
