"""Every named constraint of plans: what it refuses, with which sentence, and what it only just allows."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from plans.choices import Bidragsform, Godkendelse, Importtilstand, Opgavetilstand, Organart, Postart
from plans.models import Retirable
from tests.models import FACTORIES, name_of, our_models
from tests.plans import factories as f
from tests.rules import Rule, check_that_people_are_told, check_that_the_database_holds, check_the_edge

pytestmark = pytest.mark.django_db

RETIRED = {"retired_on": date(2020, 1, 1), "retired_reason": "Nedlagt."}


def _read_in(**fields):
    """A row from an export, known by the same key as the row that is tried."""
    return f.ForbrugFactory(import_key="abc", **fields)


RULES = [
    Rule(
        "plans_baggrundsopgave_ordered_once",
        f.BaggrundsopgaveFactory,
        "Opgaven er allerede bestilt.",
        refused=lambda row: {"fingerprint": f.BaggrundsopgaveFactory(user=row.user).fingerprint},
        allowed=lambda row: {"fingerprint": f.BaggrundsopgaveFactory(user=row.user, done=True).fingerprint},
    ),
    Rule(
        "plans_baggrundsopgave_ended_with_time",
        f.BaggrundsopgaveFactory,
        "En opgave, der er slut, skal have et sluttidspunkt.",
        refused={"state": Opgavetilstand.ANNULLERET},
        allowed={"state": Opgavetilstand.ANNULLERET, "finished_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ),
    Rule(
        "plans_baggrundsopgave_failed_with_reason",
        f.BaggrundsopgaveFactory,
        "En opgave, der er fejlet, skal sige hvorfor, og kun den.",
        start={"done": True},
        refused={"state": Opgavetilstand.FEJLET},
        allowed={"state": Opgavetilstand.FEJLET, "failure": "Det gik ikke."},
    ),
    Rule(
        "plans_medlemskab_term_in_order",
        f.MedlemskabFactory,
        "Slutdatoen ligger før startdatoen.",
        refused={"start_date": date(2020, 2, 1), "end_date": date(2020, 1, 31)},
        allowed={"start_date": date(2020, 2, 1), "end_date": date(2020, 2, 1)},
        at="end_date",
    ),
    Rule(
        "plans_medlemskab_one_term_per_start",
        f.MedlemskabFactory,
        "Brugeren har allerede en rolle i planen fra den dato.",
        refused=lambda row: {"user": f.MedlemskabFactory(helhedsplan=row.helhedsplan).user},
        allowed=lambda row: {
            "user": f.MedlemskabFactory(helhedsplan=row.helhedsplan).user,
            "start_date": date(2021, 1, 1),
        },
        at="start_date",
    ),
    Rule(
        "plans_afsnit_one_per_skabelon",
        f.AfsnitFactory,
        "Planen har allerede det afsnit.",
        refused=lambda row: {
            "skabelon": f.AfsnitFactory(helhedsplan=row.helhedsplan, skabelon=f.AfsnitsskabelonFactory()).skabelon
        },
        allowed=lambda row: {
            "skabelon": f.AfsnitFactory(
                helhedsplan=row.helhedsplan, skabelon=f.AfsnitsskabelonFactory(), **RETIRED
            ).skabelon
        },
        at="skabelon",
    ),
    Rule(
        "plans_bilag_one_per_krav",
        f.BilagFactory,
        "Planen har allerede det bilag.",
        refused=lambda row: {"krav": f.BilagFactory(helhedsplan=row.helhedsplan, krav=f.BilagskravFactory()).krav},
        allowed=lambda row: {
            "krav": f.BilagFactory(helhedsplan=row.helhedsplan, krav=f.BilagskravFactory(), **RETIRED).krav
        },
        at="krav",
    ),
    Rule(
        "plans_fravalg_once",
        f.FravalgFactory,
        "Indsatsområdet er allerede fravalgt.",
        refused=lambda row: {"indsatsomraade": f.FravalgFactory(helhedsplan=row.helhedsplan).indsatsomraade},
        allowed=lambda row: {
            "indsatsomraade": f.FravalgFactory(helhedsplan=row.helhedsplan, **RETIRED).indsatsomraade
        },
        at="indsatsomraade",
    ),
    Rule(
        "plans_delaftale_period_in_order",
        f.DelaftaleFactory,
        "Delaftalen slutter, før den begynder.",
        refused={"start_date": date(2019, 1, 1), "end_date": date(2019, 1, 1)},
        allowed={"start_date": date(2019, 1, 1), "end_date": date(2019, 1, 2)},
        at="end_date",
    ),
    Rule(
        "plans_delaftale_nummer_unique_in_plan",
        f.DelaftaleFactory,
        "Nummeret er allerede brugt i denne helhedsplan.",
        refused=lambda row: {"nummer": f.DelaftaleFactory(helhedsplan=row.helhedsplan).nummer},
        allowed=lambda row: {"nummer": f.DelaftaleFactory(helhedsplan=row.helhedsplan, **RETIRED).nummer},
        at="nummer",
    ),
    Rule(
        "plans_delaftale_one_per_indsatsomraade",
        f.DelaftaleFactory,
        "Planen har allerede en delaftale for det indsatsområde.",
        refused=lambda row: {
            "indsatsomraade": f.DelaftaleFactory(
                helhedsplan=row.helhedsplan, indsatsomraade=f.IndsatsomraadeFactory()
            ).indsatsomraade
        },
        allowed=lambda row: {
            "indsatsomraade": f.DelaftaleFactory(indsatsomraade=f.IndsatsomraadeFactory()).indsatsomraade
        },
        at="indsatsomraade",
    ),
    Rule(
        "plans_helhedsplan_period_in_order",
        f.HelhedsplanFactory,
        "Planen slutter, før den begynder.",
        refused={"start_date": date(2019, 1, 1), "end_date": date(2019, 1, 1)},
        allowed={"start_date": date(2019, 1, 1), "end_date": None},
        at="end_date",
    ),
    Rule(
        "plans_helhedsplan_not_its_own_parent",
        f.HelhedsplanFactory,
        "En plan kan ikke høre under sig selv.",
        refused=lambda row: {"parent": row},
        allowed=lambda row: {"parent": f.HelhedsplanFactory(faellessekretariat=True)},
        at="parent",
    ),
    Rule(
        "plans_helhedsplan_not_after_itself",
        f.HelhedsplanFactory,
        "En plan kan ikke bygge på sig selv.",
        refused=lambda row: {"forgaenger": row},
        allowed=lambda row: {"forgaenger": f.HelhedsplanFactory()},
        at="forgaenger",
    ),
    Rule(
        "plans_helhedsplan_frame_not_negative",
        f.HelhedsplanFactory,
        "Rammen kan ikke være negativ.",
        refused={"frame_lbf": Decimal(-1)},
        allowed={"frame_lbf": Decimal(0), "frame_lokal": None},
        at="frame_lbf",
        spoken="Beløbet kan ikke være negativt.",
    ),
    Rule(
        "plans_afdelingsdeltagelse_period_in_order",
        f.AfdelingsdeltagelseFactory,
        "Slutdatoen ligger før startdatoen.",
        refused={"start_date": date(2019, 2, 1), "end_date": date(2019, 1, 31)},
        allowed={"start_date": date(2019, 2, 1), "end_date": date(2019, 2, 1)},
        at="end_date",
    ),
    Rule(
        "plans_afdelingsdeltagelse_once",
        f.AfdelingsdeltagelseFactory,
        "Afdelingen er allerede med i planen.",
        refused=lambda row: {"boligafdeling": f.AfdelingsdeltagelseFactory(helhedsplan=row.helhedsplan).boligafdeling},
        allowed=lambda row: {
            "boligafdeling": f.AfdelingsdeltagelseFactory(helhedsplan=row.helhedsplan, **RETIRED).boligafdeling
        },
        at="boligafdeling",
    ),
    Rule(
        "plans_finansieringskilde_name_unique_in_plan",
        f.FinansieringskildeFactory,
        "Planen har allerede en finansieringskilde med det navn.",
        refused=lambda row: {"name": f.FinansieringskildeFactory(helhedsplan=row.helhedsplan).name},
        allowed=lambda row: {"name": f.FinansieringskildeFactory().name},
        at="name",
    ),
    Rule(
        "plans_finansieringskilde_not_negative",
        f.FinansieringskildeFactory,
        "En finansieringskilde kan ikke være negativ.",
        refused={"amount": Decimal("-0.01")},
        allowed={"amount": Decimal(0), "aarsvaerk": None},
        at="amount",
    ),
    Rule(
        "plans_finansieringskilde_confirmed_not_negative",
        f.FinansieringskildeFactory,
        "Beløbet kan ikke være negativt.",
        refused={"confirmed": Decimal("-0.01")},
        allowed={"confirmed": Decimal(0)},
        at="confirmed",
    ),
    Rule(
        "plans_finansieringskilde_paid_not_negative",
        f.FinansieringskildeFactory,
        "Beløbet kan ikke være negativt.",
        refused={"paid": Decimal("-0.01")},
        allowed={"paid": Decimal(0)},
        at="paid",
    ),
    Rule(
        "plans_finansieringskilde_rate_for_hours",
        f.FinansieringskildeFactory,
        "En timesats er over nul og hører til en kilde, der giver arbejdstid.",
        refused={"hour_rate": Decimal(300), "form": Bidragsform.KONTANT},
        allowed={"hour_rate": Decimal(300), "form": Bidragsform.TIMER},
        at="hour_rate",
    ),
    Rule(
        "plans_budgetbeloeb_hours_not_negative",
        f.BudgetbeloebFactory,
        "Timerne kan ikke være negative.",
        start={"kilde__form": Bidragsform.TIMER, "hours": Decimal(2), "amount": Decimal(0)},
        refused={"hours": Decimal("-0.5")},
        allowed={"hours": Decimal(0)},
        at="hours",
    ),
    Rule(
        "plans_budgetpost_delaftale_when_it_is_one",
        f.BudgetpostFactory,
        "En post for en delaftale skal pege på delaftalen, og kun den.",
        refused={"kind": Postart.DELAFTALE},
        allowed=lambda row: {
            "kind": Postart.DELAFTALE,
            "delaftale": f.DelaftaleFactory(helhedsplan=row.helhedsplan),
        },
        at="delaftale",
    ),
    Rule(
        "plans_budgetbeloeb_one_per_cell",
        f.BudgetbeloebFactory,
        "Posten har allerede et beløb fra den kilde i det år.",
        refused=lambda row: {"kilde": f.BudgetbeloebFactory(budgetpost=row.budgetpost).kilde},
        allowed=lambda row: {"kilde": f.BudgetbeloebFactory(budgetpost=row.budgetpost).kilde, "year": 2019},
        at="kilde",
    ),
    Rule(
        "plans_tilstedevaerelse_one_per_person",
        f.TilstedevaerelseFactory,
        "Personen er allerede der.",
        refused=lambda row: {"target_uuid": f.TilstedevaerelseFactory(user=row.user).target_uuid},
        allowed=lambda row: {"target_uuid": f.TilstedevaerelseFactory().target_uuid},
    ),
    Rule(
        "plans_budgetbeloeb_not_negative",
        f.BudgetbeloebFactory,
        "Et budgetbeløb kan ikke være negativt.",
        refused={"amount": Decimal(-1)},
        allowed={"amount": Decimal(0)},
        at="amount",
    ),
    Rule(
        "plans_forbrug_correction_explained",
        f.ForbrugFactory,
        "Et negativt beløb er en rettelse: skriv hvorfor.",
        refused={"amount": Decimal(-1)},
        allowed={"amount": Decimal(-1), "note": "Kreditnota."},
        at="note",
    ),
    Rule(
        "plans_forbrug_read_in_once",
        f.ForbrugFactory,
        "Linjen fra regnskabet er allerede læst ind.",
        start={"import_key": "abc"},
        refused=lambda row: {"import_line": _read_in(import_line=1).import_line},
        allowed={"import_line": 2},
        at="import_key",
    ),
    Rule(
        "plans_regnskabsaar_one_per_year",
        f.RegnskabsaarFactory,
        "Planen har allerede et regnskabsår for det år. Ret det i stedet.",
        refused=lambda row: {
            "year": f.RegnskabsaarFactory(helhedsplan=row.helhedsplan, year=2020, runs_to=None).year,
            "runs_to": None,
        },
        allowed={"year": 2021, "runs_to": None},
        at="year",
    ),
    Rule(
        "plans_overfoersel_carries_something",
        f.OverfoerselFactory,
        "Der skal overføres et beløb over nul.",
        refused={"amount": Decimal(0)},
        allowed={"amount": Decimal("0.01")},
        at="amount",
    ),
    Rule(
        "plans_overfoersel_to_a_later_year",
        f.OverfoerselFactory,
        "Pengene kan kun overføres til et senere år end det, de ikke blev brugt i.",
        refused={"from_year": 2019, "to_year": 2019},
        allowed={"from_year": 2019, "to_year": 2020},
        at="to_year",
    ),
    Rule(
        "plans_overfoersel_kommune_answer_has_a_date",
        f.OverfoerselFactory,
        "Skriv datoen for kommunalbestyrelsens svar.",
        refused={"kommune_state": Godkendelse.GODKENDT},
        allowed={"kommune_state": Godkendelse.GODKENDT, "kommune_on": date(2019, 3, 1)},
        at="kommune_on",
    ),
    Rule(
        "plans_overfoersel_lbf_answer_has_a_date",
        f.OverfoerselFactory,
        "Skriv datoen for Landsbyggefondens svar.",
        refused={"lbf_state": Godkendelse.AFSLAAET},
        allowed={"lbf_state": Godkendelse.SOEGT},
        at="lbf_on",
    ),
    Rule(
        "plans_importprofil_one_per_kind",
        f.ImportprofilFactory,
        "Planen har allerede en importprofil af den art.",
        refused=lambda row: {"helhedsplan": f.ImportprofilFactory().helhedsplan},
        allowed=lambda row: {"helhedsplan": f.HelhedsplanFactory()},
        at="kind",
    ),
    Rule(
        "plans_regnskabsimport_saved_has_a_day",
        f.RegnskabsimportFactory,
        "En gemt import har den dag, den blev gemt.",
        refused={"state": Importtilstand.GEMT},
        allowed={"state": Importtilstand.GEMT, "saved_on": date(2020, 1, 1)},
        at="saved_on",
    ),
    Rule(
        "plans_omdisponering_moves_something",
        f.OmdisponeringFactory,
        "Der skal flyttes et beløb over nul.",
        refused={"amount": Decimal(0)},
        allowed={"amount": Decimal("0.01")},
        at="amount",
    ),
    Rule(
        "plans_omdisponering_from_one_place_to_another",
        f.OmdisponeringFactory,
        "Beløbet flyttes til det sted, det kommer fra.",
        refused=lambda row: {"to_post": row.from_post, "from_year": None, "to_year": None},
        allowed=lambda row: {"to_post": row.from_post, "from_year": None, "to_year": 2020},
        at="to_post",
    ),
    Rule(
        "plans_organ_one_bestyrelse_per_plan",
        f.OrganFactory,
        "Planen har allerede en bestyrelse. Der kan kun være én.",
        refused=lambda row: {
            "kind": f.OrganFactory(helhedsplan=row.helhedsplan, kind=Organart.BESTYRELSE).kind,
        },
        allowed=lambda row: {
            "kind": f.OrganFactory(helhedsplan=row.helhedsplan, kind=Organart.BESTYRELSE, **RETIRED).kind,
        },
        at="kind",
    ),
    Rule(
        "plans_organ_name_unique_in_plan",
        f.OrganFactory,
        "Planen har allerede et organ med det navn.",
        refused=lambda row: {"name": f.OrganFactory(helhedsplan=row.helhedsplan).name},
        allowed=lambda row: {"name": f.OrganFactory().name},
        at="name",
    ),
    Rule(
        "plans_organ_meetings_in_order",
        f.OrganFactory,
        "Det højeste antal møder er mindre end det laveste.",
        refused={"meetings_min": 4, "meetings_max": 3},
        allowed={"meetings_min": 4, "meetings_max": 4},
        at="meetings_max",
    ),
    Rule(
        "plans_organ_not_under_itself",
        f.OrganFactory,
        "Et organ kan ikke høre under sig selv.",
        refused=lambda row: {"parent": row},
        allowed=lambda row: {"parent": f.OrganFactory(helhedsplan=row.helhedsplan)},
        at="parent",
    ),
    Rule(
        "plans_organmedlem_says_who",
        f.OrganmedlemFactory,
        "Skriv titel eller organisation.",
        refused={"title": "", "organisation": ""},
        allowed={"title": "", "organisation": "Kommunen"},
        at="title",
    ),
    Rule(
        "plans_organmedlem_term_in_order",
        f.OrganmedlemFactory,
        "Slutdatoen ligger før startdatoen.",
        refused={"start_date": date(2019, 2, 1), "end_date": date(2019, 1, 31)},
        allowed={"start_date": None, "end_date": date(2019, 1, 31)},
        at="end_date",
    ),
    Rule(
        "plans_moede_ends_after_it_begins",
        f.MoedeFactory,
        "Mødet slutter, før det begynder.",
        refused={"start_time": time(10), "end_time": time(10)},
        allowed={"start_time": time(10), "end_time": time(10, 1)},
        at="end_time",
    ),
    Rule(
        "plans_moede_not_approved_by_itself",
        f.MoedeFactory,
        "Et møde godkender ikke sit eget referat.",
        refused=lambda row: {"minutes_approved_at": row},
        allowed=lambda row: {"minutes_approved_at": f.MoedeFactory(organ=row.organ)},
        at="minutes_approved_at",
    ),
    Rule(
        "plans_opfoelgning_note_has_date",
        f.OpfoelgningFactory,
        "Skriv, hvilken dag det blev gjort.",
        refused={"done_note": "Aulaen er lånt."},
        allowed={"done_note": "Aulaen er lånt.", "done_on": date(2019, 4, 1)},
        at="done_on",
    ),
    Rule(
        "plans_dagsordenspunkt_nummer_unique",
        f.DagsordenspunktFactory,
        "Mødet har allerede et punkt med det nummer.",
        refused=lambda row: {"nummer": f.DagsordenspunktFactory(moede=row.moede).nummer},
        allowed=lambda row: {"nummer": f.DagsordenspunktFactory(moede=row.moede, **RETIRED).nummer},
        at="nummer",
    ),
    Rule(
        "plans_moedemateriale_number_unique",
        f.MoedematerialeFactory,
        "Mødet har allerede et materiale med det nummer.",
        refused=lambda row: {"nummer": f.MoedematerialeFactory(moede=row.moede).nummer},
        allowed=lambda row: {"nummer": f.MoedematerialeFactory().nummer},
        at="nummer",
    ),
    Rule(
        "plans_bevillingsrunde_years_in_order",
        f.BevillingsrundeFactory,
        "Slutåret ligger før startåret.",
        refused={"start_year": 2015, "end_year": 2014},
        allowed={"start_year": 2015, "end_year": 2015},
        at="end_year",
    ),
    Rule(
        "plans_bevillingsrunde_share_is_a_percentage",
        f.BevillingsrundeFactory,
        "Den lokale medfinansiering er mellem 0 og 100 %.",
        refused={"min_local_share": Decimal("100.01")},
        allowed={"min_local_share": Decimal(100)},
        at="min_local_share",
        spoken="Denne værdi skal være mindre end eller lig 100.",
    ),
    Rule(
        "plans_indsatsomraade_code_unique_in_runde",
        f.IndsatsomraadeFactory,
        "Runden har allerede et indsatsområde med den kode.",
        refused=lambda row: {"code": f.IndsatsomraadeFactory(runde=row.runde).code},
        allowed=lambda row: {"code": f.IndsatsomraadeFactory(runde=f.BevillingsrundeFactory(code="anden")).code},
    ),
    Rule(
        "plans_afsnitsskabelon_key_unique_in_runde",
        f.AfsnitsskabelonFactory,
        "Runden har allerede et afsnit med den nøgle.",
        refused=lambda row: {"key": f.AfsnitsskabelonFactory(runde=row.runde).key},
        allowed=lambda row: {"key": f.AfsnitsskabelonFactory(runde=f.BevillingsrundeFactory(code="anden")).key},
    ),
    Rule(
        "plans_bilagskrav_key_unique_in_runde",
        f.BilagskravFactory,
        "Runden har allerede et bilagskrav med den nøgle.",
        refused=lambda row: {"key": f.BilagskravFactory(runde=row.runde).key},
        allowed=lambda row: {"key": f.BilagskravFactory(runde=f.BevillingsrundeFactory(code="anden")).key},
    ),
    Rule(
        "plans_kommune_code_unique",
        f.KommuneFactory,
        "Kommunekoden er allerede i brug.",
        refused=lambda row: {"code": f.KommuneFactory(name="Anden", code="0751").code},
        allowed=lambda row: {"code": f.KommuneFactory(name="Anden", code="").code},
    ),
    Rule(
        "plans_boligorganisation_number_unique",
        f.BoligorganisationFactory,
        "Organisationsnummeret er allerede i brug.",
        refused=lambda row: {"number": f.BoligorganisationFactory(number="0350").number},
        allowed=lambda row: {"number": f.BoligorganisationFactory(number="").number},
        at="number",
    ),
    Rule(
        "plans_boligafdeling_number_unique_in_organisation",
        f.BoligafdelingFactory,
        "Boligorganisationen har allerede en afdeling med det nummer.",
        refused=lambda row: {"number": f.BoligafdelingFactory(boligorganisation=row.boligorganisation).number},
        allowed=lambda row: {"number": f.BoligafdelingFactory().number},
        at="number",
    ),
    Rule(
        "plans_boligomraade_name_unique_in_kommune",
        f.BoligomraadeFactory,
        "Kommunen har allerede et boligområde med det navn.",
        refused=lambda row: {"name": f.BoligomraadeFactory(kommune=row.kommune).name},
        allowed=lambda row: {"name": f.BoligomraadeFactory(kommune=f.KommuneFactory(name="Anden")).name},
        at="name",
    ),
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


RETIRABLE = [model for model in our_models() if issubclass(model, Retirable)]


@pytest.mark.parametrize("model", RETIRABLE, ids=name_of)
@pytest.mark.parametrize(
    "half", [{"retired_on": date(2020, 1, 1)}, {"retired_reason": "Nedlagt."}], ids=["date", "reason"]
)
def test_nothing_goes_out_of_use_with_a_date_or_a_reason_alone(model, half):
    meta = model._meta
    rule = Rule(
        f"{meta.app_label}_{meta.model_name}_retired_with_reason",
        FACTORIES[model],
        "Skriv både dato og begrundelse, når noget udgår.",
        refused=half,
        allowed=RETIRED,
        at="retired_reason",
    )
    check_that_people_are_told(rule)
    check_that_the_database_holds(rule)
    check_the_edge(rule)


def test_every_constraint_of_plans_is_tried_here_or_with_its_own_test():
    named = {c.name for model in our_models() if model._meta.app_label == "plans" for c in model._meta.constraints}
    own_test = {"plans_user_email_in_lower_case", "plans_user_email_unique_whatever_case"}
    generic = {name for name in named if name.endswith("_retired_with_reason")}
    assert named - generic - own_test == {rule.name for rule in RULES}
