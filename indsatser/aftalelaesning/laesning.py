"""A file comes in: it is read, kept with its fingerprint, and its values are laid out for a person to look through."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction

from indsatser.aftalelaesning.afvist import afvist_sidst, kan_undvaeres
from indsatser.aftalelaesning.budgetcelle import er_celle
from indsatser.aftalelaesning.budgetsum import er_sumraekke
from indsatser.aftalelaesning.dokumentside import som_json, sted_med_cpr
from indsatser.aftalelaesning.felter import del_af, felt_paa, laes_plads, raekke_af
from indsatser.aftalelaesning.genlaesning import Genlaesningsskriver
from indsatser.aftalelaesning.passager import raekker_af
from indsatser.aftalelaesning.proeve import Proeve, path_of, proev
from indsatser.aftalelaesning.samling import hoved_af
from indsatser.aftalelaesning.skrivere import Gennemsynsskriver
from indsatser.importing.aftale.laes import laes_aftale
from indsatser.importing.dokument.graenser import DokumentAfvist
from indsatser.importing.dokument.laes import laes_dokument
from indsatser.importing.sag.projektskemaer import som_projekter
from indsatser.importing.sag.uoverensstemmelser import ARTER
from indsatser.models import Aftalelaesning, Forskel, Gennemsynsvalg, Laestvaerdi
from plans.choices import Importtilstand, Niveau
from plans.models import Helhedsplan, User
from plans.services import create

ORDLYD = ("forskellig ordlyd", "ét sted og ikke et andet")
"""What the reader says of a line that stands otherwise somewhere else (importing/aftale/feltudtraek)."""
INTET_LAEST = (
    "Der er ingen indsatsområder eller aktiviteter i dokumentet, som programmet kan kende. Er det den rigtige fil?"
)
PROJEKTSKEMA = (
    "Det er et skema for et enkelt projekt og ikke en aftale. Åbn planen, vælg »Læs aftalen ind«, og vælg "
    "skemaet der. Så bliver det til et projekt i planen."
)


Sig = Callable[[int, str], None]


def read_agreement(
    file: File, *, by: User, plan: Helhedsplan | None = None, sig: Sig = lambda trin, text: None
) -> Aftalelaesning:
    """Read an uploaded agreement and keep the reading, for a new plan or for `plan`. Nothing of it is in a plan yet.

    Two who have the same file read into one plan at once get one reading, the first's. `sig` is told which of the five
    steps has begun. Raises DokumentAfvist with one Danish sentence.
    """
    content, name = file.read(), file.name or ""
    sig(1, "Åbner dokumentet")
    document = laes_dokument(content, name)
    place, sentence = sted_med_cpr(document)
    if sentence:
        raise DokumentAfvist(f"{sentence} Det står i {place}. Fjern det i dokumentet, og vælg det igen.")
    sig(2, "Finder kapitler, skemaer og tabeller")
    read = laes_aftale(document, lambda text: sig(3, text)).som_json()
    if "plan" not in read:
        if plan is None:
            raise DokumentAfvist(PROJEKTSKEMA)
        projects, read["_kilder"] = som_projekter(read)
        read["plan"] = {"projects": projects}
    if not any(read["plan"].get(key) for key in ("delaftaler", "focus_areas", "activities", "projects")):
        raise DokumentAfvist(INTET_LAEST)
    sha256 = hashlib.sha256(content).hexdigest()
    reading = Aftalelaesning(
        helhedsplan=plan,
        is_genlaesning=plan is not None,
        begun_by=by,
        file=ContentFile(content, name=name),
        sha256=sha256,
        blocks=som_json(document),
        case={"plan": read["plan"]},
        lists={
            "ikke_forstaaet": read["_ikke_forstaaet"],
            "udeladt": read["_udeladt"],
            "bemaerkninger": read["_bemaerkninger"],
            "egne_modstrid": [*map(_egen_modstrid, read["_selvmodsigelser"])],
        },
    )
    sig(4, "Prøver, om det læste kan gemmes, og leder efter selvmodsigelser")
    try:
        with transaction.atomic():
            if plan is not None:  # the same file's other readers wait here until this one is laid out
                Helhedsplan.objects.select_for_update(no_key=True).get(pk=plan.pk)
                if known := same_file(sha256, by=by, plan=plan):
                    return known
            create(reading, by=by)
            lay_out(reading, read["_kilder"], by=by)
    except ValidationError as refused:
        raise DokumentAfvist(" ".join(refused.messages)) from refused
    sig(5, "Lægger det frem til gennemsyn")
    return reading


def same_file(sha256: str, *, by: User, plan: Helhedsplan | None) -> Aftalelaesning | None:
    """The reading there is of the very same file: for `plan` one that is still open, else the person's own or the plan
    it became, if she may see that."""
    rows = Aftalelaesning.objects.visible_to(by).filter(sha256=sha256, retired_on=None, emptied_on=None)
    if plan is not None:
        return rows.filter(helhedsplan=plan, is_genlaesning=True, state=Importtilstand.LAEST).first()
    return rows.filter(is_genlaesning=False).select_related("helhedsplan").first()


def lay_out(reading: Aftalelaesning, kilder: dict[str, Any], *, by: User) -> None:
    """Store every value with its place, and what trying to save them all shows."""
    paths = set(kilder)
    tried = proev(reading.case, paths, lambda: writer_of(reading, by, paths))
    fejl = {path_of(each, paths): each.som_tekst for each in reversed(tried.mangler)}
    forskelle = getattr(tried.skriver, "forskelle", {})
    rows = []
    for nr, (path, source) in enumerate(kilder.items(), start=1):
        row = _row(reading, nr, path, source)
        row.fejl = fejl.get(path) or _without_head(row, paths)
        if path in forskelle and path in tried.tried:
            row.forskel, row.now = forskelle[path]
        if row.fejl and er_celle(path) and row.forskel == Forskel.ENS:  # no row of the plan was looked for
            row.forskel = Forskel.NY
        rows.append(row)
    if reading.is_genlaesning:
        _fold(reading, rows, by)
    Laestvaerdi.objects.bulk_create(rows)
    reading.lists["modstrid"] = [
        *reading.lists.get("egne_modstrid", []),
        *_modstrid(tried, rows),
        *_to_ordlyde(reading.lists["ikke_forstaaet"]),
    ]
    reading.lists["raekker"] = getattr(tried.skriver, "fundne", {})
    unplaced = [each.som_tekst for each in tried.mangler if not path_of(each, paths)]
    reading.lists["bemaerkninger"] = [*reading.lists["bemaerkninger"], *unplaced]
    Aftalelaesning.objects.filter(pk=reading.pk).update(lists=reading.lists)


def _fold(reading: Aftalelaesning, rows: list[Laestvaerdi], by: User) -> None:
    """Put aside what was rejected before. What shares a field with it is held up against the plan without it."""
    afviste = afvist_sidst(reading, rows)
    for row in rows:
        if row.path in afviste:
            row.was_rejected, row.valg = True, Gennemsynsvalg.AFVIST
    changed = [row for row in rows if row.forskel == Forskel.AENDRET and row.path not in afviste]
    if not afviste or not changed:
        return
    left = {row.path for row in rows} - kan_undvaeres(rows, afviste)
    tried = proev(reading.case, left, lambda: writer_of(reading, by, left), modstrid=False)
    forskelle = getattr(tried.skriver, "forskelle", {})
    for row in changed:
        if row.path in tried.tried:
            row.forskel, row.now = forskelle.get(row.path, (row.forskel, row.now))


def writer_of(
    reading: Aftalelaesning,
    by: User,
    paths: Iterable[str],
    *,
    apply: set[str] | None = None,
    seen: dict[str, str] | None = None,
) -> Gennemsynsskriver:
    """Who writes the reading: into a plan of its own, or into the plan it was read into (`apply`: what is changed,
    `seen`: what the plan was shown to say)."""
    if reading.is_genlaesning and reading.helhedsplan is not None:
        return Genlaesningsskriver(reading, reading.helhedsplan, by, paths=paths, apply=apply, seen=seen)
    return Gennemsynsskriver(f"aftalelaesning/{reading.uuid}", by)


def _row(reading: Aftalelaesning, nr: int, path: str, source: dict[str, Any]) -> Laestvaerdi:
    return Laestvaerdi(
        laesning=reading,
        nr=nr,
        path=path,
        part=del_af(path),
        row=raekke_af(path),
        is_hidden=felt_paa(path).is_hidden or er_sumraekke(reading.case, path),
        sikkerhed=source["sikkerhed"],
        is_computed=source.get("beregnet", False),
        value=laes_plads(reading.case, path),
        steder=source["steder"],
    )


def _without_head(row: Laestvaerdi, paths: set[str]) -> str:
    """Why a value of a row that nobody can name is not kept: a party without an organisation, say."""
    hoved = hoved_af(row.row)
    if not hoved or row.path == row.row or hoved in paths:
        return ""
    return f"Dokumentet siger ikke, hvad der hører til her ({felt_paa(hoved).label})."


def _egen_modstrid(found: dict[str, Any]) -> dict[str, Any]:
    """What the reader itself found to contradict itself, as the review lists it: the sentence and every place."""
    first = found["steder"][0] if found["steder"] else {}
    return {
        **first,
        "slags": ARTER.get(found["kind"], found["kind"]).capitalize(),
        "niveau": str(Niveau.ADVARSEL.label),
        "tekst": found["place"],
        "steder": found["steder"],
    }


def _to_ordlyde(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the document says in two places in two ways: the reader keeps the first and lists the other."""
    for line in lines:
        if any(words in line["hvorfor"] for words in ORDLYD):
            yield {**line, "slags": "Ordlyden er forskellig", "niveau": str(Niveau.ADVARSEL.label)}


def _modstrid(tried: Proeve, rows: list[Laestvaerdi]) -> Iterator[dict[str, Any]]:
    """The contradictions as they are kept: the sentence, how serious, and where the field they are about stands."""
    first: dict[tuple[str, str], Laestvaerdi] = {}
    for row in rows:
        if row.steder and not row.is_hidden:
            for at in dict.fromkeys([*raekker_af(row.path), row.row]):
                first.setdefault((at, felt_paa(row.path).column), row)
                first.setdefault((at, ""), row)
    for each, path in tried.modstrid:
        line = {"slags": each.slags.label, "niveau": str(each.niveau.label), "tekst": each.tekst}
        places = [(path, each.felt), (path, ""), (path.rpartition(".")[0], "")]
        value = next((first[at] for at in places if at in first), None)
        yield {**line, **value.steder[0], "tekst": each.tekst, "part": value.part} if value else line
