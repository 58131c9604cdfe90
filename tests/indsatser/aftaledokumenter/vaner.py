"""How an author writes an agreement. Each is somebody's habit. `TILBAGEHOLDTE` were written before the
reader was tried on any of them, and were read for the first time when it read the others."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vaner:
    navn: str
    familie: str
    """skabelon (from 2015 on) or fortaelling (narrative)."""
    skema: str = "venstre"
    """venstre, over (label row above value row), par (two labels in a row, values under them), afsnit, celle or
    overskrifter."""
    titel: str = "overskrift"
    """overskrift, raekke (merged first row), etiket, nummer ("Aktivitet 1: …"), fed (bold line above the table)."""
    kriterier: str = "raekker"
    """raekker (Succeskriterier | Datakilde), celle, punkter (Word list), haarde (typed bullets), parentes."""
    kolon: bool = False
    etiketter: int = 0
    """Which way of writing the labels."""
    omvendt: bool = False
    delt: bool = False
    """Forms are split into two tables with a line between."""
    stoej: bool = False
    """Page header and footer, a table of contents typed by hand, footnotes."""
    mangler: tuple[str, ...] = ()
    numre: bool = True
    stil: bool = True
    """Headings have Word's styles; else they are bold paragraphs or plain text with a number."""
    penge: str = "tabel"
    """tabel, linjer, raekker."""
    fravalg: str = "tekst"


UDVIKLING = (
    Vaner("skabelon-venstre", "skabelon"),
    Vaner("skabelon-over", "skabelon", skema="over", titel="etiket", kriterier="celle", kolon=True, penge="linjer"),
    Vaner("skabelon-raekke", "skabelon", titel="raekke", etiketter=1, omvendt=True, stoej=True, penge="raekker"),
    Vaner("skabelon-afsnit", "skabelon", skema="afsnit", titel="nummer", kriterier="punkter", kolon=True, numre=False),
    Vaner("skabelon-delt", "skabelon", titel="etiket", delt=True, etiketter=1, mangler=("anchoring",)),
    Vaner("skabelon-fed", "skabelon", titel="fed", kriterier="haarde", stil=False, etiketter=2),
    Vaner("fortaelling-boks", "fortaelling", kolon=True, kriterier="celle"),
    Vaner("fortaelling-afsnit", "fortaelling", skema="afsnit", kriterier="punkter", kolon=True, stoej=True),
    Vaner("fortaelling-uden-stil", "fortaelling", skema="venstre", kriterier="haarde", stil=False, etiketter=1),
    Vaner("fortaelling-celle", "fortaelling", skema="celle", kriterier="celle", kolon=True, omvendt=True),
)

TILBAGEHOLDTE = (
    Vaner("blind-par", "skabelon", skema="par", titel="raekke", etiketter=3, penge="linjer", numre=False),
    Vaner(
        "blind-overskrifter", "skabelon", skema="overskrifter", titel="overskrift", kriterier="raekker", etiketter=1
    ),
    Vaner(
        "blind-parentes", "skabelon", titel="fed", kriterier="parentes", kolon=True, delt=True, etiketter=3, stoej=True
    ),
    Vaner(
        "blind-etiket-uden-stil",
        "skabelon",
        skema="over",
        titel="nummer",
        kriterier="haarde",
        stil=False,
        omvendt=True,
        mangler=("purpose", "target_group"),
    ),
    Vaner(
        "blind-fortaelling-over", "fortaelling", skema="over", kriterier="haarde", etiketter=3, mangler=("anchoring",)
    ),
    Vaner(
        "blind-fortaelling-overskrifter",
        "fortaelling",
        skema="overskrifter",
        kriterier="punkter",
        etiketter=2,
        stoej=True,
    ),
)

ETIKETTER: dict[str, tuple[str, str, str, str]] = {
    "name": ("Aktivitetsnavn", "Aktivitetens navn", "Navn på aktivitet", "Aktivitet"),
    "content": ("Indhold og praksis", "Aktivitetens indhold", "Beskrivelse", "Kort beskrivelse af aktiviteten"),
    "purpose": ("Formål", "Aktivitetens formål", "Formål med aktiviteten", "Formålet"),
    "target_group": ("Målgruppe(r)", "Målgruppe", "Målgrupper", "Primær målgruppe"),
    "criteria": ("Succeskriterier", "Succeskriterium", "Lokale succeskriterier", "Succeskriterier for aktiviteten"),
    "source": ("Datakilde", "Datakilder", "Kilde", "Datakilde"),
    "organisation": (
        "Organisering, ansvar og rollefordeling",
        "Organisering og ansvar",
        "Organisering",
        "Ansvar og roller",
    ),
    "staffing": ("Medarbejderressourcer", "Medarbejderressource", "Bemanding", "Personaleressourcer"),
    "partners": ("Samarbejdsrelationer", "Samarbejdspartnere", "Samarbejdspartner", "Eksterne samarbejdspartnere"),
    "local_evaluation": ("Lokal evaluering", "Evaluering", "Lokal evaluering", "Opfølgning og evaluering"),
    "anchoring": ("Forankring", "Forankring af aktiviteten", "Forankring", "Forankringsplan"),
    "cfbu_types": ("Aktivitetstype (CFBU)", "Aktivitetstyper", "CFBU's aktivitetstyper", "Aktivitetstype"),
    "parties": ("Delaftalens parter", "Aftalens parter", "Parter", "Parter i delaftalen"),
    "problem": ("Problemkompleks", "Problemkompleks for indsatsområdet", "Problembeskrivelse", "Udfordringer"),
    "goals": ("Mål", "Mål for indsatsområdet", "Målsætninger", "Delmål"),
    "activities": (
        "Aktiviteter",
        "Aktiviteter under indsatsområdet",
        "Planlagte aktiviteter",
        "Oversigt over aktiviteter",
    ),
    "municipal": (
        "Sammenhæng med den kommunale indsats",
        "Kommunal indsats",
        "Sammenhæng til den kommunale indsats",
        "Samspil med kommunens indsats",
    ),
    "economy": ("Økonomi", "Budget", "Økonomi for indsatsområdet", "Finansiering"),
    "conflict": (
        "Konflikthåndtering og underretning",
        "Konflikthåndtering",
        "Konflikthåndtering",
        "Håndtering af konflikter",
    ),
    "revision": ("Revision", "Revision af delaftalen", "Revision af delaftalen", "Ajourføring"),
    "valid": ("Gælder fra - til", "Delaftalen gælder", "Gyldighed", "Aftaleperiode"),
}
"""The ways authors write each label, by habit."""
