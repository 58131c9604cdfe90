"""The documents as files, and the facts that stand in them."""

from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

MAPPE = Path(__file__).parent / "papirer"
NAVNE = sorted(path.stem for path in MAPPE.glob("*.yaml"))


def facit(navn: str) -> dict[str, Any]:
    """What stands in the document, written by hand from its text."""
    facts: dict[str, Any] = yaml.safe_load((MAPPE / f"{navn}.yaml").read_text(encoding="utf-8"))
    return facts


def fil(navn: str, mappe: Path) -> Path:
    """The document as a file: plain text as it stands, a PDF printed from HTML, or Word."""
    if (text := MAPPE / f"{navn}.txt").exists():
        return text
    if (html := MAPPE / f"{navn}.html").exists():
        from weasyprint import HTML

        path = mappe / f"{navn}.pdf"
        HTML(filename=str(html), encoding="utf-8").write_pdf(str(path))
        return path
    written: Path = import_module(f"tests.indsatser.udefra.{navn}").skriv(mappe)
    return written
