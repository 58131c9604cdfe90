"""The work: goals, activities, criteria, results, milestones."""

from indsatser.models.aarslaas import Aarslaas
from indsatser.models.aftalelaesning import (
    Aftalelaesning,
    Afvisning,
    Forskel,
    Gennemsynsvalg,
    Laesesikkerhed,
    Laestvaerdi,
    Passage,
)
from indsatser.models.aktivitet import (
    Aktivitet,
    Aktivitetsmaal,
    Aktivitetstype,
    Medarbejderressource,
    PlanlagtAktivitet,
    Samarbejdsrelation,
)
from indsatser.models.evaluering import Evaluering, Evalueringsart
from indsatser.models.indikator import (
    Graensevaerdi,
    Indikator,
    Indikatorvaerdi,
    Omraadeliste,
    Omraadetalimport,
)
from indsatser.models.initiativ import Bevilling, Initiativ
from indsatser.models.lokalprojekt import Lokalprojekt, Lokalprojektopgave, Lokalprojekttrin, Lokalprojektudgift
from indsatser.models.maal import Maal
from indsatser.models.maalaendring import Maalaendring
from indsatser.models.maaling import Logpost, Maaling
from indsatser.models.maalingsimport import Maalingsimport
from indsatser.models.milepael import Milepael
from indsatser.models.milepaelsplan import Milepaelsplan, Milepaelsplanlinje
from indsatser.models.milepaelsskift import Milepaelsskift
from indsatser.models.stilling import Stilling
from indsatser.models.succeskriterium import Referencevaerdi, Succeskriterium

__all__ = [
    "Aarslaas",
    "Aftalelaesning",
    "Afvisning",
    "Aktivitet",
    "Aktivitetsmaal",
    "Aktivitetstype",
    "Bevilling",
    "Evaluering",
    "Evalueringsart",
    "Forskel",
    "Gennemsynsvalg",
    "Graensevaerdi",
    "Indikator",
    "Indikatorvaerdi",
    "Initiativ",
    "Laesesikkerhed",
    "Laestvaerdi",
    "Logpost",
    "Lokalprojekt",
    "Lokalprojektopgave",
    "Lokalprojekttrin",
    "Lokalprojektudgift",
    "Maal",
    "Maalaendring",
    "Maaling",
    "Maalingsimport",
    "Medarbejderressource",
    "Milepael",
    "Milepaelsplan",
    "Milepaelsplanlinje",
    "Milepaelsskift",
    "Omraadeliste",
    "Omraadetalimport",
    "Passage",
    "PlanlagtAktivitet",
    "Referencevaerdi",
    "Samarbejdsrelation",
    "Stilling",
    "Succeskriterium",
]
