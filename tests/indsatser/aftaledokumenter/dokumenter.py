"""Writes a whole document of either family."""

from pathlib import Path

from tests.indsatser.aftaledokumenter.fakta import Omraade, Plan
from tests.indsatser.aftaledokumenter.skema import etiket, skriv_skema
from tests.indsatser.aftaledokumenter.vaner import Vaner
from tests.indsatser.aftaledokumenter.word import Ark

KVARTALER = ("1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal")
AFSNIT_2015 = (
    ("1.", "Formål med den boligsociale indsats", "purpose"),
    ("2.", "Organisering", "organisation"),
    ("3.", "Problemkompleks, beboere og tryghedssituation", "problem"),
    ("4.", "Fælles tværgående målinger", "cross_cutting_measurements"),
)
SIDSTE_2015 = (
    ("6.", "Lokal evaluering", "local_evaluation"),
    ("8.", "Samspil med øvrige tiltag", "interplay"),
    ("9.", "Underretning", "notification"),
    ("10.", "Konflikthåndtering", "conflict_handling"),
    ("11.", "Revision af samarbejdsaftalen", "revision_rule"),
)


def skriv(plan: Plan, vaner: Vaner, folder: Path) -> Path:
    """The plan as a Word file by this author."""
    ark = Ark(vaner)
    ark.aar = plan.kriterieaar  # type: ignore[attr-defined]
    (_skabelon if vaner.familie == "skabelon" else _fortaelling)(ark, plan)
    return ark.gem(folder / f"{plan.slug}-{vaner.navn}.docx")


