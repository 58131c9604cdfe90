"""The same document printed: its headings, paragraphs and tables as HTML, for a PDF of them."""

from html import escape

from indsatser.importing.dokument.blokke import Afsnit, Blok, Dokument


def som_html(dokument: Dokument) -> str:
    """The document's body, as a word processor would print it."""
    return "".join(_blok(blok) for blok in dokument.blokke)


def _blok(blok: Blok) -> str:
    if isinstance(blok, Afsnit):
        tag = f"h{min(blok.level, 4)}" if blok.level else "p"
        text = escape(blok.full_text).replace("\n", "<br>")
        return f"<{tag}>{f'<b>{text}</b>' if blok.is_bold else text}</{tag}>" if text.strip() else ""
    rows = (
        "".join(
            f"<td colspan={c.colspan} rowspan={c.rowspan}>{''.join(map(_blok, c.blokke))}</td>" for c in raekke.celler
        )
        for raekke in blok.raekker
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
