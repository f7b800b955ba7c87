"""The process that opens a file to see what it is."""

from luoshi.evidence.inspection import documents, pictures, texts, zips
from luoshi.evidence.inspection.restraint import Task, serve

TASKS: dict[str, Task] = {
    "jpeg": pictures.take,
    "png": pictures.take,
    "webp": pictures.take,
    "pdf": documents.take_pdf,
    "ole": documents.take_ole,
    "zip": zips.take,
    "text": texts.take,
    "preview_image": pictures.preview,
    "preview_pdf": documents.preview,
}


def main() -> None:
    """Answer one question."""
    serve(TASKS)
