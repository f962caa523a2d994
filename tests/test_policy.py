"""The policy file: strict, hashed, every value with where it came from, and an error names file, line and key."""

import dataclasses
import datetime as dt
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import PolicyError, UsageError
from screening.policy import (
    LARGEST,
    LOWEST_THRESHOLD,
    Policy,
    Setting,
    ThresholdRule,
    check_measures,
    check_threshold,
    is_under,
    read_policy,
    said,
)
from screening.schema import Kind, Quality

SIGNED = 'author = "J. Doe"\ndate = 2026-11-20\nrationale = "Minutes of 18 November."\n'


def written(folder: Path, text: str) -> Path:
    """A policy file with this text."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_policy_file_sets_its_values(tmp_path: Path) -> None:
    """What the officer wrote is what counts, and the file's bytes are hashed."""
    text = SIGNED + 'name = "daily"\nthreshold = 80\nweak_aliases_alert = true\nlinks = "own/links.csv"\n'
    text += '[[threshold_rule]]\nkind = "vessel"\nthreshold = 90\n[columns]\n"Kd-Bez." = "name"\n'
    policy = read_policy(written(tmp_path, text))
    assert (policy.name, policy.threshold, policy.weak_aliases_alert) == ("daily", 80, True)
    assert (policy.author, policy.date, policy.links) == ("J. Doe", dt.date(2026, 11, 20), tmp_path / "own/links.csv")
    assert (policy.rules, policy.columns) == ((ThresholdRule(90, kind=Kind.VESSEL),), (("Kd-Bez.", "name"),))
    assert len(policy.sha256) == 64


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("treshold = 80", 1, "treshold"),
        ("\nthreshold = '80'", 2, "threshold"),
        ("threshold = true", 1, "threshold"),
        ("threshold = 20", 1, "threshold"),
        ("threshold = nan", 1, "threshold"),
        (f"threshold = 1{'0' * 400}", 1, "threshold"),
        ("near_misses = 25", 1, "near_misses"),
        ("= 3", 1, ""),
        ("name = ''", 1, "name"),
        ('name = "a\\u001b[31m"', 1, "name"),
        ("date = 2026-11-20T10:00:00", 1, "date"),
        ("measures = []", 1, "measures"),
        ("birth_date_conflict = 'hide'", 1, "birth_date_conflict"),
        ('rationale = """\nthreshold = 20\n"""\n\nthreshold = 20', 5, "threshold"),
        ("[columns]\nx = 'nme'", 2, "columns x"),
        ("[[threshold_rule]]\nkind = 'ship'\nthreshold = 80", 2, "threshold_rule 1 kind"),
        ("[[threshold_rule]]\nlist = 'a'\nthreshold = 80\n[[threshold_rule]]\nlist = 'a'", 4, "threshold_rule 2"),
        ("[[threshold_rule]]\nthreshold = 80", 1, "threshold_rule 1"),
        ("threshold_rule = [3]", 1, "threshold_rule 1"),
    ],
)
def test_a_wrong_policy_names_file_line_and_key(tmp_path: Path, text: str, line: int, key: str) -> None:
    """An unknown key, a wrong type, a value out of range and bad TOML say where they stand."""
    with pytest.raises(PolicyError, match=rf"policy\.toml, line {line}(, {key}:|:)"):
        read_policy(written(tmp_path, text))


def test_a_huge_or_deep_policy_is_refused(tmp_path: Path) -> None:
    """Size is checked before anything is read of it; nesting neither crashes nor takes long."""
    for text in (
        "#" * (LARGEST + 1),
        f"a = {'[' * 30_000}",
        f"{'a.' * 30_000}a = 1",
        "x = 1\n" + '"!" . ' * 10_000,
        f"x = '{'y' * LARGEST}'",
    ):
        with pytest.raises(PolicyError):
            read_policy(written(tmp_path, text))


@pytest.mark.parametrize("path", ["none.toml", ".", "a\0b"])
def test_a_policy_that_is_no_file_is_an_error(tmp_path: Path, path: str) -> None:
    """No file, no silent default."""
    with pytest.raises(PolicyError, match=r"cannot be read|no file"):
        read_policy(tmp_path / path)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_policy_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Nothing but a PolicyError comes out of a wrong file."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    with suppress(PolicyError):
        read_policy(path)


@given(st.floats(allow_nan=True))
def test_thresholds_outside_the_offered_range_are_refused(threshold: float) -> None:
    """50 to 100 pass, everything else is an error with the range in it."""
    if 50 <= threshold <= 100:
        assert check_threshold(threshold) == threshold
    else:
        with pytest.raises(UsageError, match="50 to 100"):
            check_threshold(threshold)


def test_near_misses_stay_within_the_offered_range() -> None:
    """Nothing under 50 is looked for, so nothing under it can be asked for."""
    assert Policy(near_misses=74 - LOWEST_THRESHOLD).near_misses == 24
    with pytest.raises(UsageError, match="0 to 10"):
        Policy(rules=(ThresholdRule(60, "a"),), near_misses=11)


