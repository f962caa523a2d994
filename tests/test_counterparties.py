"""Laws of reading counterparty files; every party here is invented."""

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import counterparties
from screening.counterparties import COUNTERPARTIES, MAX_CHARACTERS, CounterpartyFile, RowError
from screening.errors import InputError
from screening.schema import Counterparty
from tests.data import test_data

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> CounterpartyFile:
    """What a file of this content reads as."""
    path = tmp_path / "parties.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return counterparties.read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(("name", "country", "remark"), CELL)), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_row_is_kept_whatever_the_encoding_and_delimiter(
    tmp_path: Path, rows: list[dict[str, str]], delimiter: str, encoding: str
) -> None:
    """Every row is either screened or in error, and its cells come back as they were."""
    text = io.StringIO(newline="")
    columns = ["name", "country", "remark"]
    pl.DataFrame(rows).select(columns).write_csv(text, separator=delimiter, quote_style="always")
    file = read(tmp_path, text.getvalue(), encoding)
    assert file.originals.drop("row").rows() == [tuple(row[column] for column in columns) for row in rows]
    assert sorted(file.frame["row"].to_list() + [error.row for error in file.errors]) == list(range(1, len(rows) + 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    """Random bytes below a good header never crash: an InputError of one line, or rows that add up."""
    try:
        file = read(tmp_path, b"name,country\n" + content)
    except InputError as error:
        lines, whole = str(error).count("\n") + 1, True
    else:
        lines, whole = 1, file.frame["row"].n_unique() + len(file.errors) == file.rows
    assert (lines, whole) == (1, True)


@pytest.mark.parametrize("headers", ["Geburtsdatum;Land", "Date de naissance;Pays", "Fecha de nacimiento;País"])
def test_birth_dates_and_countries_are_known_by_headers_of_other_languages(tmp_path: Path, headers: str) -> None:
    """What lowers a false alert is not left aside because the file is German, French or Spanish."""
    file = read(tmp_path, f"Name;{headers}\nQuince Example;16.05.1970;RU\n")
    assert (file.frame["birth_date"][0], file.frame["countries"][0].to_list()) == ("16.05.1970", ["RU"])


@pytest.mark.parametrize("header", ["name", "Full Name", "FULL_NAME", "full-name", "fullname", "Company", "ФИО"])
def test_headers_are_compared_without_case_and_blanks(tmp_path: Path, header: str) -> None:
    """A name column is found however it is spelt."""
    assert read(tmp_path, f"{header};x\nAnna Holm;1\n").frame["name"].to_list() == ["Anna Holm"]


def test_the_frame_has_the_canonical_columns_and_no_null(tmp_path: Path) -> None:
    """The frame is of the schema COUNTERPARTIES and holds no null."""
    file = read(tmp_path, "name\nAnna Holm\n")
    assert file.frame.schema == COUNTERPARTIES
    assert file.frame.null_count().sum_horizontal().item() == 0


def test_all_fields_are_taken(tmp_path: Path) -> None:
    """Every known column lands in its field; lists are parted by semicolons or bars."""
    file = read(
        tmp_path,
        "client id,name,name_native,type,DOB,nationality,passport no,imo,identifiers,aka\n"
        "7,Anna Holm,Анна Хольм,Individual,16 May 1970,NO; SE,X1234567,9074729,lei:ABC;x,Anne H.|A. Holm\n",
    )
    assert file.frame.row(0) == (
        1, "name", "7", "Anna Holm", "Анна Хольм", "person", "16 May 1970", ["NO", "SE"],
        ["passport:X1234567", "imo:9074729", "lei:ABC", "x"], ["Anne H.", "A. Holm"],
    )  # fmt: skip
    assert file.not_screened == ()


def test_columns_are_taken_or_named_as_not_screened(tmp_path: Path) -> None:
    """IN-01: every column of the file is either taken, with what as, or not screened."""
    file = read(tmp_path, "name,shoe size,dob\nAnna Holm,38,1970\n")
    assert file.took == (("name", "name"), ("dob", "birth date"))
    assert file.not_screened == ("shoe size",)


def test_a_full_name_wins_over_its_parts(tmp_path: Path) -> None:
    """Parts beside a full name are not screened twice, yet stand in where the full name is empty."""
    file = read(tmp_path, "full_name,first_name,last_name\nAnna Holm,Anna,Holm\n")
    assert (file.frame["name"].to_list(), file.not_screened) == (["Anna Holm"], ("first_name", "last_name"))
    file = read(tmp_path, "full_name,first_name,last_name\n,Anna,Holm\n")
    assert (file.frame["name"].to_list(), file.not_screened) == (["Anna Holm"], ())


@pytest.mark.parametrize("header", ["first_name,middle_name,last_name", "Given Name,patronymic,Surname"])
def test_parts_are_joined_in_reading_order(tmp_path: Path, header: str) -> None:
    """Given, middle and family names make one name; an empty part leaves no gap."""
    file = read(tmp_path, f"{header}\nAnna,Maria,Holm\nAnna,,Holm\n")
    assert file.frame["name"].to_list() == ["Anna Maria Holm", "Anna Holm"]


def test_name_beside_surname_is_a_given_name(tmp_path: Path) -> None:
    """The header name, surname means a given name and a family name."""
    assert read(tmp_path, "surname,name\nHolm,Anna\n").frame["name"].to_list() == ["Anna Holm"]


@pytest.mark.parametrize("header", ["Name;Vorname", "name;first name", "Naam;Voornaam", "Vorname;Name"])
def test_name_beside_a_given_name_is_a_family_name(tmp_path: Path, header: str) -> None:
    """A surname is not screened alone because its column is called "Name"; one that holds the whole name is left so."""
    rows = [["Holm", "Anna"], ["Anna Holm", "anna"], ["Holm AS", ""], ["Annasen", "Anna"]]
    turned = header.startswith("Vorname")
    file = read(tmp_path, "\n".join([header, *(";".join(row[::-1] if turned else row) for row in rows)]) + "\n")
    assert (file.frame["name"].to_list(), file.not_screened) == (
        ["Anna Holm", "Anna Holm", "Holm AS", "Anna Annasen"],
        (),
    )


@pytest.mark.parametrize("header", ["Nom,Prénom", "Apellidos,Nombre", "Cognome,Nome", "Nachname,Vorname"])
def test_parts_are_known_in_other_languages(tmp_path: Path, header: str) -> None:
    """Given and family names are joined in reading order, whatever the language of the header."""
    assert read(tmp_path, f"{header}\nHolm,Anna\n").frame["name"].to_list() == ["Anna Holm"]


def test_every_party_of_a_row_is_screened(tmp_path: Path) -> None:
    """US-12: directors and owners are rows of their own with the same number, without the main party's facts."""
    file = read(
        tmp_path,
        "id,company,director_name,UBO 1,dob,type\nC1,Holm AS,Anna Holm; Bo Lund,,1970,company\nC2,Lund AS,,Bo Lund,,\n",
    )
    seen = file.frame.select("row", "field", "customer_id", "name", "kind", "birth_date").rows()
    assert seen == [
        (1, "name", "C1", "Holm AS", "organisation", "1970"),
        (1, "director_name", "C1", "Anna Holm", "unknown", ""),
        (1, "director_name", "C1", "Bo Lund", "unknown", ""),
        (2, "name", "C2", "Lund AS", "unknown", ""),
        (2, "UBO 1", "C2", "Bo Lund", "unknown", ""),
    ]


def test_a_second_name_column_is_screened_where_it_differs(tmp_path: Path) -> None:
    """A second full name is a further party; one equal to the first is not screened twice."""
    file = read(tmp_path, "name,company_name\nAnna Holm,Holm AS\nBo Lund,Bo Lund\n")
    assert file.frame.select("row", "field", "name").rows() == [
        (1, "name", "Anna Holm"),
        (1, "company_name", "Holm AS"),
        (2, "name", "Bo Lund"),
    ]


@pytest.mark.parametrize("content", ["native_name,x\nАнна Хольм,1\n", "imo,x\n9074729,1\n", "alias,x\nA. Holm,1\n"])
def test_a_row_without_a_latin_name_is_screened(tmp_path: Path, content: str) -> None:
    """EU-02: a native name, an identifier or an alias alone is enough."""
    file = read(tmp_path, content)
    assert (file.frame.height, file.errors) == (1, ())


def test_broken_rows_are_errors_and_the_others_are_screened(tmp_path: Path) -> None:
    """HT-13: each broken row is in error with its number and why, and no other row is lost."""
    long = "x" * (MAX_CHARACTERS + 1)
    file = read(tmp_path, f"name,country\nA Holm,NO\nB Lund\nC Dahl,NO,x,y\n ,NO\n{long},NO\n\nD Berg,NO,,\n")
    assert file.frame["name"].to_list() == ["A Holm", "D Berg"]
    assert file.errors == (
        RowError(2, "1 cells where the header has 2"),
        RowError(3, "4 cells where the header has 2"),
        RowError(4, "no name, native name or identifier"),
        RowError(5, "column 'name' holds more than 10,000 characters"),
    )
    assert (file.rows, file.originals.height) == (6, 6)


def test_no_problem_quotes_the_row(tmp_path: Path) -> None:
    """HT-26: what is said of a broken row holds nothing of its cells."""
    file = read(
        tmp_path,
        b'name,country\nSecret Person\n"Secret Person,NO\nSecret \xff\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f\xd0\x9f,NO\n',
    )
    assert len(file.errors) == 3
    assert "Secret" not in str(file.errors)


def test_a_stray_quote_loses_no_row(tmp_path: Path) -> None:
    """A quote that is never closed puts its own row in error, not the rows behind it."""
    file = read(tmp_path, 'name,country\n"Holm AS,NO\nLund AS,NO\n"Dahl" AS,NO\nBerg AS,NO\n')
    assert file.frame["name"].to_list() == ["Lund AS", "Berg AS"]
    assert [error.row for error in file.errors] == [1, 3]


def test_quoted_line_breaks_belong_to_their_cell(tmp_path: Path) -> None:
    """A quoted line break does not end a row; doubled quotes are one."""
    file = read(tmp_path, 'name,address\r\n"Holm ""North"" AS","Street 1\r\nOslo"\r\nLund AS,x\r\n')
    assert file.originals.rows() == [(1, 'Holm "North" AS', "Street 1\r\nOslo"), (2, "Lund AS", "x")]


def test_damaged_utf8_puts_its_rows_in_error(tmp_path: Path) -> None:
    """A broken byte in a UTF-8 file is a row in error, not another encoding."""
    content = "name,country\nЖанна Хольм,NO\n".encode() + b"B\xffo Lund,NO\n"
    file = read(tmp_path, content)
    assert (file.encoding, file.frame["name"].to_list()) == ("UTF-8, damaged", ["Жанна Хольм"])
    assert file.errors == (RowError(2, "bytes that are no text in the file's encoding"),)


@pytest.mark.parametrize(
    ("name", "encoding", "said"),
    [
        ("Жанна Хольм", "cp1251", "Windows-1251 (guessed)"),
        ("Søren Müller", "cp1252", "Windows-1252 (guessed)"),
        ("Søren Müller", "utf-8-sig", "UTF-8 with byte order mark"),
        ("Жанна Хольм", "utf-16", "UTF-16 little endian"),
        ("Søren Müller", "utf-16-le", "UTF-16 little endian (guessed: no byte order mark)"),
        ("Жанна 𠮷 Хольм", "utf-16-be", "UTF-16 big endian (guessed: no byte order mark)"),
    ],
)
def test_encodings_are_told_and_a_guess_is_stated(tmp_path: Path, name: str, encoding: str, said: str) -> None:
    """HT-22: the encoding is recognised, and where it is a guess that is said."""
    file = read(tmp_path, f"name,country\n{name},NO\nBo Lund,NO\n", encoding)
    assert (file.frame["name"][0], file.encoding) == (name, said)
    assert any("guess" in warning for warning in file.warnings) == ("Windows" in said)


def test_a_single_column_needs_no_delimiter(tmp_path: Path) -> None:
    """In a file of one column a comma belongs to the name."""
    file = read(tmp_path, "name\nHOLM, Anna\n")
    assert (file.frame["name"].to_list(), file.delimiter) == (["HOLM, Anna"], "none (one column)")


def test_the_delimiter_line_of_excel_is_understood(tmp_path: Path) -> None:
    """A first line sep=; names the delimiter and is no header."""
    assert read(tmp_path, "sep=;\nname;dob\nAnna Holm;1970\n").frame["birth_date"].to_list() == ["1970"]


def test_kinds_not_understood_are_counted(tmp_path: Path) -> None:
    """An unknown kind is screened against all, and said."""
    file = read(tmp_path, "name,type\nHolm AS,Legal Entity\nBo Lund,natural person\nX,wombat\n")
    assert file.frame["kind"].to_list() == ["organisation", "person", "unknown"]
    assert file.warnings == ("kinds not understood, screened as unknown: 1 rows ('wombat')",)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"name,x\n" + bytes(range(256)) * 4, "binary"),
        (b"shoe size,height\n38,170\n", "no column with a name"),
        (b"PAR1 but not really", "Parquet"),
    ],
)
def test_what_is_no_counterparty_file_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    """Refused in one line that names the file and the way out."""
    with pytest.raises(InputError, match=what) as caught:
        read(tmp_path, content)
    assert "parties.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """A path that is no file is refused, not crashed on."""
    with pytest.raises(InputError, match="no such file"):
        counterparties.read(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="folder"):
        counterparties.read(tmp_path)


def test_parquet_reads_as_csv_does(tmp_path: Path) -> None:
    """Typed columns become the text that a CSV would hold; whole numbers lose their decimal point."""
    path = tmp_path / "parties.parquet"
    columns = {"name": ["Anna Holm", None], "tax_id": [7718763393.0, None], "aka": [["A. Holm", "AH"], ["B"]]}
    pl.DataFrame(columns).with_columns(dob=pl.date(1970, 5, 16)).write_parquet(path)
    file = counterparties.read(path)
    assert file.frame.select("name", "birth_date", "identifiers", "aliases").rows() == [
        ("Anna Holm", "1970-05-16", ["tax:7718763393"], ["A. Holm", "AH"]),
        ("B", "1970-05-16", [], []),
    ]


FRAGMENTS = st.sampled_from(
    [
        "name,country",
        "Anna Holm,NO",
        "kind",
        ",",
        ";",
        "|",
        '"',
        '"a\nb"',
        "\n",
        "\r\n",
        "\r",
        "Жанна",
        "é",
        "𠮷",
        "\x1a",
    ]
)
BYTES = st.builds(
    lambda header, parts, encoding, tail: (header + "".join(parts)).encode(encoding, "replace") + tail,
    st.sampled_from(
        ["name,country\n", "full name\tfirst name\tlast name\r\n", "sep=;\nname;kind\n", "name|director\r", ""]
    ),
    st.lists(FRAGMENTS, max_size=20),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp1252"]),
    st.binary(max_size=3),
)


def outcome(read: Callable[[], CounterpartyFile]) -> object:
    """All that is told of a file, or the line that refuses it."""
    try:
        file = read()
    except InputError as error:
        return str(error)
    return [each.to_dicts() if isinstance(each, pl.DataFrame) else each for each in dataclasses.astuple(file)]


def joined(path: Path, rows: int) -> CounterpartyFile:
    """A file read in parts and put together; each part continues the numbers of the one before."""
    found = list(counterparties.parts(path, rows))
    assert all(part.rows == rows for part in found[:-1])
    columns = [part.originals["row"] for part in found]
    assert pl.concat(columns).to_list() == list(range(1, sum(part.rows for part in found) + 1))
    frames = {name: pl.concat([getattr(part, name) for part in found]) for name in ("frame", "originals")}
    errors = tuple(error for part in found for error in part.errors)
    return dataclasses.replace(found[-1], **frames, errors=errors, rows=sum(part.rows for part in found))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(BYTES, st.integers(1, 4), st.integers(1, 9))
def test_a_file_in_parts_is_the_file(tmp_path: Path, content: bytes, rows: int, block: int) -> None:
    """Any bytes, cut anywhere, read into parts of any size: cells, problems, columns, warnings as of the whole file."""
    path = tmp_path / "parties.csv"
    path.write_bytes(content)
    whole = outcome(lambda: counterparties.read(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screening.counterparties._encoding.BLOCK", block)
        assert outcome(lambda: joined(path, rows)) == whole


def test_what_is_said_of_a_file_in_parts_is_said_of_all_rows(tmp_path: Path) -> None:
    """Odd kinds, missing names and needed name parts are counted over the parts; so is how much was read."""
    path = tmp_path / "parties.csv"
    path.write_text("full name,first name,director,kind\nA,B,,x\nC,D,,w\n,,E,v\n,F,,u\n", "utf-8")
    found = list(counterparties.parts(path, 2))
    assert [("first name" in part.not_screened, part.read) for part in found] == [(True, 1.0), (False, 1.0)]
    assert found[-1].warnings == (
        "rows whose main party has no name, screened by their further parties only: 1",
        "kinds not understood, screened as unknown: 4 rows ('u', 'v', 'w')",
    )


def test_a_part_is_given_before_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long file is never held: while its first rows are screened most of it is unread."""
    monkeypatch.setattr("screening.counterparties._encoding.BLOCK", 1000)
    path = tmp_path / "parties.csv"
    path.write_text("name\n" + "Anna Holm\n" * 10_000, "utf-8")
    shares = [part.read for part in counterparties.parts(path, 100)]
    assert (len(shares), shares[-1], shares == sorted(shares)) == (100, 1.0, True)
    assert shares[0] < 0.05
    pl.read_csv(path).write_parquet(path)
    assert [part.read for part in counterparties.parts(path, 2_500)] == [0.25, 0.5, 0.75, 1.0]


