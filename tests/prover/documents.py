"""Made-up PDFs and TEI volumes."""

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from timeline.prover import tei
from timeline.prover.page_text import PageText

SPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
VOLUME = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI {SPACE} xml:id="frus1969-76v99" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>A made-up volume</title></titleStmt></fileDesc></teiHeader>
<text><body><div type="compilation" xml:id="comp1">
<div type="document" n="12" xml:id="d12"><head>12. Memorandum of Conversation<note n="1">A footnote.</note></head>
<p>We shall not discuss<note n="2">A footnote in the midst.</note> any <hi rend="italic">cuts</hi> before<lb/>that
question <pb n="44"/>is settled.</p></div>
<div type="document" n="13" xml:id="d13"><head>13. Letter</head><p>Another document.</p></div>
</div></body></text></TEI>""".encode()


def tei_text(document: str) -> PageText:
    """The text of a document of the volume. Raises KeyError."""
    return tei.read(VOLUME, document=document)


def pdf(*lines: str) -> bytes:
    """A page with these lines, in a PDF."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    content = DecodedStreamObject()
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