def test_equal_policies_have_equal_hashes() -> None:
    """Without a file, and where an option changed a value, the effective values are hashed."""
    assert Policy().sha256 == Policy().sha256 != Policy(threshold=80).sha256
    assert Policy().changed(measures=("asset freeze",)).sha256 == Policy(measures=("asset freeze",)).sha256
    assert Policy().changed() == Policy()


def test_the_first_rule_that_fits_decides() -> None:
    """Rules are read from the top; a name that none fits has the threshold of all."""
    weak, vessels = ThresholdRule(90, "a", quality=Quality.WEAK), ThresholdRule(60, kind=Kind.VESSEL)
    policy = Policy(rules=(weak, vessels))
    assert policy.threshold_of("a", Kind.VESSEL, Quality.WEAK) == 90
    assert policy.threshold_of("b", Kind.VESSEL, Quality.WEAK) == 60
    assert policy.threshold_of("b", Kind.PERSON, Quality.WEAK) == 74
    assert policy.lowest == 60


@pytest.mark.parametrize("missing", ["author", "date", "rationale", "why"])
def test_strict_mode_requires_who_when_and_why(tmp_path: Path, missing: str) -> None:
    """Nobody loosens the filter without saying so, whether the file or the caller is strict (US-20)."""
    text = SIGNED + "[[threshold_rule]]\nlist = 'a'\nthreshold = 80\nwhy = 'short names'\n"
    assert read_policy(written(tmp_path, f"strict = true\n{text}"), strict=True).strict
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(missing))
    assert not read_policy(written(tmp_path, text)).strict
    for path, strict in ((written(tmp_path, text), True), (written(tmp_path, f"strict = true\n{text}"), False)):
        with pytest.raises(PolicyError, match=f"{missing} is missing"):
            read_policy(path, strict=strict)


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    """Default, line of the file, or command line (IN-10)."""
    text = "threshold = 80\n\n[[threshold_rule]]\nlist = 'a'\nthreshold = 90\n"
    policy = read_policy(written(tmp_path, text)).changed(near_misses=3.0)
    origins = {each.key: each.origin for each in policy.effective()}
    assert (origins["threshold"], origins["threshold_rule 1"]) == ("line 1", "line 3")
    assert (origins["name"], origins["near_misses"]) == ("default", "command line")


def test_a_policy_is_put_together_again(tmp_path: Path) -> None:
    """What a run took from the command line, kept as JSON, and the file wherever it lies give the run's policy."""
    file = written(tmp_path, "threshold = 80\nlinks = 'links.csv'\n")
    run = read_policy(file, strict=False).changed(measures=("travel ban",), near_misses=3.0)
    kept = json.loads(json.dumps([dataclasses.asdict(each) for each in run.effective()]))
    (tmp_path / "elsewhere").mkdir()
    moved = read_policy(written(tmp_path / "elsewhere", file.read_text("utf-8")))
    again = moved.again(Setting(**each) for each in kept)
    assert (again.measures, again.near_misses, again.sha256) == (("travel ban",), 3.0, run.sha256)
    assert moved.again([]).sha256 == moved.sha256


FREEZES = ["Asset freeze"], ["Blocking of property (asset freeze)"], ["Assets frozen, as stated by the source"]
OTHERS = (
    ["Export restrictions (no asset freeze)"],
    ["Travel ban; no asset freeze"],
    ["No sanction: wanted by the police"],
)


@pytest.mark.parametrize("asked", ["asset freeze", "Asset-Freeze", "blocking of property", "assets frozen"])
def test_an_asset_freeze_is_one_in_any_words(asked: str) -> None:
    """Lists word one measure in many ways; what denies it is none (EU-07)."""
    assert all(is_under([asked], [texts]) for texts in FREEZES)
    assert not any(is_under([asked], [texts]) for texts in OTHERS)
    assert is_under([asked], [*([each] for each in OTHERS[0]), FREEZES[0]])


def test_what_states_no_measure_may_be_any() -> None:
    """A text that tells nothing never takes an alert away."""
    assert is_under(["asset freeze"], [["Sanctions as stated in the entry"]])
    assert is_under(["asset freeze"], [[]])
    assert is_under(["asset freeze"], [["Travel ban", "Something new"]])
    assert not is_under(["asset freeze"], [["Travel ban", "Which of these apply is stated in the entry"]])
    assert not is_under(["asset freeze"], [["As stated in the entry", "No blocking of property"]])


def test_an_unknown_measure_is_an_error() -> None:
    """The error names the known ones; words of a list's own text are known too."""
    check_measures(["travel bans", "menu of the act"], ["Sanctions chosen from the menu of the Act"], "here")
    with pytest.raises(PolicyError, match="asset freeze, travel ban"):
        check_measures(["aset freeze"], ["Asset freeze"], "here")


@pytest.mark.parametrize(
    ("rules", "words"), [(0, "threshold 74"), (2, "threshold 74 (others by the policy's 2 rules)")]
)
def test_a_threshold_is_said_with_the_rules_beside_it(rules: int, words: str) -> None:
    """Nobody reads "no alert at threshold 74" where a rule drew another line."""
    assert said(74.0, rules) == words