def test_a_parquet_file_in_parts_is_the_file(tmp_path: Path) -> None:
    """Numbers that are whole in one part and not in another are read alike; a number too large is refused at once."""
    path = tmp_path / "parties.csv"
    numbers = {"tax_id": [1.0, 2.0, 3.5], "inn": [1.0, None, 3.0]}
    pl.DataFrame({"name": ["A", "B", None], "alias": [["x", None], [], None], **numbers}).write_parquet(path)
    assert outcome(lambda: joined(path, 2)) == outcome(lambda: counterparties.read(path))
    assert counterparties.read(path).originals["tax_id"].to_list() == ["1.0", "2.0", "3.5"]
    assert counterparties.read(path).originals["inn"].to_list() == ["1", "", "3"]
    pl.DataFrame({"name": ["A", "B"], "inn": [1.0, 1e30]}).write_parquet(path)
    with pytest.raises(InputError, match="cannot be read as columns of text"):
        counterparties.parts(path, 1)


def test_repeated_and_blank_headers_stay_apart(tmp_path: Path) -> None:
    """Every column of the file is in the originals under a name of its own."""
    file = read(tmp_path, "row,name,,note,note\n1,Anna Holm,a,b,c\n")
    assert file.originals.columns == ["row", "row 2", "name", "column 3", "note", "note 2"]


