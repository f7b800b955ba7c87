"""Word documents with tables, written part by part."""

import io
import zipfile
from collections.abc import Sequence

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; `<` goes on to the right of the cell before, `^` goes on downwards."""
    written = []
    for number, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            if text == "<":
                continue
            wide = 1
            while column + wide < len(row) and row[column + wide] == "<":
                wide += 1
            below = number + 1 < len(rows) and rows[number + 1][column] == "^"
            down = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if below else ""
            span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            inner = paragraph("" if text == "^" else text)
            cells.append(f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{inner}</w:tc>")
        written.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def document(*parts: str, before: str = "") -> bytes:
    """A .docx with these paragraphs and tables; `before` stands before the root, as an attack would."""
    body = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{"".join(parts)}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as going:
        going.writestr("[Content_Types].xml", _TYPES)
        going.writestr("_rels/.rels", _RELATIONS)
        going.writestr("word/document.xml", body)
    return out.getvalue()
