"""Laws of every family: nothing is lost, pieces do not matter, and what is no message is one kind of error."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.errors import InputError
from screening.payments import Damaged, Message, available, load, read
from tests.payments.messages import (
    ACKNOWLEDGED,
    COVER,
    HEADER,
    MT103,
    MT202COV,
    PAIN001,
    RETURN,
    all_of,
    at,
    messages,
    one,
    pacs008,
    transaction,
)

FILES = {
    "pacs.008": pacs008(transaction(1), transaction(2, debtor="Jöry & <Sloe>")),
    "pacs.009": COVER,
    "pacs.004": RETURN,
    "pain.001": PAIN001,
    "several": f'<?xml version="1.0"?>{HEADER}{COVER}<?xml version="1.0"?><E>{HEADER}{PAIN001}</E>',
    "cdata": pacs008(transaction(remittance="R").replace("R</U", "<![CDATA[a < <?xml b> ]]><!-- <?xml --></U")),
    "damaged": pacs008(transaction(1), transaction(2).replace("</Dbtr>", "</Dbt>"), transaction(3)),
    "cut": pacs008(transaction(1), transaction(2))[:-2500],
    "DOCTYPE": '<!DOCTYPE a [<!ENTITY b "c">]>' + pacs008(transaction()),
    "MT": f"{ACKNOWLEDGED}{MT103}\n$\n{MT202COV}$",
    "MT damaged": f"{MT103[:-30]}${MT103[20:]}${MT202COV}",
}
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=60).filter(str.strip)
LINES = st.from_regex(r"[A-Z0-9(][A-Z0-9?().,'+ /:-]{0,34}", fullmatch=True)


class Slow(io.BytesIO):
    """A file that hands out a few bytes at a time, whatever it is asked for."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, size: int | None = -1, /) -> bytes:
        """At most ``size`` bytes of the file's own choice."""
        return super().read(min(self.size, size) if size and size > 0 else self.size)


@pytest.mark.parametrize("name", available())
def test_a_family_has_the_shape_of_the_socket(name: str) -> None:
    """Every module of the folder recognises and reads."""
    assert callable(load(name).recognises)
    assert callable(load(name).read)


@pytest.mark.parametrize("kind", FILES)
@given(size=st.integers(1, 5000))
@settings(max_examples=8, deadline=None)
def test_pieces_of_a_file_give_what_the_whole_gives(kind: str, size: int) -> None:
    """However many bytes come at once, the outcome is the same."""
    data = FILES[kind].encode()

    def outcome(source: bytes | Slow) -> list[Message | Damaged] | str:
        try:
            return list(read(source, "made"))
        except InputError as error:
            return str(error)

    assert outcome(Slow(data, size)) == outcome(data)


@given(debtor=NAMES, creditor=NAMES, remittance=NAMES)
@settings(max_examples=60, deadline=None)
def test_what_is_written_into_an_element_comes_back(debtor: str, creditor: str, remittance: str) -> None:
    """Any text that XML can hold is read as it was written, but for blanks in a row."""
    found = one(pacs008(transaction(debtor=debtor, creditor=creditor, remittance=remittance)))
    assert at(found.fields, "debtor").name == " ".join(debtor.split())
    assert at(found.fields, "creditor").name == " ".join(creditor.split())
    assert at(found.fields, "remittance information").text == remittance.strip()


@given(name=LINES, lines=st.lists(LINES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_is_written_into_a_line_comes_back(name: str, lines: list[str]) -> None:
    """Any text that SWIFT takes is read as it was written."""
    told = "\n".join(lines)
    found = one(MT103.replace("ROWAN FREIGHT AND COLD STORAGE WEST", name).replace(":71A:", f":77T:{told}\n:71A:"))
    assert at(found.fields, "creditor").name == " ".join(name.split())
    assert at(found.fields, "creditor").cut == (35 if len(name) == 35 else 0)
    assert at(found.fields, "envelope contents").text == told


@given(data=st.binary(max_size=300), start=st.sampled_from([b"", b"<", b"<a>", b"{1:", b"{1:F01QUINGB2LAXXX}{4:\n"]))
@settings(max_examples=120, deadline=None)
def test_garbage_is_an_input_error_or_damage(data: bytes, start: bytes) -> None:
    """Whatever the bytes, nothing but ``InputError`` is raised."""
    with contextlib.suppress(InputError):
        assert all(isinstance(each, Damaged) for each in read(start + data))


@given(kind=st.sampled_from(sorted(FILES)), at_byte=st.floats(0, 1), junk=st.binary(max_size=6), cut=st.integers(0, 40))
@settings(max_examples=120, deadline=None)
def test_a_broken_file_says_so(kind: str, at_byte: float, junk: bytes, cut: int) -> None:
    """Bytes put in or taken out of a file give messages, damage or ``InputError``, and no other error."""
    data = FILES[kind].encode()
    place = int(at_byte * len(data))
    with contextlib.suppress(InputError):
        list(read(data[:place] + junk + data[place + cut :]))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"name,country\nJory Sloe,GB\n", "neither XML nor SWIFT"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither XML nor SWIFT"),
        (b"<html><body>Sign in</body></html>", "no payment message"),
        (b"<a><b></a>", "damaged or cut off \\(line 1\\)"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "'klingon' is not known"),
        (b'<?xml version="1.0" encoding="rot13"?><a/>', "'rot13' is not known"),
        (ACKNOWLEDGED.encode(), "no payment message"),
    ],
)
def test_a_file_without_messages_is_refused(data: bytes, what: str) -> None:
    """Empty, foreign and broken files say what they are, and where."""
    with pytest.raises(InputError, match=what) as caught:
        list(read(data, "made.xml"))
    assert str(caught.value).startswith("made.xml")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """The path is named; a file is known by its content, whatever it is called."""
    with pytest.raises(InputError, match="does not exist"):
        list(read(tmp_path / "gone.xml"))
    with pytest.raises(InputError, match="folder"):
        list(read(tmp_path))
    (tmp_path / "payment.txt").write_text(COVER, encoding="utf-8")
    (found,) = read(tmp_path / "payment.txt")
    assert found.place == f"{tmp_path / 'payment.txt'}, message 1"