def test_a_header_is_no_pattern(tmp_path: Path) -> None:
    """A header that polars would take for a pattern is a column like others."""
    file = read(tmp_path, "name,^name$,^alias.*$\nAnna Holm,Bo Lund,A. Holm\n")
    assert file.frame.select("field", "name").rows() == [("name", "Anna Holm"), ("^name$", "Bo Lund")]
    assert file.frame["aliases"].to_list() == [["A. Holm"], []]


def test_one_counterparty_is_a_file_of_one_row() -> None:
    """A single counterparty has the frame of a file; without any name it is in error."""
    file = counterparties.single(Counterparty("Anna Holm", "person", "1970", ("NO",)))
    assert (file.frame.schema, file.rows, file.errors) == (COUNTERPARTIES, 1, ())
    assert len(counterparties.single(Counterparty(" ")).errors) == 1


@pytest.mark.lists
@pytest.mark.parametrize(("name", "rows"), [("people_us_dev", 25_000), ("organisations_dev", 20_000)])
def test_the_clean_files_are_read_whole(name: str, rows: int) -> None:
    """The test data's files have no row in error."""
    file = counterparties.read(test_data(f"counterparties/{name}.csv"))
    assert (file.rows, file.frame.height, file.errors) == (rows, rows, ())


@pytest.mark.parametrize("header", ["Kd-Bez.", "KD BEZ", "kdbez"])
def test_a_policy_says_what_a_column_is(tmp_path: Path, header: str) -> None:
    """A role that was told stands before what headers say, compared as all headers are; one not in the file is told."""
    (tmp_path / "parties.csv").write_text(f"name,{header},Steuer\nAnna Holm,Olga Berg,12345\n", "utf-8")
    told = {"Kd-Bez.": "name", "name": "not screened", "Steuer": "tax"}
    file = counterparties.read(tmp_path / "parties.csv", told)
    assert (file.frame["name"].to_list(), file.frame["identifiers"].to_list()) == (["Olga Berg"], [["tax:12345"]])
    assert file.not_screened == ("name",)
    with pytest.raises(InputError, match="no column 'Kunde'"):
        counterparties.read(tmp_path / "parties.csv", {"Kunde": "name"})


@pytest.mark.parametrize("role", counterparties.COLUMN_ROLES)
def test_every_role_of_a_column_is_taken(tmp_path: Path, role: str) -> None:
    """Each role a policy may name is taken as something, but for what is not to be screened."""
    (tmp_path / "parties.csv").write_text("name,x\nAnna Holm,Berg\n,Olga\n", "utf-8")
    file = counterparties.read(tmp_path / "parties.csv", {"x": role})
    assert (file.not_screened == ("x",)) == (role == "not screened")
