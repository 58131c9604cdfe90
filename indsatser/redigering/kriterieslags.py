"""What people mean when they write a criterion: the sixteen forms in plain words, and the fields each one needs."""

from collections.abc import Iterable
from typing import Final

from indsatser.choices import Kriterieform, Sammenlaegning

F = Kriterieform

SLAGS: Final[tuple[tuple[str, tuple[tuple[Kriterieform, str, str], ...]], ...]] = (
    (
        "Noget tælles",
        (
            (F.ANTAL_I_VINDUE, "Et antal i et tidsrum", "1.750 samtaler på 17 måneder"),
            (F.ANTAL_PR_AAR, "Et antal hvert år", "35 unge i fritidsjob hvert år"),
            (F.GENNEMSNIT, "Et gennemsnit pr. gang, uge eller forløb", "i snit 12 deltagere pr. kursus"),
        ),
    ),
    (
        "En andel i procent",
        (
            (F.ANDEL, "En andel, der flytter sig fra et tal til et andet", "fra 21,3 % i 2016 til 15 % i 2022"),
            (F.ANDEL_MINDST, "En andel, der er mindst eller højst så stor", "mindst 70 % af børnene går i klub"),
            (F.SPOERGESKEMA, "En andel i et spørgeskema", "50 % af beboerne er tilfredse"),
            (F.FASTHOLDELSE, "En andel, der stadig er med efter en tid", "75 % har job efter 1 år"),
            (F.LOVGRAENSE, "En grænse, der er fastsat ved lov", "under 40 % uden for arbejdsmarkedet"),
        ),
    ),
    (
        "Mere eller mindre end før",
        (
            (F.RELATIV, "En ændring i procent", "25 % flere fremmødte end i snit før"),
            (F.HALVERING, "En halvering", "udgiften til hærværk halveres"),
            (F.RELATIV_FRA_FOERSTE_MAALING, "En ændring i procent fra første måling", "frafaldet er faldet 10 %"),
            (F.RETNING, "Bare flere eller færre", "færre ledige boliger end 137"),
        ),
    ),
    ("Er det sket?", ((F.JA_NEJ, "Ja eller nej", "en fælles strategi er vedtaget"),)),
    ("Flere ting på én gang", ((F.SAMMENSAT, "Flere delmål, der alle skal nås", "8 møder med i snit 18 deltagere"),)),
    (
        "Uden tal",
        (
            (F.KVALITATIV, "En vurdering i ord", "samarbejdet er blevet bedre"),
            (F.VISION, "En vision, der ikke bedømmes", "vi nærmer os kommunens gennemsnit"),
        ),
    ),
)

START: Final = ("baseline_value", "baseline_on", "baseline_text", "baseline_note")
HOLD: Final = ("operator", "target_value", "target_to", "operator_stated")
VINDUE: Final = ("window_from", "window_to", "window_months", "window_derived")

FELTER: Final[dict[Kriterieform, tuple[str, ...]]] = {
    F.ANTAL_I_VINDUE: ("unit", *HOLD, *VINDUE, "sammenlaegning"),
    F.ANTAL_PR_AAR: ("unit", *HOLD, "window_from", "window_to"),
    F.GENNEMSNIT: ("unit", *HOLD, "sammenlaegning", *START),
    F.ANDEL: ("unit", "retning", *HOLD, *START, "baseline_of", "baseline_of_unit"),
    F.ANDEL_MINDST: ("unit", *HOLD, *START, "baseline_of", "baseline_of_unit"),
    F.SPOERGESKEMA: ("unit", *HOLD, *START),
    F.FASTHOLDELSE: ("unit", *HOLD, "follow_up_months", *START),
    F.LOVGRAENSE: ("unit", *HOLD, *START),
    F.RELATIV: ("unit", "change_pct", *START, "baseline_of", "baseline_of_unit"),
    F.HALVERING: ("unit", *START),
    F.RELATIV_FRA_FOERSTE_MAALING: ("unit", "change_pct"),
    F.RETNING: ("unit", "retning", *START),
    F.JA_NEJ: ("target_value",),
    F.SAMMENSAT: (),
    F.KVALITATIV: (),
    F.VISION: (),
}
"""The fields that only some forms need, per form."""

ALTID: Final = (
    "statement",
    "form",
    "deadline",
    "deadline_text",
    "code",
    "maal",
    "maal_derived",
    "source",
    "responsible",
    "samme_som",
    "note",
)
"""The fields that every form has."""

PROCENT: Final = frozenset({F.ANDEL, F.ANDEL_MINDST, F.SPOERGESKEMA, F.FASTHOLDELSE, F.LOVGRAENSE})
"""Forms that are stated in per cent."""

SAMMENLAEGNING: Final[dict[Kriterieform, Sammenlaegning]] = {
    F.ANTAL_I_VINDUE: Sammenlaegning.SUM,
    F.ANTAL_PR_AAR: Sammenlaegning.AARLIG,
    F.GENNEMSNIT: Sammenlaegning.MIDDEL,
}
"""How the figures of a new criterion become one, where it is not the latest that counts."""


def sammenlaegning_for(form: str) -> Sammenlaegning:
    """How a criterion of the form adds its figures up unless somebody says otherwise."""
    return SAMMENLAEGNING.get(Kriterieform(form), Sammenlaegning.SENESTE) if form else Sammenlaegning.SENESTE


def choices(only: Iterable[Kriterieform] | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The forms as a grouped list to choose from, each with an example."""
    wanted = set(F if only is None else only)
    groups = [
        (group, [(form.value, f"{name} – fx {example}") for form, name, example in forms if form in wanted])
        for group, forms in SLAGS
    ]
    return [(group, forms) for group, forms in groups if forms]
