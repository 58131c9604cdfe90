"""Reads the spreadsheet on standard input in a process of its own and says what it cost: sentence, seconds, kilobytes.

Run by test_laes.py: only a process that does nothing else can say how much memory one file took.
"""

import os
import resource
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[3]))
os.environ["DJANGO_SETTINGS_MODULE"] = "helhedsplan.settings.test"
os.environ["DJANGO_MAX_UPLOAD_MB"] = "500"
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from helhedsplan.regneark import Arkfejl, Graenser, laes_regneark  # noqa: E402


def main() -> None:
    file = SimpleUploadedFile("bombe.xlsx", sys.stdin.buffer.read())
    before, start, sentence = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), ""
    try:
        laes_regneark(file, Graenser(file_bytes=200 * 1024 * 1024))
    except Arkfejl as refused:
        sentence = refused.sentence
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{sentence}\n{time.process_time() - start:.2f}\n{after - before}\n")


if __name__ == "__main__":
    main()