def test_an_entity_bomb_is_refused() -> None:
    """A DOCTYPE is refused before anything it declares is used, an undeclared entity where it stands."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "pear">{lines}]>' + pacs008(transaction(debtor="x"))
    (found,) = all_of(bomb.replace("<Nm>x<", "<Nm>&e9;<"))
    assert isinstance(found, Damaged)
    assert "DOCTYPE" in found.what
    (found,) = all_of(pacs008(transaction(debtor="x")).replace("<Nm>x<", "<Nm>&e9;<"))
    assert isinstance(found, Damaged)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_of_n_transactions_come_n_answers(number: int) -> None:
    """Damage ends what can be read of a document, and each transaction that it takes away is an error of its own."""
    parts = [transaction(n) for n in (1, 2, 3)]
    parts[number - 1] = parts[number - 1].replace("</Dbtr>", "</Dbt>")
    found = all_of(pacs008(*parts))
    assert [isinstance(each, Message) for each in found] == [n < number for n in (1, 2, 3)]
    assert all("line" in each.what for each in found if isinstance(each, Damaged))


def test_a_cut_file_is_an_error_even_behind_its_last_transaction() -> None:
    """Whoever cut it may have cut transactions off."""
    found = all_of(pacs008(transaction())[:-20])
    assert [isinstance(each, Message) for each in found] == [True, False]


def test_damage_does_not_reach_the_next_document() -> None:
    """Behind an XML declaration reading begins anew."""
    broken = pacs008(transaction()).replace("</Dbtr>", "")
    found = all_of(f'<?xml version="1.0"?>{broken}<?xml version="1.0"?>{COVER}')
    assert [isinstance(each, Message) for each in found] == [False, True]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_declared_charset_is_read(charset: str) -> None:
    """The XML declaration or the byte order mark says it."""
    file = f'<?xml version="1.0" encoding="{charset}"?>' + pacs008(transaction(debtor="Jöry Slöe"))
    assert at(one(file.encode(charset)).fields, "debtor").name == "Jöry Slöe"


def test_characters_that_a_charset_does_not_know_are_named() -> None:
    """The message is read, and the field in which letters are lost is named."""
    found = one(pacs008(transaction(debtor="Jöry")).encode("latin-1"))
    assert [each.place for each in found.unread] == ["CdtTrfTxInf[1]/Dbtr"]
    guessed = one(MT103.replace("TAMSIN", "JÖRY").encode("latin-1"))
    assert at(guessed.fields, "debtor").name == "JÖRY ORCHARD"
    assert [each.place for each in guessed.unread] == ["{4:}"]


def test_no_message_quotes_what_it_is_about() -> None:
    """A customer's name is in no error and no notice."""
    for old, new in (("</Dbtr>", "</Dbt>"), ("<Cdtr>", '<Jory Sloe="1">'), ("PEARS", "a < Jory > Sloe")):
        said = str([each for each in all_of(pacs008(transaction()).replace(old, new)) if isinstance(each, Damaged)])
        assert "Jory" not in said
        assert "Tamsin" not in said


@pytest.mark.slow
def test_a_message_without_end_is_an_error() -> None:
    """A message of many megabytes is refused while it comes, and is one error."""

    class Endless(io.RawIOBase):
        left = 20_000_000

        def read(self, size: int = -1, /) -> bytes:
            taken = min(size, self.left)
            self.left -= taken
            return b"<Nm>x</Nm>" * (taken // 10)

    class Mt(Endless):
        def read(self, size: int = -1, /) -> bytes:
            return super().read(size).replace(b"<Nm>x</Nm>", b":70:PEARS\n")

    class Joined(io.BytesIO):
        def __init__(self, head: str, body: Endless) -> None:
            super().__init__(head.encode())
            self.body = body

        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(size) or self.body.read(size or -1)

    for head, body in ((pacs008(transaction()).split("<Cdtr>")[0], Endless()), (MT103[:-40], Mt())):
        (found,) = read(Joined(head, body))
        assert isinstance(found, Damaged)
        assert "4,000,000 characters" in found.what


@pytest.mark.slow
def test_ten_thousand_transactions_are_read_in_flat_memory(tmp_path: Path) -> None:
    """Every one is answered; ten times as many need no more memory."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "many.xml"

    def grown(number: int) -> int:
        path.write_text(pacs008(*(transaction(n) for n in range(number))), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert sum(isinstance(each, Message) for each in read(path)) == number
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

    grown(1000)
    assert grown(10_000) < 12_000  # KB; the file has 17,000


def test_several_kinds_of_files_give_their_messages() -> None:
    """The sample of every kind gives as many answers as it has messages."""
    assert [len(all_of(FILES[kind])) for kind in ("pacs.008", "pacs.009", "pacs.004", "pain.001", "several")] == [
        2,
        1,
        1,
        3,
        4,
    ]
    assert len(messages(FILES["MT"])) == 2
    assert [isinstance(each, Message) for each in all_of(FILES["MT damaged"])] == [False, False, True]
