"""A small world with one of everything, so that any page of the application has something to show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.urls import reverse

from indsatser.models import (
    Aarslaas,
    Aftalelaesning,
    Aktivitet,
    Initiativ,
    Logpost,
    Lokalprojekt,
    Maaling,
    Maalingsimport,
    Milepael,
    Milepaelsplan,
    Omraadetalimport,
    Succeskriterium,
)
from plans import adgangsmatrix
from plans.choices import Bilagstilstand, Finansieringsart, Medlemsart, Organart, Postart, Rolle
from plans.models import (
    Baggrundsopgave,
    Bilag,
    Dagsordenspunkt,
    Delaftale,
    Helhedsplan,
    Moede,
    Organ,
    Part,
    Regnskabsimport,
    User,
)
from plans.services import change, trail_of
from reporting.models import Udgave, Udstedelse
from reporting.paamindelser.svar import noegle
from tests.indsatser import factories as indsatser
from tests.plans import factories as plans
from tests.reporting import factories as reporting

AAR = 2019
KONTOUDTOG = {
    "sheets": {
        "Poster": [
            ["Bogføringsdato", "Bilag", "Post", "Kilde", "Beløb"],
            [{"d": "2019-03-01"}, "114", "Evaluering", "Kommunen", {"n": "1200"}],
        ]
    }
}
"""An export that has been read and not yet saved."""
STATISTIK = {"sheets": {"Tabel": [["Område", "År", "Uden arbejde"], ["Ørebyen", {"n": "2020"}, {"n": "43.1"}]]}}
"""A table of area figures that has been read and not yet saved."""


@dataclass(frozen=True)
class Verden:
    """A plan under a fællessekretariat, with a delaftale, an activity, a criterion, a project and an initiative."""

    faellesplan: Helhedsplan
    helhedsplan: Helhedsplan
    delaftale: Delaftale
    aktivitet: Aktivitet
    kriterium: Succeskriterium
    maaling: Maaling
    logpost: Logpost
    aarslaas: Aarslaas
    milepael: Milepael
    milepaelsplan: Milepaelsplan
    lokalprojekt: Lokalprojekt
    initiativ: Initiativ
    bilag: Bilag
    organ: Organ
    moede: Moede
    punkt: Dagsordenspunkt
    kalendertoken: str
    udgaaet: Part
    regnskabsimport: Regnskabsimport
    rettelse: int
    omraade: UUID
    omraadetalimport: Omraadetalimport
    aftalelaesning: Aftalelaesning
    maalingsimport: Maalingsimport
    opgave: Baggrundsopgave
    udgave: Udgave
    udstedelse: Udstedelse

    def url(self, url_name: str) -> str:
        """The address of a page about this world."""
        side = adgangsmatrix.SIDER_EFTER_NAVN[url_name]
        kwargs: dict[str, Any] = {"uuid": getattr(self, side.om).uuid} if side.om else {}
        if side.har_aar:
            kwargs["aar"] = AAR
        for name, value in side.ekstra:
            kwargs[name] = getattr(self, value[1:]) if value.startswith(":") else value
        return reverse(url_name, kwargs=kwargs)

    @property
    def svarnoegle(self) -> str:
        """The signed part of the address where one answers that the criterion has nothing to report."""
        return noegle("maaling", self.kriterium.uuid, date(2019, 12, 31))

    @property
    def kontrolnummer(self) -> str:
        """The public number of the edition."""
        return self.udgave.kontrolnummer

    def medlem(self, rolle: Rolle, **term: Any) -> User:
        """Somebody with a role in the plan."""
        return plans.MedlemskabFactory(helhedsplan=self.helhedsplan, rolle=rolle, **term).user


def byg_verden() -> Verden:
    faellesplan = plans.HelhedsplanFactory(short_name="Ørebyernes Fællessekretariat", faellessekretariat=True)
    plan = plans.HelhedsplanFactory(
        short_name="Åparken", parent=faellesplan, frame_lbf=Decimal(3_000_000), frame_lokal=Decimal(1_000_000)
    )
    delaftale = plans.DelaftaleFactory(helhedsplan=plan, title="Tryghed og trivsel")
    aktivitet = indsatser.AktivitetFactory(delaftale=delaftale)
    kriterium = indsatser.SucceskriteriumFactory(aktivitet=aktivitet)
    maaling = indsatser.MaalingFactory(kriterium=kriterium)
    verden = Verden(
        faellesplan=faellesplan,
        helhedsplan=plan,
        delaftale=delaftale,
        aktivitet=aktivitet,
        kriterium=kriterium,
        maaling=maaling,
        logpost=indsatser.LogpostFactory(aktivitet=aktivitet),
        aarslaas=indsatser.AarslaasFactory(helhedsplan=plan),
        milepael=indsatser.MilepaelFactory(helhedsplan=plan, aktivitet=aktivitet),
        milepaelsplan=indsatser.MilepaelsplanFactory(helhedsplan=plan, year=AAR),
        lokalprojekt=indsatser.LokalprojektFactory(helhedsplan=plan, hours=Decimal(40)),
        initiativ=indsatser.InitiativFactory(helhedsplan=plan, total_aarsvaerk=Decimal("1.5")),
        bilag=plans.BilagFactory(
            helhedsplan=plan,
            title="Samarbejdsaftale",
            state=Bilagstilstand.VEDLAGT,
            file=ContentFile("Vi samarbejder om trygheden på Åparken.", name="Samarbejdsaftale på Åparken.txt"),
        ),
        organ=(
            organ := plans.OrganFactory(helhedsplan=plan, kind=Organart.FORUM, name="Beboerforum", mandate="Høres.")
        ),
        moede=(moede := plans.MoedeFactory(organ=organ)),
        punkt=plans.DagsordenspunktFactory(moede=moede, nummer=1, target_uuid=kriterium.uuid),
        kalendertoken=plans.KalenderadresseFactory().token,
        udgaaet=plans.PartFactory(helhedsplan=plan, retired_on=date(2020, 1, 1), retired_reason="Trådt ud."),
        regnskabsimport=plans.RegnskabsimportFactory(helhedsplan=plan, table=KONTOUDTOG, sheet="Poster"),
        rettelse=_correct(organ),
        omraade=_count_area(plan),
        omraadetalimport=indsatser.OmraadetalimportFactory(helhedsplan=plan, table=STATISTIK, sheet="Tabel"),
        aftalelaesning=indsatser.LaestvaerdiFactory(nr=1, laesning__helhedsplan=plan).laesning,
        maalingsimport=indsatser.MaalingsimportFactory(
            helhedsplan=plan, rows_made=1, undo={"made": {str(maaling.pk): {"version": maaling.version}}}
        ),
        opgave=plans.BaggrundsopgaveFactory(helhedsplan=plan, failed=True),
        udgave=reporting.UdgaveFactory(helhedsplan=plan),
        udstedelse=reporting.UdstedelseFactory(helhedsplan=plan, periode="2020"),
    )
    reporting.UdgavefilFactory(udgave=verden.udgave)
    _agree(verden)
    _pay(verden)
    _steer(verden)
    _work(verden)
    return verden


def _correct(organ: Organ) -> int:
    """Somebody changed the organ's mandate; the trail's line about it."""
    organ.mandate = "Høres og rådgiver."
    return trail_of(change(organ, by=None)).latest("pk").pk


def _count_area(plan: Helhedsplan) -> UUID:
    """The plan covers an area with figures, a kommune to hold them against, and a line."""
    area = plans.BoligomraadeFactory(name="Ørebyen")
    plan.boligomraader.add(area)
    job = indsatser.IndikatorFactory(code="liste-arbejdsmarked", name="Uden arbejde", unit="%")
    indsatser.GraensevaerdiFactory(indikator=job, needed=1, out_of=1)
    for year in (2018, 2019):
        indsatser.IndikatorvaerdiFactory(helhedsplan=None, indikator=job, boligomraade=area, year=year)
        indsatser.IndikatorvaerdiFactory(
            helhedsplan=None, indikator=job, boligomraade=None, kommune=area.kommune, year=year, value=Decimal(24)
        )
    return area.uuid


def _agree(verden: Verden) -> None:
    plan, runde = verden.helhedsplan, verden.helhedsplan.bevillingsrunde
    skabelon = plans.AfsnitsskabelonFactory(runde=runde, number="1", heading="Formål med den boligsociale indsats")
    plans.AfsnitsskabelonFactory(runde=runde, number="2", heading="Organisering")
    plans.AfsnitFactory(helhedsplan=plan, skabelon=skabelon, heading=skabelon.heading, text="Tryghed.\n\n- Ét\n- To")
    plans.PartFactory(helhedsplan=plan, organisation="Prøvekøbing Kommune", signed_on=date(2018, 6, 1))
    plans.PartFactory(helhedsplan=plan, organisation="Boligforeningen Åen")
    plans.BilagFactory(helhedsplan=plan, krav=plans.BilagskravFactory(runde=runde), title="Kommissorium")
    plans.FravalgFactory(helhedsplan=plan, indsatsomraade=plans.IndsatsomraadeFactory(runde=runde))
    plans.AfdelingsdeltagelseFactory(helhedsplan=plan, dwellings=394, residents=900)
    plans.UoverensstemmelseFactory(helhedsplan=plan, place="Afsnit 7")
    haendelse = plans.HaendelseFactory(helhedsplan=plan)
    plans.FeltaendringFactory(haendelse=haendelse)


def _pay(verden: Verden) -> None:
    plan = verden.helhedsplan
    fund = plans.FinansieringskildeFactory(helhedsplan=plan, name="Landsbyggefonden", amount=Decimal(3_000_000))
    kommune = plans.FinansieringskildeFactory(helhedsplan=plan, name="Kommunen", kind=Finansieringsart.KOMMUNE)
    post = plans.BudgetpostFactory(
        helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=verden.delaftale, title="Tryghed og trivsel"
    )
    plans.BudgetbeloebFactory(budgetpost=post, kilde=fund, amount=Decimal(2_000_000), year=2019)
    plans.BudgetbeloebFactory(budgetpost=post, kilde=kommune, amount=Decimal(500_000), year=2020)
    plans.ForbrugFactory(budgetpost=post, kilde=fund, amount=Decimal("1750000.50"), booked_on=date(2019, 12, 20))
    plans.ForbrugFactory(budgetpost=post, kilde=fund, amount=Decimal(-500), note="Kreditnota")
    plans.RegnskabsaarFactory(helhedsplan=plan, runs_to=date(2019, 12, 31), is_final=True)
    plans.OverfoerselFactory(helhedsplan=plan, kilde=fund, from_year=2019, to_year=2020)
    evaluering = plans.BudgetpostFactory(helhedsplan=plan, kind=Postart.EVALUERING, title="Evaluering", order=9)
    plans.OmdisponeringFactory(
        helhedsplan=plan,
        from_post=post,
        from_kilde=fund,
        from_year=2019,
        to_post=evaluering,
        to_year=2019,
        decided_on=date(2019, 2, 14),
    )
    indsatser.BevillingFactory(initiativ=verden.initiativ, kilde=kommune, aarsvaerk=Decimal("1.5"))
    indsatser.MedarbejderressourceFactory(
        helhedsplan=plan, initiativ=verden.initiativ, amount=Decimal("1.5"), unit="aarsvaerk"
    )


def _steer(verden: Verden) -> None:
    plan = verden.helhedsplan
    bestyrelse = plans.OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE, name="Bestyrelsen", mandate="Leder.")
    gruppe = plans.OrganFactory(helhedsplan=plan, parent=bestyrelse, name="Følgegruppen", meetings_min=2)
    plans.OrganmedlemFactory(organ=bestyrelse, count=1)
    plans.OrganmedlemFactory(organ=gruppe, title="Lokalinspektør", kind=Medlemsart.OBSERVATOER)
    plans.MoedeFactory(organ=gruppe)
    plans.BeslutningFactory(helhedsplan=plan, organ=bestyrelse, decided_on=date(2019, 3, 14))
    punkt = verden.punkt
    plans.BeslutningFactory(helhedsplan=plan, organ=verden.organ, dagsordenspunkt=punkt, decided_on=date(2019, 3, 14))
    plans.OpfoelgningFactory(moede=verden.moede, dagsordenspunkt=punkt, due_on=date(2019, 6, 1))
    plans.OpfoelgningFactory(moede=verden.moede, done_on=date(2019, 4, 1), done_note="Aulaen er lånt.")
    plans.PunktbilagFactory(dagsordenspunkt=punkt)
    plans.OrganmedlemFactory(organ=bestyrelse, title="Skoleleder", end_date=date(2019, 1, 1))


def _work(verden: Verden) -> None:
    plan = verden.helhedsplan
    indsatser.MilepaelsskiftFactory(milepael=verden.milepael)
    indsatser.MilepaelsplanlinjeFactory(milepaelsplan=verden.milepaelsplan)
    indsatser.MilepaelFactory(
        helhedsplan=plan, original_year=2019, original_quarter=1, postponed_reason="Lederen skiftede."
    )
    indsatser.MilepaelFactory(helhedsplan=plan, year=None, quarter=None)
    indsatser.IndikatorvaerdiFactory(helhedsplan=plan, value=Decimal(10), value_to=Decimal(15), unit="%")
    projekt = verden.lokalprojekt
    indsatser.LokalprojekttrinFactory(lokalprojekt=projekt)
    indsatser.LokalprojektopgaveFactory(lokalprojekt=projekt)
    indsatser.LokalprojektudgiftFactory(lokalprojekt=projekt, is_ceiling=True)
    indsatser.SamarbejdsrelationFactory(helhedsplan=plan, lokalprojekt=projekt)
