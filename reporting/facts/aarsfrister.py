"""What the plan's data say of the yearly deadlines of the year wheel: where each is done, and when it was.

In prose: docs/regler.md, 13.4. What cannot be known from the data is not said.
"""

from datetime import date, datetime

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone

from helhedsplan.datoer import dato
from indsatser.choices import Milepaelsplantilstand
from indsatser.models import Indikatorvaerdi
from indsatser.omraadelister.grundlag import plan_areas
from plans.models import Forbrug, Helhedsplan
from plans.moeder.fristsvar import Fristsvar, add_fristsvar
from plans.services import trail_of
from reporting.indberetning.arter import arter, hvorfor_ikke
from reporting.indberetning.liste import indberetning_url
from reporting.indberetning.livsloeb import find
from reporting.indberetning.valg import Trinart
from reporting.papirer.periode import Periode


def register_fristsvar() -> None:
    """Let the year wheel ask here."""
    add_fristsvar("regnskab", regnskab)
    add_fristsvar("milepaelsplan", milepaelsplan)
    add_fristsvar("omraadelister", omraadelister)
    add_fristsvar("maalopfyldelse", maalopfyldelse)


def regnskab(plan: Helhedsplan, year: int) -> Fristsvar:
    """Done when the year's accounts are final. Three queries at most."""
    url = reverse("plans:regnskab_list", kwargs={"uuid": plan.uuid})
    row = plan.regnskabsaar.filter(year=year, retired_on=None).first()
    if row is not None and row.is_final:
        said = trail_of(row).filter(feltaendringer__field="is_final").order_by("happened_at").last()
        day = _day(said.happened_at if said else row.created_at)
        return Fristsvar(url, f"Gjort {dato(day)}: regnskabet for {year} er endeligt.", True)
    if row is not None and row.runs_to:
        return Fristsvar(url, f"Regnskabet er ført til og med {dato(row.runs_to)} og er ikke endeligt.", False)
    spent = Forbrug.objects.in_plan(plan).filter(year=year, retired_on=None).exists()
    said_so = "er begyndt og er ikke endeligt" if spent or row else "er ikke ført her"
    return Fristsvar(url, f"Regnskabet for {year} {said_so}.", False)


def milepaelsplan(plan: Helhedsplan, year: int) -> Fristsvar:
    """Done when the year's milepælsplan is approved. One query."""
    url = reverse("indsatser:milepaelsplan_detail", kwargs={"uuid": plan.uuid, "aar": year})
    rows = list(plan.milepaelsplaner.filter(year=year, retired_on=None).order_by("pk").defer("frozen"))
    approved = [row for row in rows if row.is_frozen]
    if approved and approved[0].decided_on:
        sent = next((row.sent_on for row in approved if row.sent_on), None)
        more = f", sendt {dato(sent)}" if sent else ""
        return Fristsvar(url, f"Gjort {dato(approved[0].decided_on)}: godkendt{more}.", True)
    waits = any(row.state == Milepaelsplantilstand.TIL_BESTYRELSEN for row in rows)
    state = "ligger hos bestyrelsen" if waits else "er en kladde" if rows else "er ikke begyndt"
    return Fristsvar(url, f"Milepælsplanen {state}.", False)


def omraadelister(plan: Helhedsplan, year: int) -> Fristsvar:
    """Done when the year's official figures of every area the plan covers are written. Two queries."""
    url = reverse("indsatser:indikator_list", kwargs={"uuid": plan.uuid})
    areas = set(plan_areas(plan).values_list("pk", flat=True))
    if not areas:
        return Fristsvar(url)
    rows = Indikatorvaerdi.objects.shared().filter(Q(boligomraade__in=areas), year=year).order_by()
    firsts = [first for _, first in rows.values_list("boligomraade").annotate(first=Min("created_at"))]
    if len(firsts) == len(areas):
        return Fristsvar(url, f"Gjort {dato(_day(max(firsts)))}: tallene for {year} er skrevet.", True)
    found = f"skrevet for {len(firsts)} af {len(areas)} områder" if firsts else "ikke skrevet"
    return Fristsvar(url, f"Tallene for {year} er {found}.", False)


def maalopfyldelse(plan: Helhedsplan, year: int) -> Fristsvar:
    """Done when the year's report is sent; where the plan owes none, the paper alone. Two queries at most."""
    art, periode = arter()["maalopfyldelse"], Periode(year)
    if hvorfor_ikke(art, plan, periode):
        return Fristsvar(reverse("reporting:papir_periode", args=[plan.uuid, art.slug, periode.kode]))
    url, row = indberetning_url(plan, art, periode), find(plan, art, periode)
    if row is not None and row.is_sent:
        sent = row.trin.filter(kind=Trinart.INDSEND).order_by("pk").last()
        when = f" {dato(sent.day)}" if sent else ""
        return Fristsvar(url, f"Gjort{when}: indberetningen er {row.get_state_display().lower()}.", True)
    if row is None and plan.aarslaase.filter(year=year, retired_on=None).exists():
        return Fristsvar(url, f"Gjort: {year} er låst.", True)
    state = row.get_state_display().lower() if row else "ikke begyndt"
    return Fristsvar(url, f"Indberetningen er {state}.", False)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
