"""Payment messages with invented parties, one of each family, and what makes more of them."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from screening.payments import Damaged, Field, Message, read

PACS008 = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-05T10:00:00Z</CreDtTm><NbOfTxs>{number}</NbOfTxs>
<SttlmInf><SttlmMtd>INGA</SttlmMtd></SttlmInf></GrpHdr>{transactions}</FIToFICstmrCdtTrf></Document>"""

TRANSACTION = """<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">12.50</IntrBkSttlmAmt><IntrBkSttlmDt>2026-01-06</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>{debtor}</Nm><PstlAdr><StrtNm>Quince Lane</StrtNm><TwnNm>Norwick</TwnNm><Ctry>GB</Ctry></PstlAdr>
<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1970-05-16</BirthDt><CityOfBirth>Norwick</CityOfBirth>
<CtryOfBirth>IE</CtryOfBirth></DtAndPlcOfBirth><Othr><Id>P-7788990</Id></Othr></PrvtId></Id>
<CtryOfRes>FR</CtryOfRes><CtctDtls><Nm>Orla Plum</Nm><EmailAdr>orla@quince.example</EmailAdr></CtctDtls></Dbtr>
<DbtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>QUINGB2LXXX</BICFI><Nm>Quince Bank</Nm></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>PLUMDEFF</BICFI></FinInstnId><BrnchId><Nm>Harbour Branch</Nm></BrnchId></CdtrAgt>
<Cdtr><Nm>{creditor}</Nm><PstlAdr><AdrLine>9 Harbour Road</AdrLine><AdrLine>20457 Elbstadt</AdrLine></PstlAdr>
<Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id></Cdtr>
<InstrForNxtAgt><InstrInf>/ACC/FIRST LINE</InstrInf></InstrForNxtAgt>
<InstrForNxtAgt><InstrInf>//SECOND LINE</InstrInf></InstrForNxtAgt>
<RmtInf><Ustrd>{remittance}</Ustrd></RmtInf></CdtTrfTxInf>"""

COVER = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf><GrpHdr><MsgId>M2</MsgId></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="USD">7</IntrBkSttlmAmt>
<Dbtr><FinInstnId><BICFI>QUINGB2L</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><Nm>Plum Bank</Nm></FinInstnId></Cdtr>
<UndrlygCstmrCdtTrf><Dbtr><Nm>Tamsin Orchard</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>PEARFRPP</BICFI></FinInstnId>
</DbtrAgt><Cdtr><Nm>Rowan Freight Ltd</Nm></Cdtr><RmtInf><Ustrd>PEARS</Ustrd></RmtInf></UndrlygCstmrCdtTrf>
</CdtTrfTxInf></FICdtTrf></Document>"""

RETURN = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr><MsgId>M3</MsgId></GrpHdr>
<TxInf><RtrId>R1</RtrId><OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlIntrBkSttlmAmt Ccy="EUR">9</OrgnlIntrBkSttlmAmt>
<RtrdIntrBkSttlmAmt Ccy="EUR">8</RtrdIntrBkSttlmAmt><IntrBkSttlmDt>2026-01-07</IntrBkSttlmDt>
<RtrChain><Dbtr><Pty><Nm>Rowan Freight Ltd</Nm></Pty></Dbtr><Cdtr><Agt><FinInstnId><BICFI>PLUMDEFF</BICFI></FinInstnId>
</Agt></Cdtr></RtrChain><RtrRsnInf><Orgtr><Nm>Plum Bank</Nm></Orgtr><Rsn><Cd>AC04</Cd></Rsn>
<AddtlInf>ACCOUNT CLOSED</AddtlInf></RtrRsnInf><OrgnlTxRef><Dbtr><Pty><Nm>Tamsin Orchard</Nm></Pty></Dbtr>
<RmtInf><Ustrd>PEARS</Ustrd></RmtInf></OrgnlTxRef></TxInf></PmtRtr></Document>"""

