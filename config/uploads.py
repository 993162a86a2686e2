"""Bodies with files: how large one may be, whoever sends it and whatever address it is for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_BODY = 20 * 1024 * 1024
"""More than any page takes: a file that is only somewhat too large is answered with a reason."""


class SizeLimit(FileUploadHandler):
    """Refuses a body by its announced length, before anything of it is stored."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > LARGEST_BODY:
            raise RequestDataTooBig("The body with files is too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
