"""Several tagged PDFs as one that a screen reader still reads in order.

pypdf joins pages and leaves their structure behind. Here the structure of each part is put under
one root, and every page names its place in one table (ISO 32000-1, 14.7.4.4). The parts have no
links and no fields, which would have places in that table of their own.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

_TREE, _TABLE, _PLACE = "/StructTreeRoot", "/ParentTree", "/StructParents"
#: what the parts say of themselves, alike in each
_ALIKE = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/Metadata")


def joined(parts: Iterable[bytes]) -> bytes:
    """The pages of the parts, one part after the other. The parts come from `portal.pdf`."""
    writer = PdfWriter()
    root = DictionaryObject({NameObject("/Type"): NameObject(_TREE)})
    reference = writer._add_object(root)
    kids, numbers = ArrayObject(), ArrayObject()
    for part in parts:
        reader = PdfReader(BytesIO(part))
        first = len(writer.pages)
        reader.root_object.pop("/Names", None)  # by which the letters of a part were told apart
        writer.append(reader, import_outline=False)
        _say_alike(writer, reader)
        found: Any = reader.root_object[_TREE]
        tree = found.clone(writer)
        for kid in tree["/K"]:
            kid.get_object()[NameObject("/P")] = reference
            kids.append(kid)
        table = tree[_TABLE]["/Nums"]
        places = dict(zip(table[::2], table[1::2], strict=True))
        for number, page in enumerate(reader.pages, first):
            writer.pages[number][NameObject(_PLACE)] = NumberObject(number)
            numbers += [NumberObject(number), places[page[_PLACE]]]
        # What was copied is known by the address of its reader, which the next one may get.
        writer.reset_translation(reader)
    root[NameObject("/K")] = kids
    root[NameObject(_TABLE)] = writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))
    root[NameObject("/ParentTreeNextKey")] = NumberObject(len(writer.pages))
    writer.root_object[NameObject(_TREE)] = reference
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _say_alike(writer: PdfWriter, reader: PdfReader) -> None:
    for name in _ALIKE:
        if name not in writer.root_object and name in reader.root_object:
            said: Any = reader.root_object.raw_get(name)
            writer.root_object[NameObject(name)] = said.clone(writer)
