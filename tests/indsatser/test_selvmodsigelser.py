"""What contradicts itself or is not there: found in the demo plans, entry by entry, and rule by rule."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from helhedsplan.numbers import NBSP
from indsatser.choices import Kriterieform, Maalingsart, Ressourceenhed
from indsatser.selvmodsigelser import Niveau, Slags, find_selvmodsigelser
from indsatser.selvmodsigelser.bemanding import om_timer
from indsatser.selvmodsigelser.ordlighed import fold, same_in_other_inflexion, share, words
from indsatser.selvmodsigelser.tid import kvartaler_i
from plans.budget import laesninger
from plans.choices import Finansieringsart, Organart, Postart
from plans.models import Helhedsplan
from tests.indsatser import factories as indsatser
from tests.indsatser.selvmodsigelsestabel import FUNDET, IKKE_FUNDET
from tests.plans import factories as plans

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
PLANS = {"gellerup": "Gellerup-Toveshøj", "rum_for_liv": "Rum for Liv"}


def _entries(case: str) -> list[str]:
    """The texts of every note under document_inconsistencies, wherever it stands in the case."""
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "document_inconsistencies":
                    found.extend(row["text"] for row in value)
                else:
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(yaml.safe_load((FOLDER / f"{case}.yaml").read_text(encoding="utf-8")))
    return found


def _found(plan):
    (rows,) = find_selvmodsigelser(Helhedsplan.objects.for_page().filter(pk=plan.pk)).values()
    return rows


def _texts(plan, slags):
    return [_plain(one.tekst) for one in _found(plan) if one.slags == slags]


def _plain(text):
    return text.replace(NBSP, " ")


# --- The table: every entry of every case


@pytest.mark.no_db
@pytest.mark.parametrize("case", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_every_entry_is_decided_once(case):
    named = [piece for piece, *_ in FUNDET.get(case, [])] + [piece for piece, _ in IKKE_FUNDET.get(case, [])]
    entries = _entries(case)
    assert [text for text in entries if sum(piece in text for piece in named) != 1] == []
    assert [piece for piece in named if sum(piece in text for text in entries) != 1] == []
    assert all(reason for _, reason in IKKE_FUNDET.get(case, []))


@pytest.mark.parametrize(
    ("case", "entry", "slags", "piece"), [(case, *row) for case, rows in FUNDET.items() for row in rows]
)
def test_a_detectable_entry_is_found_in_the_demo_plan(demo_database, case, entry, slags, piece):
    texts = _texts(Helhedsplan.objects.get(short_name=PLANS[case]), slags)
    assert any(piece in text for text in texts), texts


def test_the_demo_plans_have_no_other_findings_than_those_that_were_looked_at(demo_database):
    rows = find_selvmodsigelser(Helhedsplan.objects.for_page())
    counts = {
        plan.short_name: dict(sorted(Counter(one.niveau.value for one in rows[plan.pk]).items()))
        for plan in Helhedsplan.objects.all()
    }
    assert counts == {
        "Beboerprojekt Nordvest": {},
        "BolivVejle": {"advarsel": 17, "oplysning": 6},
        "Gellerup-Toveshøj": {"advarsel": 40, "fejl": 2, "oplysning": 19},
        "Løget": {},
        "Nørremarken": {},
        "NørreBrobyggerne": {"advarsel": 11},
        "Restmidler København": {"advarsel": 1},
        "Rum for Liv": {"advarsel": 46, "oplysning": 20},
    }


def test_the_row_of_every_finding_is_there_and_has_the_field(demo_database):
    from django.apps import apps

    for one in (one for rows in find_selvmodsigelser(Helhedsplan.objects.for_page()).values() for one in rows):
        model = next(m for m in apps.get_models() if m._meta.model_name == one.art)
        model._meta.get_field(one.felt)
        if not one.opret:
            assert model._default_manager.filter(uuid=one.uuid).exists(), one


def test_the_queries_do_not_grow_with_plans_and_rows(assert_flat_queries):
    def grow():
        for _ in range(3):
            krit = indsatser.SucceskriteriumFactory()
            indsatser.AktivitetsmaalFactory(aktivitet=krit.aktivitet)
            indsatser.MilepaelFactory(helhedsplan=krit.helhedsplan, aktivitet=krit.aktivitet)
            indsatser.MedarbejderressourceFactory(helhedsplan=krit.helhedsplan, aktivitet=krit.aktivitet)

    grow()
    assert_flat_queries(get=lambda: find_selvmodsigelser(Helhedsplan.objects.for_page()), grow=grow)


# --- Hours


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("low", "high", "niveau", "piece"),
    [
        (37, 37, None, ""),
        (74, 74, None, ""),
        (37, 38, Niveau.OPLYSNING, "37-38 timer om ugen over 8 aktiviteter. Et interval; en fuld stilling på 37"),
        (21, 21, Niveau.OPLYSNING, "21 timer om ugen over 8 aktiviteter, altså mindre end en fuld stilling"),
        (12, 12, Niveau.OPLYSNING, "12 timer"),
        (40, 40, Niveau.ADVARSEL, "Det er 3 timer mere end en fuld stilling på 37 timer"),
        ("77.5", "77.5", Niveau.ADVARSEL, "Det er 3,5 timer mere end 2 fulde stillinger"),
    ],
)
def test_a_roles_hours_are_held_against_full_time(low, high, niveau, piece):
    found = om_timer("Koordinator", Decimal(low), Decimal(high), 8)
    if niveau is None:
        assert found is None
    else:
        assert found is not None
        assert found[0] == niveau
        assert piece in found[1]


def test_the_two_full_time_posts_of_rum_for_liv_are_not_mentioned(demo_database):
    texts = _texts(Helhedsplan.objects.get(short_name="Rum for Liv"), Slags.BEMANDING)
    assert [text.partition(":")[0] for text in texts if "timer om ugen" in text] == [
        "Foreningsguidekoordinator",
        "Boligsocial medarbejder",
        "Sekretariatsleder",
    ]


def test_a_partners_hours_are_not_the_plans_to_fill_up():
    akt = indsatser.AktivitetFactory()
    indsatser.MedarbejderressourceFactory(
        helhedsplan=akt.helhedsplan, aktivitet=akt, amount=5, unit=Ressourceenhed.TIMER_PR_UGE, employer="Skolen"
    )
    assert _texts(akt.helhedsplan, Slags.BEMANDING) == []


# --- Money


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("printed", "amounts"),
    [
        ("10.944.000", [10_944_000]),
        ("10.944.00", [1_094_400, 10_944_000, 109_440_000]),
        ("4, 93 mio. kr", [4_930_000]),
        ("630 t. kr.", [630_000]),
        ("10 mio. kr.", [10_000_000]),
        ("", []),
        ("se bilag", []),
    ],
)
def test_a_printed_amount_is_read_in_the_ways_it_can_be(printed, amounts):
    assert laesninger(printed) == amounts


def _budget(plan, lbf, lokal, **delaftale):
    row = plans.DelaftaleFactory(helhedsplan=plan, title="Tryghed", **delaftale)
    post = plans.BudgetpostFactory(helhedsplan=plan, kind=Postart.DELAFTALE, delaftale=row)
    for kind, amount in ((Finansieringsart.LBF, lbf), (Finansieringsart.KOMMUNE, lokal)):
        kilde = plans.FinansieringskildeFactory(helhedsplan=plan, kind=kind)
        plans.BudgetbeloebFactory(budgetpost=post, kilde=kilde, amount=Decimal(amount))
    return row


@pytest.mark.parametrize(
    ("printed", "pieces"),
    [
        ("100", []),
        ("120", ["er trykt «120», men 75 kr. + 25 kr. = 100 kr."]),
        ("1.00", ["som ikke er et beløb. Læst som 100 kr. stemmer det"]),
        ("9.99", ["er trykt «9.99», men"]),
    ],
)
def test_a_printed_total_is_held_against_its_parts(printed, pieces):
    row = _budget(plans.HelhedsplanFactory(), 75, 25, total_as_printed=printed)
    texts = _texts(row.helhedsplan, Slags.PENGE)
    assert len(texts) == len(pieces)
    assert all(piece in text for piece, text in zip(pieces, texts, strict=True))


@pytest.mark.parametrize(
    ("lbf", "lokal", "niveau", "piece"),
    [
        (75, 25, None, ""),
        (100, 25, Niveau.ADVARSEL, "Forskellen er 25 kr. fra Landsbyggefonden, som ikke er fordelt."),
        (50, 25, Niveau.FEJL, "Forskellen er 25 kr. fra Landsbyggefonden for meget."),
        (
            50,
            50,
            Niveau.FEJL,
            "25 kr. af den lokale medfinansiering, som ikke er fordelt, og 25 kr. fra Landsbyggefonden for meget.",
        ),
    ],
)
def test_the_posts_are_held_against_the_frame(lbf, lokal, niveau, piece):
    plan = plans.HelhedsplanFactory(frame_lbf=lbf, frame_lokal=lokal)
    _budget(plan, 75, 25)
    rows = [one for one in _found(plan) if one.slags == Slags.PENGE and "Posterne giver" in one.tekst]
    assert [one.niveau for one in rows] == ([niveau] if niveau else [])
    assert all(piece in _plain(one.tekst) for one in rows)


def test_too_little_local_money_in_the_frame_is_an_error_and_enough_of_it_is_no_finding():
    short = plans.HelhedsplanFactory(frame_lbf=80, frame_lokal=20)
    assert _texts(short, Slags.PENGE) == [
        "Den lokale medfinansiering er 20 %; kravet er mindst 25 %. Der mangler 5 kr. for at nå det."
    ]
    assert _texts(plans.HelhedsplanFactory(frame_lbf=75, frame_lokal=25), Slags.PENGE) == []


def test_a_source_that_gives_less_than_the_budget_uses_is_an_error():
    plan = plans.HelhedsplanFactory()
    kilde = plans.FinansieringskildeFactory(
        helhedsplan=plan, name="Fonden", amount=Decimal(50), amount_as_printed="70 kr."
    )
    plans.BudgetbeloebFactory(budgetpost__helhedsplan=plan, kilde=kilde, amount=Decimal(60))
    assert _texts(plan, Slags.PENGE) == [
        "«Fonden»: beløbet er trykt «70 kr.», men sat til 50 kr.",
        "«Fonden» giver 50 kr., men budgettet bruger 60 kr.",
    ]


# --- Goals


def test_a_letter_that_no_goal_has_is_an_error():
    akt = indsatser.AktivitetFactory(name="Café")
    indsatser.AktivitetsmaalFactory(aktivitet=akt, maal=None, letter_as_printed="g", text_as_printed="Noget")
    (one,) = [one for one in _found(akt.helhedsplan) if one.slags == Slags.MAALBOGSTAV]
    assert (one.niveau, one.art, one.felt) == (Niveau.FEJL, "aktivitetsmaal", "maal")
    assert "målbogstav (g), som ikke er knyttet til et mål" in one.tekst


def test_letters_that_agree_are_no_finding():
    am = indsatser.AktivitetsmaalFactory()
    am.letter_as_printed = am.maal.letter
    am.save()
    assert _texts(am.aktivitet.helhedsplan, Slags.MAALBOGSTAV) == []


# --- Criteria


def _krit(**fields):
    return indsatser.SucceskriteriumFactory(statement="Flere møder", source="Referater", **fields)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({}, None),
        ({"deadline": None, "window_to": None}, "har hverken frist eller målår."),
        ({"deadline": None, "window_to": None, "form": Kriterieform.ANTAL_PR_AAR}, None),
        ({"target_value": None}, "har intet måltal."),
        ({"target_value": None, "form": Kriterieform.KVALITATIV, "deadline": None, "window_to": None}, None),
        ({"share": True, "baseline_value": None}, "har intet udgangspunkt."),
        ({"share": True, "baseline_on": None}, "siger ikke, hvilket år udgangspunktet er fra."),
        ({"form": Kriterieform.RELATIV, "target_value": None}, "siger ikke, hvor stor ændringen skal være"),
    ],
)
def test_a_criterion_says_what_it_lacks_to_be_measured(fields, end):
    texts = _texts(_krit(**fields).helhedsplan, Slags.KRITERIUM)
    assert bool(texts) == bool(end)
    assert all(end in text for text in texts)


def test_a_start_measurement_is_a_starting_point():
    krit = _krit(share=True, baseline_value=None)
    indsatser.MaalingFactory(kriterium=krit, kind=Maalingsart.START)
    assert _texts(krit.helhedsplan, Slags.KRITERIUM) == []


@pytest.mark.parametrize(
    ("fields", "piece"),
    [
        ({"retning": "falde", "target_value": 30}, "målet ligger den anden vej"),
        ({"retning": "stige", "operator": "mindst", "target_value": 10}, "målet ligger den anden vej"),
        ({"retning": "naa", "operator": "mindst", "target_value": 10}, "målet ligger under det, der allerede er nået"),
        ({"retning": "naa", "target_value": Decimal("21.3")}, "målet er det samme som udgangspunktet, 21,3"),
        ({"retning": "fastholde", "target_value": Decimal("21.3")}, None),
        ({"retning": "falde", "target_value": 15}, None),
    ],
)
def test_a_target_on_the_wrong_side_of_the_starting_point(fields, piece):
    texts = _texts(_krit(share=True, **fields).helhedsplan, Slags.KRITERIUM_MODSAT)
    assert bool(texts) == bool(piece)
    assert all(piece in text for text in texts)


def test_a_share_may_well_end_in_a_fraction():
    change = {"form": Kriterieform.RELATIV, "target_value": None, "change_pct": 25, "baseline_value": 82}
    assert _texts(_krit(unit="%", **change).helhedsplan, Slags.KRITERIUM_MODSAT) == []
    (text,) = _texts(_krit(unit="deltagere", **change).helhedsplan, Slags.KRITERIUM_MODSAT)
    assert "25 % oven i 82 giver 102,5 deltagere" in text


def test_criteria_with_the_same_words_but_another_target_or_activity_of_their_own_are_left_alone():
    one = indsatser.SucceskriteriumFactory(statement="Personlige handleplaner er opfyldt", target_value=50)
    indsatser.SucceskriteriumFactory(
        aktivitet__delaftale=one.aktivitet.delaftale, statement=one.statement, target_value=10
    )
    indsatser.SucceskriteriumFactory(aktivitet=one.aktivitet, statement=one.statement, target_value=50)
    indsatser.SucceskriteriumFactory(
        aktivitet__delaftale=one.aktivitet.delaftale, statement=one.statement, target_value=50, unit="forløb"
    )
    assert _texts(one.helhedsplan, Slags.GENTAGET) == []
    indsatser.SucceskriteriumFactory(
        aktivitet__delaftale=one.aktivitet.delaftale, statement="Beboernes handleplaner er opfyldt", target_value=50
    )
    assert _texts(one.helhedsplan, Slags.GENTAGET) == []
    indsatser.SucceskriteriumFactory(
        aktivitet__delaftale=one.aktivitet.delaftale,
        statement="Handleplaner er personlige og opfyldt",
        target_value=50,
    )
    assert len(_texts(one.helhedsplan, Slags.GENTAGET)) >= 1


# --- Time


@pytest.mark.no_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("foråret 2013", (2013, {1, 2})),
        ("december 2014", (2014, {4})),
        ("3. kvartal", (None, {3})),
        ("01.08.2018", (2018, {3})),
        ("2014", (2014, set())),
        ("løbende", (None, set())),
        ("", (None, set())),
    ],
)
def test_a_time_in_words_is_read_as_quarters(text, found):
    assert kvartaler_i(text) == found


def test_a_milestone_that_stands_at_two_times_or_outside_the_plan():
    plan = plans.HelhedsplanFactory()
    indsatser.MilepaelFactory(helhedsplan=plan, text="Piloten er slut", year=2019, quarter=3, time_text="foråret 2019")
    indsatser.MilepaelFactory(helhedsplan=plan, text="Fest er holdt", year=2019, quarter=2, time_text="foråret 2019")
    indsatser.MilepaelFactory(helhedsplan=plan, text="For tidligt", year=2018, quarter=2)
    indsatser.MilepaelFactory(helhedsplan=plan, text="Lige til tiden", year=2022, quarter=3)
    assert _texts(plan, Slags.TID) == [
        "Milepælen «Piloten er slut» står i 3. kvartal 2019, men teksten siger «foråret 2019».",
        "Milepælen «For tidligt» (2. kvartal 2018) ligger uden for planens periode, 01.08.2018-31.07.2022.",
    ]


def test_delaftaler_without_dates_follow_the_plan_unless_others_have_them():
    plan = plans.HelhedsplanFactory()
    plans.DelaftaleFactory.create_batch(2, helhedsplan=plan)
    assert _texts(plan, Slags.SLUTDATO) == []
    plans.DelaftaleFactory(helhedsplan=plan, start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))
    assert len(_texts(plan, Slags.SLUTDATO)) == 4


# --- Names


@pytest.mark.no_db
def test_names_are_compared_as_a_reader_does():
    assert fold("Civilsamfund & image") == fold("civilsamfund og Image")
    assert same_in_other_inflexion("Forvaltning København, Lejerbo", "Forvaltningsgruppen i Lejerbo København")
    assert not same_in_other_inflexion("Frivillige beboere", "Andre frivillige")
    assert share(words("Børn og unge har fået fritidsjob"), words("Unge er gået videre til fritidsjob")) == 1.0


def test_two_spellings_of_an_organisation_are_one_finding():
    akt = indsatser.AktivitetFactory()
    for name in ("Sport & Fritid", "Sport og Fritid", "Sundhed"):
        indsatser.SamarbejdsrelationFactory(helhedsplan=akt.helhedsplan, aktivitet=akt, organisation=name)
    assert _texts(akt.helhedsplan, Slags.NAVN) == [
        "«Sport & Fritid» og «Sport og Fritid» ser ud til at være den samme."
    ]


def test_a_heading_in_the_list_of_activities_needs_no_form():
    akt = indsatser.AktivitetFactory()
    heading = indsatser.PlanlagtAktivitetFactory(delaftale=akt.delaftale, name="Byudvikling")
    indsatser.PlanlagtAktivitetFactory(delaftale=akt.delaftale, name=akt.name, parent=heading, aktivitet=akt)
    assert not any("Byudvikling" in text for text in _texts(akt.helhedsplan, Slags.SKEMA))
    indsatser.PlanlagtAktivitetFactory(delaftale=akt.delaftale, name="Café")
    assert any("«Café» står i listen" in text for text in _texts(akt.helhedsplan, Slags.SKEMA))


# --- What is not there


def test_a_section_that_is_not_there_is_made_under_the_plan():
    plan = plans.HelhedsplanFactory()
    skabelon = plans.AfsnitsskabelonFactory(runde=plan.bevillingsrunde, number="1", heading="Formål")
    (one,) = [one for one in _found(plan) if one.slags == Slags.AFSNIT]
    assert (one.tekst, one.art, one.uuid, one.opret) == ("Afsnit 1 Formål er tomt.", "afsnit", plan.uuid, True)
    row = plans.AfsnitFactory(helhedsplan=plan, skabelon=skabelon, text="")
    (one,) = [one for one in _found(plan) if one.slags == Slags.AFSNIT]
    assert (one.uuid, one.opret) == (row.uuid, False)


def test_organs_are_asked_how_often_they_meet_only_where_others_say_it():
    plan = plans.HelhedsplanFactory()
    plans.OrganFactory(helhedsplan=plan, kind=Organart.STYREGRUPPE, name="Styregruppen")
    assert _texts(plan, Slags.ORGAN) == []
    plans.OrganFactory(helhedsplan=plan, kind=Organart.FOELGEGRUPPE, meetings_min=4)
    assert _texts(plan, Slags.ORGAN) == ["Det siges ikke, hvor tit Styregruppen mødes."]


def test_masked_words_are_found_and_ordinary_words_with_an_x_are_not():
    akt = indsatser.AktivitetFactory(target_group='Unge ("Xxxx") i området', content="Max fixer boxen, xx.")
    (text,) = _texts(akt.helhedsplan, Slags.SLOERET)
    assert "«Xxxx» i målgruppe" in text


def test_the_same_figure_with_two_values_is_an_error():
    one = indsatser.IndikatorvaerdiFactory(value=Decimal(14), year=2012)
    indsatser.IndikatorvaerdiFactory(
        helhedsplan=one.helhedsplan,
        indikator=one.indikator,
        boligomraade=one.boligomraade,
        value=Decimal("14.6"),
        year=2012,
    )
    (text,) = _texts(one.helhedsplan, Slags.TAL)
    assert "står med to tal: 14,0 og 14,6" in text


def test_what_is_retired_is_not_looked_at():
    krit = indsatser.SucceskriteriumFactory(source="", retired_on=date(2019, 1, 1), retired_reason="Ude")
    assert _texts(krit.helhedsplan, Slags.KRITERIUM) == []
