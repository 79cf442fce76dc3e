"""Files that are sent in stay in memory, no more than one paper may be: a temporary file would be forgotten."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from weft.core.desk.papers import LARGEST


class InMemory(FileUploadHandler):
    """Keeps at most `LARGEST` bytes of all files of a request; a longer one comes through empty, with its size."""

    chunk_size = 64 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept = 0
        self.parts: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing."""
        super().new_file(*args, **kwargs)
        self.parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it while there is room."""
        self.kept += len(raw_data)
        if self.kept <= LARGEST:
            self.parts.append(raw_data)
        else:
            self.parts.clear()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as forms see it; whoever reads it looks at its size first."""
        content = b"".join(self.parts)
        return InMemoryUploadedFile(
            BytesIO(content), self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip
