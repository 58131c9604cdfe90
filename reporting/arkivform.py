"""What WeasyPrint's PDF/A lacks: that the same file is PDF/UA, too, said so that PDF/A allows it to be said.

PDF/A-2 lets metadata hold only the properties it knows, and those that the file itself describes.
"""

import re
from typing import Any

ARKIV = "pdf/a-2a"
"""ISO 19005-2, level A: the file holds all it needs to look the same always, and is tagged. No attached files (that is
part 3), so it is the strictest that our papers can be; an archive that takes part 3 takes part 2."""

ER_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
RDF_END = b"</rdf:RDF>"
ABOUT = b'<rdf:Description rdf:about=""'
NAMESPACE = re.compile(rb' xmlns:(?!rdf=)\w+="[^"]*"')


def sig_begge(pdf: Any) -> None:
    """Say in the metadata of a WeasyPrint document in PDF/A that it is PDF/UA-1, too.

    Each part of the metadata names its own namespaces: PDFBox looks no further. All of it is left readable, so that an
    archive finds it in the file without unpacking anything.
    """
    metadata = next(thing for thing in pdf.objects if thing.reference == pdf.catalog["Metadata"])
    whole = b"\n".join(metadata.stream)
    namespaces = b"".join(NAMESPACE.findall(whole[: whole.index(ABOUT)].partition(b"<rdf:RDF")[2]))
    metadata.stream = [whole.replace(ABOUT, ABOUT + namespaces).replace(RDF_END, ER_UA + RDF_END)]
    metadata.compress = False
