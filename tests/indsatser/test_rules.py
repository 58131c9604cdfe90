"""Every named constraint of indsatser: what it refuses, with which sentence, and what it only just allows."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.choices import Milepaeltilstand, Operator, Ressourceenhed, Skoen
from tests.indsatser import factories as f
from tests.indsatser.milepaelsplan.regler import MILEPAELSREGLER
from tests.models import our_models
from tests.plans.factories import BoligomraadeFactory, DelaftaleFactory
from tests.rules import Rule, check_that_people_are_told, check_that_the_database_holds, check_the_edge

pytestmark = pytest.mark.django_db

RETIRED = {"retired_on": date(2020, 1, 1), "retired_reason": "Nedlagt."}


def in_plan_of(row, make):
    """An owner of another kind in the same plan."""
    return make(helhedsplan=row.helhedsplan)


def _passage_like(row):
    return {"target_uuid": row.target_uuid, "felt": row.felt}


def _twin_of(row):
    """The place, indicator and year of another figure."""
    return {"indikator": row.indikator, "boligomraade": row.boligomraade, "year": row.year}


RULES = [
    Rule(
        "indsatser_maalaendring_one_a_day",
        f.MaalaendringFactory,
        "Kriteriets mål er allerede ændret fra den dag.",
        refused=lambda row: {
            "changed_on": f.MaalaendringFactory(kriterium=row.kriterium, changed_on=date(2020, 1, 1)).changed_on
        },
        allowed=lambda row: {
            "changed_on": f.MaalaendringFactory(
                kriterium=row.kriterium, changed_on=date(2020, 1, 1), **RETIRED
            ).changed_on
        },
        at="changed_on",
    ),
    Rule(
        "indsatser_maalaendring_window_in_order",
        f.MaalaendringFactory,
        "Tidsrummet slutter, før det begynder.",
        refused={"window_from": date(2019, 1, 2), "window_to": date(2019, 1, 1)},
        allowed={"window_from": date(2019, 1, 1), "window_to": date(2019, 1, 1)},
        at="window_to",
    ),
    Rule(
        "indsatser_aktivitet_nummer_unique_in_delaftale",
        f.AktivitetFactory,
        "Nummeret er allerede brugt i delaftalen.",
        refused=lambda row: {"nummer": f.AktivitetFactory(delaftale=row.delaftale).nummer},
        allowed=lambda row: {"nummer": f.AktivitetFactory(delaftale=row.delaftale, **RETIRED).nummer},
        at="nummer",
    ),
    Rule(
        "indsatser_aktivitet_name_unique_in_delaftale",
        f.AktivitetFactory,
        "Delaftalen har allerede en aktivitet med det navn.",
        refused=lambda row: {"name": f.AktivitetFactory(delaftale=row.delaftale).name},
        allowed=lambda row: {"name": f.AktivitetFactory().name},
        at="name",
    ),
    Rule(
        "indsatser_aktivitetsmaal_says_which",
        f.AktivitetsmaalFactory,
        "Vælg et mål, eller skriv skemaets tekst.",
        refused={"maal": None},
        allowed={"maal": None, "text_as_printed": "Øget tryghed"},
        at="maal",
    ),
    Rule(
        "indsatser_planlagtaktivitet_not_under_itself",
        f.PlanlagtAktivitetFactory,
        "En linje kan ikke stå under sig selv.",
        refused=lambda row: {"parent": row},
        allowed=lambda row: {"parent": f.PlanlagtAktivitetFactory(delaftale=row.delaftale)},
        at="parent",
    ),
    Rule(
        "indsatser_medarbejderressource_amount_has_unit",
        f.MedarbejderressourceFactory,
        "En mængde skal have en enhed.",
        refused={"amount": Decimal("0.5"), "unit": ""},
        allowed={"amount": Decimal("0.5"), "unit": Ressourceenhed.AARSVAERK},
        at="unit",
    ),
    Rule(
        "indsatser_medarbejderressource_range_in_order",
        f.MedarbejderressourceFactory,
        "Intervallets højeste tal er mindre end det laveste.",
        refused={"amount": Decimal(12), "amount_to": Decimal(10), "unit": Ressourceenhed.TIMER_PR_UGE},
        allowed={"amount": Decimal(12), "amount_to": Decimal(12), "unit": Ressourceenhed.TIMER_PR_UGE},
        at="amount_to",
    ),
    Rule(
        "indsatser_medarbejderressource_one_place",
        f.MedarbejderressourceFactory,
        "En ressource hører til en aktivitet eller et initiativ, ikke begge.",
        refused=lambda row: {
            "aktivitet": f.AktivitetFactory(delaftale__helhedsplan=row.helhedsplan),
            "initiativ": in_plan_of(row, f.InitiativFactory),
        },
        allowed=lambda row: {"initiativ": in_plan_of(row, f.InitiativFactory)},
        at="aktivitet",
    ),
    Rule(
        "indsatser_medarbejderressource_not_negative",
        f.MedarbejderressourceFactory,
        "Mængden kan ikke være negativ.",
        refused={"amount": Decimal("-0.5"), "unit": Ressourceenhed.AARSVAERK},
        allowed={"amount": Decimal(0), "unit": Ressourceenhed.AARSVAERK},
        at="amount",
        spoken="Denne værdi skal være større end eller lig 0.",
    ),
    Rule(
        "indsatser_samarbejdsrelation_one_place",
        f.SamarbejdsrelationFactory,
        "En partner hører til én aktivitet, ét initiativ eller ét lokalprojekt.",
        refused=lambda row: {
            "initiativ": in_plan_of(row, f.InitiativFactory),
            "lokalprojekt": in_plan_of(row, f.LokalprojektFactory),
        },
        allowed=lambda row: {"lokalprojekt": in_plan_of(row, f.LokalprojektFactory)},
        at="aktivitet",
    ),
    Rule(
        "indsatser_indikatorvaerdi_belongs_somewhere",
        f.IndikatorvaerdiFactory,
        "Vælg boligområdet eller planen, tallet står i.",
        refused={"boligomraade": None, "helhedsplan": None},
        allowed=lambda row: {"boligomraade": BoligomraadeFactory(), "helhedsplan": None},
        at="boligomraade",
    ),
    Rule(
        "indsatser_indikatorvaerdi_delaftale_has_plan",
        f.IndikatorvaerdiFactory,
        "Et tal, der er anført i en delaftale, er anført i dens plan.",
        refused=lambda row: {"delaftale": DelaftaleFactory(), "helhedsplan": None},
        allowed=lambda row: {"delaftale": in_plan_of(row, DelaftaleFactory)},
        at="helhedsplan",
    ),
    Rule(
        "indsatser_indikatorvaerdi_range_in_order",
        f.IndikatorvaerdiFactory,
        "Intervallets højeste tal er mindre end det laveste.",
        refused={"value": Decimal(10), "value_to": Decimal(9)},
        allowed={"value": Decimal(10), "value_to": Decimal(10)},
        at="value_to",
    ),
    Rule(
        "indsatser_indikatorvaerdi_one_place",
        f.IndikatorvaerdiFactory,
        "Et tal er for ét sted: området, kommunen eller hele landet.",
        refused=lambda row: {"kommune": row.boligomraade.kommune},
        allowed=lambda row: {"kommune": row.boligomraade.kommune, "boligomraade": None},
        at="kommune",
    ),
    Rule(
        "indsatser_indikatorvaerdi_shared_has_year",
        f.IndikatorvaerdiFactory,
        "Skriv året. Kun et tal, der står i en plan, kan være uden år.",
        refused={"helhedsplan": None, "year": None},
        allowed={"year": None},
        at="year",
    ),
    Rule(
        "indsatser_indikatorvaerdi_shared_once",
        f.IndikatorvaerdiFactory,
        "Der står allerede et tal for det sted og år.",
        refused=lambda row: _twin_of(f.IndikatorvaerdiFactory(helhedsplan=None)),
        allowed=lambda row: _twin_of(f.IndikatorvaerdiFactory(helhedsplan=None)) | {"year": 2017},
        at="year",
        start={"helhedsplan": None},
    ),
    Rule(
        "indsatser_omraadetalimport_saved_has_a_day",
        f.OmraadetalimportFactory,
        "En gemt import har den dag, den blev gemt.",
        refused={"state": "gemt"},
        allowed={"state": "gemt", "saved_on": date(2024, 12, 3)},
        at="saved_on",
    ),
    Rule(
        "indsatser_aftalelaesning_saved_has_a_plan",
        f.AftalelaesningFactory,
        "En gemt læsning har sin plan og den dag, den blev gemt.",
        refused={"state": "gemt"},
        allowed={"state": "gemt", "saved_on": date(2024, 12, 3)},
        at="saved_on",
    ),
    Rule(
        "indsatser_aftalelaesning_one_open_of_a_file",
        f.AftalelaesningFactory,
        "Filen er allerede læst ind i planen og venter på gennemsyn.",
        refused=lambda row: {"sha256": f.AftalelaesningFactory(helhedsplan=row.helhedsplan, sha256="a" * 64).sha256},
        allowed=lambda row: {
            "sha256": f.AftalelaesningFactory(helhedsplan=row.helhedsplan, sha256="a" * 64, **RETIRED).sha256
        },
        at="sha256",
    ),
    Rule(
        "indsatser_afvisning_once_in_a_plan",
        f.AfvisningFactory,
        "Værdien er allerede afvist i planen.",
        refused=lambda row: {"aftryk": f.AfvisningFactory(helhedsplan=row.helhedsplan).aftryk},
        allowed=lambda row: {"aftryk": f.AfvisningFactory().aftryk},
    ),
    Rule(
        "indsatser_laestvaerdi_one_per_place",
        f.LaestvaerdiFactory,
        "Pladsen har allerede en værdi.",
        refused=lambda row: {"path": f.LaestvaerdiFactory(laesning=row.laesning).path},
        allowed=lambda row: {"path": f.LaestvaerdiFactory().path},
    ),
    Rule(
        "indsatser_laestvaerdi_corrected_has_value",
        f.LaestvaerdiFactory,
        "Skriv, hvad værdien er rettet til.",
        refused={"valg": "rettet"},
        allowed={"valg": "rettet", "corrected": "Boligselskabet"},
    ),
    Rule(
        "indsatser_passage_one_per_field",
        f.PassageFactory,
        "Feltet har allerede sin passage.",
        refused=lambda row: _passage_like(f.PassageFactory()),
        allowed=lambda row: _passage_like(f.PassageFactory()) | {"felt": "et andet"},
        at="felt",
    ),
    Rule(
        "indsatser_graensevaerdi_unique",
        f.GraensevaerdiFactory,
        "Listen har allerede en grænse for indikatoren fra det år.",
        refused=lambda row: {"indikator": f.GraensevaerdiFactory().indikator},
        allowed=lambda row: {"indikator": f.GraensevaerdiFactory().indikator, "from_year": 2021},
    ),
    Rule(
        "indsatser_graensevaerdi_years_in_order",
        f.GraensevaerdiFactory,
        "Slutåret ligger før startåret.",
        refused={"to_year": 2017},
        allowed={"to_year": 2018},
        at="to_year",
    ),
    Rule(
        "indsatser_initiativ_ages_in_order",
        f.InitiativFactory,
        "Den højeste alder er under den laveste.",
        refused={"age_from": 18, "age_to": 17},
        allowed={"age_from": 18, "age_to": 18},
        at="age_to",
    ),
    Rule(
        "indsatser_initiativ_years_in_order",
        f.InitiativFactory,
        "Slutåret ligger før startåret.",
        refused={"start_year": 2018, "end_year": 2017},
        allowed={"start_year": 2018, "end_year": 2018},
        at="end_year",
    ),
    Rule(
        "indsatser_initiativ_not_part_of_itself",
        f.InitiativFactory,
        "Et initiativ kan ikke være del af sig selv.",
        refused=lambda row: {"parent": row},
        allowed=lambda row: {"parent": in_plan_of(row, f.InitiativFactory)},
        at="parent",
    ),
    Rule(
        "indsatser_initiativ_not_after_itself",
        f.InitiativFactory,
        "Et initiativ kan ikke bygge på sig selv.",
        refused=lambda row: {"forgaenger": row},
        allowed=lambda row: {"forgaenger": f.InitiativFactory()},
        at="forgaenger",
    ),
    Rule(
        "indsatser_bevilling_gives_something",
        f.BevillingFactory,
        "Skriv et beløb eller årsværk.",
        refused={"amount": None},
        allowed={"amount": None, "aarsvaerk": Decimal("0.5")},
        at="amount",
    ),
    Rule(
        "indsatser_stilling_price_not_negative",
        f.StillingFactory,
        "Prisen kan ikke være negativ.",
        refused={"price": Decimal(-1)},
        allowed={"price": Decimal(0)},
        at="price",
    ),
    Rule(
        "indsatser_stilling_role_unique_in_plan",
        f.StillingFactory,
        "Rollen har allerede en stilling i planen.",
        refused=lambda row: {"role": f.StillingFactory(helhedsplan=row.helhedsplan).role},
        allowed=lambda row: {"role": f.StillingFactory().role},
        at="role",
    ),
    Rule(
        "indsatser_bevilling_amount_not_negative",
        f.BevillingFactory,
        "Beløbet kan ikke være negativt.",
        refused={"amount": Decimal(-1)},
        allowed={"amount": Decimal(0)},
        at="amount",
        spoken="Denne værdi skal være større end eller lig 0.",
    ),
    Rule(
        "indsatser_bevilling_aarsvaerk_not_negative",
        f.BevillingFactory,
        "Årsværk kan ikke være negative.",
        refused={"aarsvaerk": Decimal(-1)},
        allowed={"aarsvaerk": Decimal(0)},
        at="aarsvaerk",
        spoken="Denne værdi skal være større end eller lig 0.",
    ),
    Rule(
        "indsatser_lokalprojekt_dates_in_order",
        f.LokalprojektFactory,
        "Slutdatoen ligger før startdatoen.",
        refused={"date_from": date(2019, 6, 2), "date_to": date(2019, 6, 1)},
        allowed={"date_from": date(2019, 6, 2), "date_to": date(2019, 6, 2)},
        at="date_to",
    ),
    Rule(
        "indsatser_lokalprojekt_expected_in_order",
        f.LokalprojektFactory,
        "Det højeste antal deltagere er mindre end det laveste.",
        refused={"expected_from": 50, "expected_to": 49},
        allowed={"expected_from": 50, "expected_to": 50},
        at="expected_to",
    ),
    Rule(
        "indsatser_lokalprojekttrin_in_order",
        f.LokalprojekttrinFactory,
        "Slutdatoen ligger før startdatoen.",
        refused={"date_from": date(2019, 6, 2), "date_to": date(2019, 6, 1)},
        allowed={"date_from": date(2019, 6, 2), "date_to": date(2019, 6, 2)},
        at="date_to",
    ),
    Rule(
        "indsatser_lokalprojektopgave_one_per_cell",
        f.LokalprojektopgaveFactory,
        "Feltet i opgavefordelingen er allerede udfyldt.",
        refused=lambda row: {"task": f.LokalprojektopgaveFactory(lokalprojekt=row.lokalprojekt).task},
        allowed=lambda row: {
            "task": f.LokalprojektopgaveFactory(lokalprojekt=row.lokalprojekt).task,
            "party": "Skolen",
        },
        at="party",
    ),
    Rule(
        "indsatser_lokalprojektudgift_not_negative",
        f.LokalprojektudgiftFactory,
        "Beløbet kan ikke være negativt.",
        refused={"amount": Decimal(-1)},
        allowed={"amount": Decimal(0)},
        at="amount",
    ),
    Rule(
        "indsatser_maal_letter_unique",
        f.MaalFactory,
        "Bogstavet er allerede brugt til et andet mål.",
        refused=lambda row: {"letter": f.MaalFactory(delaftale=row.delaftale).letter},
        allowed=lambda row: {"letter": f.MaalFactory(delaftale=row.delaftale, **RETIRED).letter},
        at="letter",
    ),
    Rule(
        "indsatser_maaling_says_one_thing",
        f.MaalingFactory,
        "Skriv en værdi, en tæller og en nævner, eller en vurdering.",
        refused={"value": None},
        allowed={"value": None, "skoen": Skoen.NAAET},
        at="value",
    ),
    Rule(
        "indsatser_maaling_denominator_positive",
        f.MaalingFactory,
        "Nævneren skal være over nul.",
        refused={"value": None, "numerator": Decimal(0), "denominator": Decimal(0)},
        allowed={"value": None, "numerator": Decimal(0), "denominator": Decimal(1)},
        at="denominator",
    ),
    Rule(
        "indsatser_maaling_period_in_order",
        f.MaalingFactory,
        "Dataperioden slutter, før den begynder.",
        refused={"data_from": date(2019, 1, 2), "data_to": date(2019, 1, 1)},
        allowed={"data_from": date(2019, 1, 2), "data_to": date(2019, 1, 2)},
        at="data_to",
    ),
    Rule(
        "indsatser_maaling_reported_after_period_began",
        f.MaalingFactory,
        "Målingen er indberettet, før dataperioden begynder.",
        refused={"reported_on": date(2018, 12, 31)},
        allowed={"reported_on": date(2019, 1, 1)},
        at="reported_on",
    ),
    Rule(
        "indsatser_maaling_weight_not_negative",
        f.MaalingFactory,
        "Antallet bag gennemsnittet kan ikke være negativt.",
        refused={"weight": Decimal(-1)},
        allowed={"weight": Decimal(0)},
        at="weight",
        spoken="Denne værdi skal være større end eller lig 0.",
    ),
    Rule(
        "indsatser_maaling_returned_with_note",
        f.MaalingFactory,
        "Skriv både dag og grund, når en måling sendes retur.",
        refused={"returned_on": date(2019, 8, 1)},
        allowed={"returned_on": date(2019, 8, 1), "returned_note": "Er det alle?"},
        at="returned_note",
    ),
    Rule(
        "indsatser_aarslaas_once_a_year",
        f.AarslaasFactory,
        "Året er allerede låst.",
        refused=lambda row: {"year": f.AarslaasFactory(helhedsplan=row.helhedsplan, year=2016).year},
        allowed=lambda row: {"year": f.AarslaasFactory(helhedsplan=row.helhedsplan, year=2016, **RETIRED).year},
        at="year",
    ),
    Rule(
        "indsatser_milepael_quarter_has_year",
        f.MilepaelFactory,
        "Et kvartal (1-4) skal have et år.",
        refused={"year": None},
        allowed={"quarter": None},
        at="year",
    ),
    Rule(
        "indsatser_milepael_reached_has_date",
        f.MilepaelFactory,
        "Kun en nået milepæl har en dato, den er nået.",
        refused={"reached_on": date(2019, 5, 1)},
        allowed={"reached_on": date(2019, 5, 1), "state": Milepaeltilstand.NAAET},
        at="reached_on",
    ),
    Rule(
        "indsatser_milepael_postponed_with_reason",
        f.MilepaelFactory,
        "Skriv, hvorfor milepælen er flyttet.",
        refused={"original_year": 2019, "original_quarter": 1},
        allowed={"original_year": 2019, "original_quarter": 1, "postponed_reason": "Stillingen var ubesat."},
        at="postponed_reason",
    ),
    Rule(
        "indsatser_succeskriterium_one_owner",
        f.SucceskriteriumFactory,
        "Et kriterium hører til én delaftale, én aktivitet, ét lokalprojekt eller ét initiativ.",
        refused=lambda row: {"delaftale": row.aktivitet.delaftale},
        allowed=lambda row: {"delaftale": row.aktivitet.delaftale, "aktivitet": None},
        at="delaftale",
    ),
    Rule(
        "indsatser_succeskriterium_deadline_after_baseline",
        f.SucceskriteriumFactory,
        "Målåret ligger før udgangspunktets år.",
        start={"share": True},
        refused={"baseline_on": date(2016, 12, 31), "deadline": date(2015, 12, 31)},
        allowed={"baseline_on": date(2016, 12, 31), "deadline": date(2016, 12, 31)},
        at="deadline",
    ),
    Rule(
        "indsatser_succeskriterium_window_in_order",
        f.SucceskriteriumFactory,
        "Tidsrummet slutter, før det begynder.",
        refused={"window_from": date(2019, 1, 2), "window_to": date(2019, 1, 1)},
        allowed={"window_from": date(2019, 1, 2), "window_to": date(2019, 1, 2)},
        at="window_to",
    ),
    Rule(
        "indsatser_succeskriterium_target_range_in_order",
        f.SucceskriteriumFactory,
        "Intervallets højeste måltal er mindre end det laveste.",
        refused={"target_value": Decimal(10), "target_to": Decimal(9)},
        allowed={"target_value": Decimal(10), "target_to": Decimal(10)},
        at="target_to",
    ),
    Rule(
        "indsatser_succeskriterium_range_has_both_ends",
        f.SucceskriteriumFactory,
        "«Mellem» kræver to måltal.",
        refused={"operator": Operator.MELLEM},
        allowed={"operator": Operator.MELLEM, "target_to": Decimal(200)},
        at="target_to",
    ),
    Rule(
        "indsatser_succeskriterium_not_part_of_itself",
        f.SucceskriteriumFactory,
        "Et kriterium kan ikke være delmål af sig selv.",
        refused=lambda row: {"parent": row},
        allowed=lambda row: {"parent": f.SucceskriteriumFactory(aktivitet=row.aktivitet)},
        at="parent",
    ),
    Rule(
        "indsatser_succeskriterium_not_repeating_itself",
        f.SucceskriteriumFactory,
        "Et kriterium kan ikke gengive sig selv.",
        refused=lambda row: {"samme_som": row},
        allowed=lambda row: {"samme_som": f.SucceskriteriumFactory(aktivitet=row.aktivitet)},
        at="samme_som",
    ),
    *MILEPAELSREGLER,
]


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_breaks_the_rule_is_refused_with_its_sentence_at_its_field(rule):
    check_that_people_are_told(rule)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_database_refuses_it_too(rule):
    check_that_the_database_holds(rule)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_what_only_just_keeps_the_rule_is_accepted(rule):
    check_the_edge(rule)


def test_every_constraint_of_indsatser_is_tried_here():
    named = {c.name for model in our_models() if model._meta.app_label == "indsatser" for c in model._meta.constraints}
    generic = {name for name in named if name.endswith("_retired_with_reason")}
    assert named - generic == {rule.name for rule in RULES}
