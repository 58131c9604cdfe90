"""Takes in what browsers send, and lets the rest go by once a file is too big to be kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class Loft(FileUploadHandler):
    """Stands before the handlers that keep what comes: neither memory nor disk ever holds much more than the limit.

    What is kept is then over the limit, so the check says that the file is too big, at its field as always.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.FIL_MAX_MB * 1024 * 1024 else None

    def file_complete(self, file_size: int) -> Any:
        """The handlers after this one make the file."""
        return None