def kr(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " kr."


def dag(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}-{year}"


def _skabelon(ark: Ark, plan: Plan) -> None:
    ark.doc.add_paragraph(
        "Strategisk samarbejdsaftale om boligsocial indsats", style="Title" if ark.vaner.stil else None
    )
    ark.tekst(plan.navn)
    ark.etiket("Område", plan.boligomraade)
    ark.etiket("Aftalens parter", "; ".join(plan.parter))
    ark.etiket("Aftalen gælder fra", f"{dag(plan.fra)} til {dag(plan.til)}")
    if ark.vaner.stoej:
        for number, (nr, title, _key) in enumerate(AFSNIT_2015, start=3):
            ark.tekst(f"{nr} {title}\t{number}")
    ark.overskrift("Aftaledokumenter", 1)
    ark.punkter([f"{title}" for title in plan.bilag])
    for number, title, key in AFSNIT_2015:
        ark.overskrift(title, 1, number)
        ark.tekst(plan.afsnit[key])
        if key == "organisation":
            _organer(ark, plan)
    ark.overskrift("Indsatsområder", 1, "5.")
    for index, omraade in enumerate(plan.omraader, start=1):
        ark.overskrift(omraade.navn, 2, f"5.{index}")
        ark.etiket("Formål", omraade.formaal)
        _maal(ark, omraade)
        _plankriterier(ark, omraade)
    for index, (name, reason) in enumerate(plan.fravalgt, start=len(plan.omraader) + 1):
        ark.overskrift(name, 2, f"5.{index}")
        ark.tekst(f"Ikke valgt. {reason}")
    for number, title, key in SIDSTE_2015:
        ark.overskrift(title, 1, number)
        ark.tekst(plan.afsnit[key])
        if number == "6.":
            ark.overskrift("Ressourcer", 1, "7.")
            _penge(ark, plan.ramme)
    for omraade in plan.omraader:
        _delaftale(ark, plan, omraade)
    if plan.milepaele:
        ark.overskrift("Milepælsplan", 1)
        _milepaele(ark, plan, 2)


def _delaftale(ark: Ark, plan: Plan, omraade: Omraade) -> None:
    ark.overskrift(f"Delaftale for indsatsområdet {omraade.navn}", 1)
    ark.etiket("Navn på den boligsociale indsats, som delaftalen vedrører", plan.navn)
    ark.overskrift(etiket(ark, "parties"), 2)
    ark.punkter([f"{title}, {org}" for title, org in omraade.parter])
    ark.overskrift(etiket(ark, "problem"), 2)
    ark.tekst(omraade.problem)
    ark.overskrift("Formål", 2)
    ark.tekst(omraade.formaal)
    ark.overskrift(etiket(ark, "goals"), 2)
    for letter, text in omraade.maal:
        ark.tekst(f"({letter}) {text}")
    _plankriterier(ark, omraade)
    ark.overskrift(etiket(ark, "activities"), 2)
    ark.punkter([each.navn for each in omraade.aktiviteter])
    ark.overskrift(etiket(ark, "municipal"), 2)
    ark.tekst(omraade.kommunal)
    ark.overskrift(etiket(ark, "economy"), 2)
    _penge(ark, omraade.beloeb)
    ark.overskrift(etiket(ark, "conflict"), 2)
    ark.tekst("Sekretariatslederen tager uenigheder op, og bestyrelsen afgør dem.")
    ark.overskrift(etiket(ark, "revision"), 2)
    ark.tekst("Delaftalen kan ændres lokalt inden for aftalens rammer.")
    ark.overskrift(etiket(ark, "valid"), 2)
    ark.tekst(f"{dag(plan.fra)} - {dag(plan.til)}")
    ark.overskrift("Aktivitetsbeskrivelser", 2)
    for index, aktivitet in enumerate(omraade.aktiviteter, start=1):
        skriv_skema(ark, aktivitet, index, 3)


def _maal(ark: Ark, omraade: Omraade) -> None:
    ark.fed("Mål:")
    for letter, text in omraade.maal:
        ark.tekst(f"{letter}) {text}")


def _plankriterier(ark: Ark, omraade: Omraade) -> None:
    ark.tabel(
        [
            ["Succeskriterier", "Datakilde"],
            *([f"Mål {one.maal}: {one.saetning}", one.kilde] for one in omraade.kriterier),
        ]
    )


def _penge(ark: Ark, amounts: tuple[int, int] | None) -> None:
    if amounts is None:
        return
    lbf, local = amounts
    if ark.vaner.penge == "tabel":
        ark.tabel([["Landsbyggefonden", "Lokal medfinansiering", "Samlet"], [kr(lbf), kr(local), kr(lbf + local)]], 3)
    elif ark.vaner.penge == "raekker":
        ark.tabel([["Landsbyggefonden", kr(lbf)], ["Lokal medfinansiering", kr(local)], ["I alt", kr(lbf + local)]])
    else:
        ark.tekst(f"Landsbyggefonden: {kr(lbf)}")
        ark.tekst(f"Lokal medfinansiering: {kr(local)}")
        ark.tekst(f"Samlet budget: {kr(lbf + local)}")


def _organer(ark: Ark, plan: Plan, prefix: str = "2.") -> None:
    for index, organ in enumerate(plan.organer, start=1):
        ark.overskrift(organ.navn, 2, f"{prefix}{index}")
        ark.tekst(organ.mandat)
        if organ.moeder:
            ark.tekst(
                f"Der holdes {organ.moeder} møder om året." if organ.moeder > 1 else "Gruppen mødes en gang om året."
            )
        if organ.opgaver:
            ark.tekst("Opgaver:")
            ark.punkter(list(organ.opgaver))
        if organ.medlemmer:
            ark.tekst("Gruppen består af:")
            ark.punkter(
                [
                    f"{f'{count} ' if count and count > 1 else ''}{title}, {org}"
                    for title, org, count in organ.medlemmer
                ]
            )


def _milepaele(ark: Ark, plan: Plan, level: int) -> None:
    seen: tuple[int, int] | None = None
    for year, quarter, title in plan.milepaele:
        if (year, quarter) != seen:
            ark.overskrift(f"{KVARTALER[quarter - 1]} {year}", level)
            seen = (year, quarter)
        ark.punkter([title], haarde=ark.vaner.kriterier == "haarde")


def _fortaelling(ark: Ark, plan: Plan) -> None:
    years = f"{plan.fra[:4]}-{plan.til[:4]}"
    ark.doc.add_paragraph(plan.navn, style="Title" if ark.vaner.stil else None)
    ark.tekst(f"Projektperiode: {years}")
    for number, title, key in (
        ("1.", "Resumé", "summary"),
        ("2.", "Baggrund", "background"),
        ("3.", "Boligområdet og beboerne", "strategy_context"),
        ("4.", "Vision og målsætninger", "vision"),
    ):
        ark.overskrift(title, 1, number)
        ark.tekst(plan.afsnit.get(key, ""))
    ark.punkter(list(plan.maalsaetninger))
    ark.overskrift("Indsatsområder", 1, "5.")
    for index, omraade in enumerate(plan.omraader, start=1):
        ark.overskrift(omraade.navn, 2, f"5.{index}")
        ark.tekst(omraade.problem)
        ark.etiket("Formål", omraade.formaal)
        for number, aktivitet in enumerate(omraade.aktiviteter, start=1):
            skriv_skema(ark, aktivitet, number, 3, f"5.{index}.{number}")
    ark.overskrift("Overordnet milepælsplan", 1, "6.")
    _milepaele(ark, plan, 2)
    ark.overskrift("Evaluering og indberetning", 1, "7.")
    ark.tekst(plan.afsnit.get("evaluation", ""))
    ark.overskrift("Organisering", 1, "8.")
    _organer(ark, plan, "8.")