PAIN001 = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>M4</MsgId><InitgPty><Nm>Quince Payroll</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>P1</PmtInfId><ReqdExctnDt><Dt>2026-02-01</Dt></ReqdExctnDt><Dbtr><Nm>Quince Ltd</Nm></Dbtr>
<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">1</InstdAmt></Amt>
<Cdtr><Nm>Orla Plum</Nm></Cdtr></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><EndToEndId>E2</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">2</InstdAmt></Amt>
<Cdtr><Nm>Tamsin Orchard</Nm></Cdtr></CdtTrfTxInf></PmtInf>
<PmtInf><PmtInfId>P2</PmtInfId><Dbtr><Nm>Quince Holding</Nm></Dbtr><InstrForDbtrAgt>URGENT</InstrForDbtrAgt>
<CdtTrfTxInf><PmtId><EndToEndId>E3</EndToEndId></PmtId><Amt><EqvtAmt><Amt Ccy="USD">3</Amt></EqvtAmt></Amt>
<ChqInstr><DlvrTo><Nm>Jory Sloe</Nm></DlvrTo></ChqInstr><Cdtr><Nm>Rowan Freight Ltd</Nm></Cdtr></CdtTrfTxInf></PmtInf>
</CstmrCdtTrfInitn></Document>"""

HEADER = """<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">
<Fr><FIId><FinInstnId><BICFI>QUINGB2L</BICFI></FinInstnId></FIId></Fr>
<To><OrgId><Nm>Rowan Freight Ltd</Nm></OrgId></To><BizMsgIdr>B1</BizMsgIdr></AppHdr>"""

MT103 = """{1:F01QUINGB2LAXXX0000000001}{2:I103PLUMDEFFXHAMN}{3:{108:MUR1}{119:STP}\
{121:8a562c67-ca16-48ba-b074-65581be6f011}}{4:
:20:REF1
:23B:CRED
:32A:260106EUR1250,5
:50F:/GB33BUKB20201555555555
1/TAMSIN
1/ORCHARD
2/4 QUINCE LANE
3/GB/NORWICK, NR1
4/19700516
5/IE/CORKTOWN
6/DE/PLUM BANK/C-7788990
:52A:/C/99887766
QUINGB2LXXX
:53B:/445566
HAMBURG
:57D://SC200415
PLUM BANK
9 HARBOUR ROAD
:59:/DE75512108001245126199
ROWAN FREIGHT AND COLD STORAGE WEST
9 HARBOUR ROAD
ELBSTADT
:70:/INV/ 7 PEARS FOR MV BRAMBL
//E QUEEN
:71A:SHA
:72:/INS/PEARFRPP
/BNF/RING THE OFFICE
:77B:/ORDERRES/IE//4 QUINCE LANE
-}{5:{CHK:000000000000}}"""

MT202COV = """{1:F01PLUMDEFFAXXX0000000001}{2:O2021200260106QUINGB2LAXXX00000000012601061200N}{3:{119:COV}}{4:
:20:REF2
:21:REF1
:32A:260106USD7,
:52A:PEARFRPP
:58D:PLUM BANK
ELBSTADT
:72:/BNF/COVER
:50K:TAMSIN ORCHARD
4 QUINCE LANE
:52D:SLOE SAVINGS
:59F:/12345678
1/ROWAN FREIGHT LTD
3/DE/ELBSTADT
:70:PEARS
-}"""

ACKNOWLEDGED = "{1:F21QUINGB2LAXXX0000000001}{4:{177:2601061200}{451:0}}"


def transaction(number: int = 1, **texts: str) -> str:
    """A transaction of a pacs.008; ``debtor``, ``creditor`` and ``remittance`` are texts in it."""
    said = {"debtor": "Tamsin Orchard", "creditor": "Rowan Freight Ltd", "remittance": "PEARS"} | texts
    return TRANSACTION.format(number=number, **{key: escape(text) for key, text in said.items()})


def pacs008(*transactions: str) -> str:
    """A pacs.008 of some transactions."""
    return PACS008.format(number=len(transactions), transactions="\n".join(transactions))


def all_of(data: bytes | str) -> list[Message | Damaged]:
    """Everything that a file gives."""
    return list(read(data.encode() if isinstance(data, str) else data, "made"))


def messages(data: bytes | str) -> list[Message]:
    """The messages of a file, none of which is damaged."""
    found = all_of(data)
    assert all(isinstance(each, Message) for each in found), found
    return [each for each in found if isinstance(each, Message)]


def one(data: bytes | str) -> Message:
    """The one message of a file."""
    (found,) = messages(data)
    return found


def at(fields: Iterable[Field], role: str) -> Field:
    """The one field of a role."""
    (found,) = [each for each in fields if each.role == role]
    return found
