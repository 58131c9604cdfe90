"""Asks the process in kontrol.py about a PDF or a picture, and puts its answer into words."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

SCRIPT = Path(__file__).with_name("kontrol.py")
SECONDS = 30  # by the clock

SVAR = {
    "ok": "",
    "laast": "Filen er låst med adgangskode eller begrænsninger. Gem en udgave uden, og vælg den.",
    "kode": "PDF-filen indeholder kode, der kan starte noget hos andre. Udskriv den som en ny PDF, og vælg den.",
    "pixels": "Billedet er for stort. Gør det mindre end 50 millioner billedpunkter, fx 8.000 × 6.000.",
    "ulaeselig": "Filen kan ikke læses. Måske er den gået i stykker, eller den er gemt som noget andet.",
}
"""What the process can answer, and what is then said ("": nothing speaks against the file)."""

FOR_HEAVY = "Filen er for tung at undersøge. Gem den i en enklere udgave, eller del den i flere."


def undersoeg(file: IO[Any], kind: str) -> str:
    """The sentence that refuses the file, or "". `kind` is "PDF", "PNG" or "JPEG".

    The process gets the file and nothing else: no environment, a limit on memory and on time.
    """
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(SCRIPT), kind],
                stdin=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return FOR_HEAVY
    answer = done.stdout.decode("ascii", "replace")
    return SVAR[answer] if done.returncode == 0 and answer in SVAR else FOR_HEAVY
