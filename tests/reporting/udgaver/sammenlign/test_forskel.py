"""What differs between two papers, from worked examples that a case worker can read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporting.udgaver.frosset import fra_json, som_json
from reporting.udgaver.sammenlign.forskel import sammenlign
from reporting.udgaver.sammenlign.typer import Felt, Feltslags, Linje, Sammenligning, Side

pytestmark = pytest.mark.no_db

FOER, NU = Side("Udgave nr. 1, udstedt 15.01.2020", date(2019, 12, 31)), Side("Udgave nr. 2", date(2020, 12, 31))
JOB, TRYGHED = ("job", "Job og uddannelse"), ("tryg", "Tryghed")


def kriterium(
    noegle="k1", *, tekst="Tolv unge får job", tilstand="På vej", antal=12, enhed="unge", gruppe=JOB, sted=("", "")
):
    felter = (
        Felt("Succeskriterium", tekst),
        Felt("Tilstand", tilstand, Feltslags.VALG, vigtig=True),
        Felt("Resultat", None if antal is None else Decimal(str(antal)), Feltslags.TAL, enhed),
    )
    return Linje(noegle, "succeskriterium", tekst, felter, gruppe, sted)


def post(navn="Evaluering", beloeb=1000):
    return Linje(navn, "post", navn, (Felt("I alt", Decimal(beloeb), Feltslags.KRONER),), ("penge", "Økonomi"))


def holdt_op(foer, nu):
    return sammenlign(foer, nu, titel="Målopfyldelsesskema 2019", foer_side=FOER, nu_side=NU)


def enkelt(foer, nu):
    """The one changed value of the one changed row."""
    ((one,),) = [
        [change for row in group.aendret for change in row.felter] for group in holdt_op([foer], [nu]).grupper
    ]
    return one


def test_equal_papers_differ_in_nothing():
    found = holdt_op([kriterium()], [kriterium()])
    assert found.er_ens
    assert found.resume == ("Intet er anderledes end i udgave nr. 1, udstedt 15.01.2020.",)


def test_blanks_and_line_breaks_are_no_change_but_a_word_is():
    foer = kriterium(tekst="Tolv unge  får job.\nDe er under 25.")
    assert holdt_op([foer], [kriterium(tekst="Tolv unge får job. De er under 25.")]).er_ens
    assert not holdt_op([foer], [kriterium(tekst="Tolv unge får et job. De er under 25.")]).er_ens


def test_the_same_number_of_something_else_is_a_change():
    assert enkelt(kriterium(enhed="unge"), kriterium(enhed="familier")).navn == "Resultat"


def test_the_summary_is_three_lines_a_case_worker_understands():
    foer = [kriterium("a"), kriterium("b"), kriterium("c"), post()]
    nu = [kriterium("a", tilstand="Opfyldt"), kriterium("b", tilstand="Opfyldt"), kriterium("d"), post(beloeb=1500)]
    assert holdt_op(foer, nu).resume == (
        "Siden udgave nr. 1, udstedt 15.01.2020, er 1 tilføjet, 1 fjernet og 3 ændret.",
        "Succeskriterier: 1 tilføjet, 1 fjernet og 2 ændret. Poster: 1 ændret.",
        "Tilstand: 2 fra «På vej» til «Opfyldt».",
    )


def test_without_a_change_of_state_it_says_where_most_is_otherwise():
    foer = [kriterium("a"), kriterium("b", gruppe=TRYGHED), kriterium("c", gruppe=TRYGHED)]
    nu = [kriterium("a", antal=13), kriterium("b", antal=1, gruppe=TRYGHED), kriterium("c", antal=2, gruppe=TRYGHED)]
    assert holdt_op(foer, nu).resume[2] == "Mest er anderledes under «Tryghed»: 2 ændret."


def test_rows_are_found_again_by_key_whatever_they_are_called_and_wherever_they_stand():
    found = holdt_op([kriterium("a"), kriterium("b")], [kriterium("b"), kriterium("a", tekst="Tolv unge får et job")])
    ((row,),) = [group.raekker for group in found.grupper]
    assert (row.art, row.titel) == ("ændret", "Tolv unge får et job")


def test_each_delaftale_has_its_own_part_in_the_order_of_the_later_paper():
    foer = [kriterium("a", gruppe=TRYGHED), kriterium("x", gruppe=("gl", "Nedlagt"))]
    nu = [kriterium("b"), kriterium("a", tilstand="Bagud", gruppe=TRYGHED)]
    found = holdt_op(foer, nu)
    assert [(one.navn, len(one.tilfoejet), len(one.fjernet), len(one.aendret)) for one in found.grupper] == [
        ("Job og uddannelse", 1, 0, 0),
        ("Tryghed", 0, 0, 1),
        ("Nedlagt", 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("foer", "nu", "said"),
    [
        (kriterium(antal=12), kriterium(antal=15), ("12 unge", "15 unge", "+3 unge")),
        (kriterium(antal=15), kriterium(antal=12), ("15 unge", "12 unge", "\u22123 unge")),
        (
            kriterium(antal="21.3", enhed="%"),
            kriterium(antal="18.4", enhed="%"),
            ("21,3 %", "18,4 %", "\u22122,9 procentpoint"),
        ),
        (kriterium(antal=None), kriterium(antal=0), ("intet", "0 unge", "")),
        (kriterium(antal=4, enhed="hold"), kriterium(antal=4, enhed="unge"), ("4 hold", "4 unge", "")),
        (post(beloeb=1000), post(beloeb=2500), ("1.000 kr.", "2.500 kr.", "+1.500 kr.")),
    ],
)
def test_a_figure_is_told_with_its_difference(foer, nu, said):
    change = enkelt(foer, nu)
    assert (
        change.foer.replace("\u00a0", " "),
        change.nu.replace("\u00a0", " "),
        change.forskel.replace("\u00a0", " "),
    ) == said


def test_a_difference_that_rounding_hides_is_still_a_difference():
    change = enkelt(kriterium(antal="99.999"), kriterium(antal=100))
    assert (change.foer, change.nu) == ("100\u00a0unge", "100\u00a0unge")


def test_a_text_has_its_words_marked_and_a_choice_has_not():
    assert enkelt(kriterium(), kriterium(tekst="Tolv unge får fast job")).ord
    assert not enkelt(kriterium(), kriterium(tilstand="Opfyldt")).ord


def test_what_moved_says_where_from_and_where_to():
    moved = kriterium(gruppe=TRYGHED, sted=("a1", "Gårdvandring"))
    change = enkelt(kriterium(), moved)
    assert (change.navn, change.foer, change.nu) == ("Hører til", "Job og uddannelse", "Tryghed · Gårdvandring")


def test_a_new_name_of_the_delaftale_is_no_move_of_all_its_rows():
    assert holdt_op([kriterium()], [kriterium(gruppe=("job", "Beskæftigelse"))]).er_ens


def test_two_rows_of_one_key_are_held_against_each_other_in_order():
    found = holdt_op([post(beloeb=1), post(beloeb=2)], [post(beloeb=1), post(beloeb=3)])
    ((row,),) = [group.raekker for group in found.grupper]
    assert row.felter[0].forskel.replace("\u00a0", " ") == "+1 kr."


def test_a_column_that_came_or_went_is_told():
    wide = replace(post(), felter=(*post().felter, Felt("Overført", Decimal(5), Feltslags.KRONER)))
    assert enkelt(post(), wide).foer == "intet"
    assert enkelt(wide, post()).nu == "intet"


def test_the_comparison_can_be_kept():
    found = holdt_op([kriterium("a")], [kriterium("a", tekst="Tolv unge får et job"), post()])
    assert fra_json(som_json(found, Sammenligning), Sammenligning) == found
