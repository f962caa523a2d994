"""Hits: nothing empty that an officer needs, one sentence, and an id that stays."""

import datetime as dt

from hypothesis import given

from screening.hits import alert_id
from screening.schema import Action, Counterparty, Fact, FactKind, Hit, Kind
from tests.strategies import ANY_TEXT
from tests.worlds import ACTION, designation, screener

SMITH = designation(
    "7",
    "KRAKENOV, Ivan Petrovich",
    aliases=["Vanya Krakenov"],
    weak=["THE SQUID"],
    facts=[
        Fact(FactKind.BIRTH_DATE, "1970-05-16", first=dt.date(1970, 5, 16), last=dt.date(1970, 5, 16)),
        Fact(FactKind.IDENTIFIER, "772975847073", type="tax", country="RU"),
        Fact(FactKind.RELATION, "VOLGA STEEL", type="Linked To"),
    ],
    actions=[ACTION, Action(dt.date(2023, 5, 19), "Ministry of Examples", reason="Earlier act.", programme="EX-0")],
)
WORLD = screener(SMITH, designation("8", "VOLGA STEEL", Kind.ORGANISATION))


def hit(party: Counterparty | str) -> Hit:
    """The best hit of a counterparty."""
    return WORLD.check(party)[0]


def test_a_hit_names_authority_and_reason() -> None:
    """Authority, legal basis, measures, date and reason of the newest action stand on the hit (HT-03)."""
    found = hit("Ivan Krakenov")
    assert (found.authority, found.reason) == (ACTION.authority, ACTION.reason)
    assert (found.legal_basis, found.measures) == (ACTION.legal_basis, ACTION.measures)


def test_a_hit_shows_the_names_as_they_were_compared() -> None:
    """Both names word by word, in which scripts they are written, and the kind that was asked for (HT-01, HT-02)."""
    found = hit(Counterparty("Dr. Кракенов, Ivan", kind="person"))
    assert (found.queried_kind, found.queried_script, found.matched_script) == ("person", "CYRILLIC, LATIN", "LATIN")
    assert found.queried_words == "ivan dr кракенов"
    assert found.matched_words == "vanya krakenov"
    company = screener(designation("1", "Volga Second Steel LLC", Kind.ORGANISATION)).check("ООО Volga 2 Steel")[0]
    assert (company.queried_words, company.matched_words) == ("volga #2 steel", "volga #2 steel")
    assert company.queried_kind == "unknown"


def test_without_a_name_nothing_was_compared() -> None:
    """A hit by an identifier alone has no words."""
    found = hit(Counterparty(identifiers=["tax:772975847073"]))
    assert (found.queried_words, found.matched_words, found.matched_script) == ("", "", "LATIN")


def test_a_hit_shows_every_action_newest_first() -> None:
    """A designation with two acts shows both, and the programmes of both (SE-02)."""
    found = hit("Ivan Krakenov")
    assert [action.programme for action in found.actions] == ["EX-1", "EX-0"] == list(found.programmes)


def test_relations_are_shown() -> None:
    """A linked party is context on the hit (SE-14)."""
    assert hit("Ivan Krakenov").relations == ("Linked To: VOLGA STEEL",)


def test_the_explanation_is_one_sentence_about_the_words() -> None:
    """One English sentence: what agreed, by what, what is left over, who imposes the sanction (HT-08)."""
    sentence = hit(Counterparty("Iwan Krakenow", birth_date="1970-05-16")).explanation
    assert sentence.endswith(".")
    assert "Krakenow ~ Krakenov: same sound" in sentence
    assert "the birth date agrees" in sentence
    assert "Ministry of Examples" in sentence


def test_the_explanation_names_what_is_left_over() -> None:
    """Words that only one side has are named."""
    sentence = screener(designation("1", "KRAKENOV, Ivan Petrovich")).check("Ivan Krakenov")[0].explanation
    assert "Petrovich is only in the list" in sentence


def test_a_weak_alias_alone_is_shown_and_raises_no_alert() -> None:
    """Weak aliases support, they do not alert (US-04); with a birth date they do."""
    alone = hit("The Squid")
    assert (alone.grade, alone.alert, alone.matched_name_quality) == ("weak", False, "weak")
    assert hit(Counterparty("The Squid", birth_date="1970-05-16")).alert


def test_an_equal_identifier_hits_whatever_the_name() -> None:
    """A tax number alone makes a hit; the name's own score is shown beside it (HT-07, US-14)."""
    found = hit(Counterparty("Olga Nobody", identifiers=["tax:7729-7584-7073"]))
    assert (found.entry_id, found.score, found.matched_name_kind) == ("7", 100, "identifier")
    assert found.alert
    assert sum(part.points for part in found.parts) == 100


def test_other_matching_names_are_listed() -> None:
    """One hit a designation: further names that also match are counted on it, not reported again."""
    found = WORLD.check("Ivan Petrovich Krakenov")
    assert [each.entry_id for each in found] == ["7"]
    assert (found[0].matched_name, found[0].other_names) == ("KRAKENOV, Ivan Petrovich", ("Vanya Krakenov",))


def test_another_kind_lowers_the_grade_and_hides_nothing() -> None:
    """A person's query still hits an organisation, a grade lower (HT-27)."""
    person, organisation = (hit(Counterparty("Volga Steel", kind=kind)) for kind in ("person", "organisation"))
    assert (person.score, organisation.score) == (100, 100)
    assert (person.grade, organisation.grade) == ("strong", "exact")


@given(ANY_TEXT)
def test_the_alert_id_depends_on_the_customer_and_the_entry_alone(name: str) -> None:
    """Same customer, list and entry: same id, whatever the name's case or the score (HT-11)."""
    assert alert_id(Counterparty(name, customer_id="c1"), "l", "7") == alert_id(
        Counterparty("x", customer_id="c1"), "l", "7"
    )
    assert alert_id(Counterparty("Iván"), "l", "7") == alert_id(Counterparty("IVAN"), "l", "7")
    assert alert_id(Counterparty("Ivan"), "l", "7") != alert_id(Counterparty("Ivan"), "l", "8")


def test_the_alert_id_is_pinned() -> None:
    """Dispositions join by this id for years: its recipe does not change."""
    assert alert_id(Counterparty("Ivan", customer_id="c1"), "l", "7") == "27a07274d05a580f6197b15c"


def test_one_telling_word_of_several_is_partial() -> None:
    """A distinctive word alone hits and is marked partial; generic words alone do not hit (SE-10)."""
    world = screener(designation("1", "KRAKENOVKA FIRING RANGE", Kind.ORGANISATION))
    assert [hit.grade for hit in world.check("Krakenovka")] == ["partial"]
    assert world.check("Firing Range") == []


def test_an_unread_country_is_said() -> None:
    """A country that is not understood is shown as such, not as absent."""
    country = next(
        each for each in hit(Counterparty("Ivan Krakenov", countries=["Atlantis"])).evidence if each.fact == "country"
    )
    assert (country.counterparty, country.note) == ("Atlantis", "country not recognised")


def test_a_weak_alias_never_takes_an_alert_away() -> None:
    """Where a strong name hits too, it decides, however high a weak alias scores, and the sentence says so (US-04)."""
    world = screener(designation("1", "Ivan Petrovich Krakenov", weak=["Ivan Krakenov"]))
    found = world.check("Ivan Krakenov")[0]
    assert (found.alert, found.matched_name_quality, found.score) == (True, "weak", 100)
    assert found.grade != "weak"
    assert "the strong name 'Ivan Petrovich Krakenov' hits too" in found.explanation
