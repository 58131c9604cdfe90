"""A plan that fills every paper: sections, parties, annexes, forms, partners, organs, a local project, a long name."""

from datetime import date
from decimal import Decimal

from indsatser.choices import Ressourceenhed
from indsatser.models import Lokalprojektopgave, Lokalprojektudgift
from plans.choices import Bilagstilstand, Organart
from plans.models import Delaftale
from tests.indsatser.factories import (
    AktivitetsmaalFactory,
    AktivitetstypeFactory,
    InitiativFactory,
    LokalprojektFactory,
    LokalprojekttrinFactory,
    MedarbejderressourceFactory,
    MilepaelFactory,
    PlanlagtAktivitetFactory,
    SamarbejdsrelationFactory,
    SucceskriteriumFactory,
)
from tests.plans.factories import (
    AfsnitFactory,
    AfsnitsskabelonFactory,
    BilagFactory,
    BilagskravFactory,
    FravalgFactory,
    IndsatsomraadeFactory,
    OrganFactory,
    OrganmedlemFactory,
    PartFactory,
)
from tests.reporting.skemaplan import plan_med_alt

LANGT = "Den meget lange overskrift om boligområdets sammenhængskraft og beboernes hverdagsfællesskaber " * 2


def plan_med_papirer():
    """Åparken of `plan_med_alt`, with what the agreements and the other papers print besides."""
    plan = plan_med_alt()
    delaftale = Delaftale.objects.get(helhedsplan=plan, nummer=1)
    _aftale(plan, delaftale)
    _aktivitet(plan, delaftale)
    _projekt(plan)
    return plan


def _aftale(plan, delaftale):
    runde = plan.bevillingsrunde
    for number, key, heading in (
        ("1", "formaal", "Formål med den boligsociale indsats"),
        ("2", "organisering", "Organisering"),
        ("5", "indsatsomraader", "Indsatsområder"),
        ("6", "milepaele", "Overordnet milepælsplan"),
        ("7", "ressourcer", "Ressourcer"),
        ("8", "samspil", "Samspil med øvrige tiltag"),
    ):
        skabelon = AfsnitsskabelonFactory(runde=runde, number=number, key=key, heading=heading, order=int(number))
        if key in ("formaal", "organisering"):
            AfsnitFactory(
                helhedsplan=plan,
                skabelon=skabelon,
                heading=heading,
                text="Beboerne og **byen**.\n\n## Sådan\n\n- et\n- to",
            )
    AfsnitFactory(helhedsplan=plan, skabelon=None, heading="Vores eget afsnit", text="Eget.")
    omraade = IndsatsomraadeFactory(runde=runde, name="Tryghed", order=1)
    delaftale.indsatsomraade = omraade
    delaftale.problem = "Få tør gå ud."
    delaftale.conflict_handling = "Tages op i bestyrelsen."
    delaftale.save()
    FravalgFactory(
        helhedsplan=plan,
        indsatsomraade=IndsatsomraadeFactory(runde=runde, name="Sundhed", order=2),
        reason="Kommunen gør det selv.",
    )
    BilagFactory(
        helhedsplan=plan,
        krav=BilagskravFactory(runde=runde, title="Kommissorium"),
        title="Kommissorium",
        state=Bilagstilstand.MANGLER,
    )
    PartFactory(helhedsplan=plan, delaftale=None, organisation="Åbo", title="Direktør")
    PartFactory(helhedsplan=plan, delaftale=delaftale, organisation="Prøvekøbing Kommune", title="Børne- og ungechef")
    bestyrelse = OrganFactory(helhedsplan=plan, kind=Organart.BESTYRELSE, name="Bestyrelsen for Åparken")
    OrganFactory(helhedsplan=plan, kind=Organart.FOELGEGRUPPE, name="Følgegruppe", parent=bestyrelse)
    OrganmedlemFactory(organ=bestyrelse)


def _aktivitet(plan, delaftale):
    aktivitet = delaftale.aktiviteter.order_by("nummer").first()
    aktivitet.content = "Rådgiverne sidder i caféen.\n\n- hver mandag\n- hver torsdag"
    aktivitet.target_group = "Alle beboere."
    aktivitet.organisation = LANGT
    aktivitet.partners_note = "Skolen kommer til senere."
    aktivitet.save()
    aktivitet.aktivitetstyper.add(AktivitetstypeFactory(name="Økonomisk rådgivning"))
    AktivitetsmaalFactory(aktivitet=aktivitet, maal=delaftale.maal.first(), letter_as_printed="b")
    MedarbejderressourceFactory(
        helhedsplan=plan,
        aktivitet=aktivitet,
        role="Rådgiver",
        amount=Decimal("1.5"),
        unit=Ressourceenhed.AARSVAERK,
        employer="Åbo",
    )
    SamarbejdsrelationFactory(helhedsplan=plan, aktivitet=aktivitet, organisation="Åskolen", about="Lektier")
    SamarbejdsrelationFactory(helhedsplan=plan, organisation="Politiet", about="Tryghed", note="Møder hvert kvartal.")
    SamarbejdsrelationFactory(helhedsplan=plan, initiativ=InitiativFactory(helhedsplan=plan, title="På tværs"))
    line = PlanlagtAktivitetFactory(delaftale=delaftale, name="Rådgivning i caféen", aktivitet=aktivitet)
    PlanlagtAktivitetFactory(delaftale=delaftale, name="Om aftenen", parent=line)
    MilepaelFactory(helhedsplan=plan, aktivitet=aktivitet, year=2019, quarter=3, text="Kurset er holdt")


def _projekt(plan):
    projekt = LokalprojektFactory(
        helhedsplan=plan,
        name="Sommerfest i gården",
        purpose="At mødes.",
        description="Mad, musik og **dans**.",
        expected_from=40,
        expected_to=60,
        date_from=date(2019, 8, 17),
        hours=Decimal(40),
        applicant="Beboergruppen",
    )
    SucceskriteriumFactory(
        aktivitet=None, helhedsplan=plan, lokalprojekt=projekt, statement="50 deltagere", target_value=Decimal(50)
    )
    SamarbejdsrelationFactory(helhedsplan=plan, lokalprojekt=projekt, organisation="Spejderne")
    LokalprojekttrinFactory(lokalprojekt=projekt, label="Juni", tasks="Find musik")
    for task, party in (("Mad", "Køkkenet"), ("Mad", "Spejderne"), ("Telt", "Spejderne")):
        Lokalprojektopgave.objects.create(lokalprojekt=projekt, task=task, party=party)
    for label, amount, ceiling in (("Mad", "1999.50", False), ("Musik", "500.50", True)):
        Lokalprojektudgift.objects.create(
            lokalprojekt=projekt, label=label, amount=Decimal(amount), is_ceiling=ceiling
        )
