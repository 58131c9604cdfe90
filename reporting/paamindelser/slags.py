"""The kinds of deadlines people are reminded of. A new one is a line here, one in `kilder.KILDER` and one in
`fixtures/reference/fristregler.json`, which says when and to whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fristslags:
    """`label` heads the line. `svar`: the model ("succeskriterium" …) on which one may answer that there is nothing.

    `er_aarlig`: the deadline is a day of the calendar year, which the rule states.
    """

    label: str
    forklaring: str
    svar: str = ""
    er_aarlig: bool = False


SLAGS: dict[str, Fristslags] = {
    "milepael": Fristslags("Milepæl", "Milepælens kvartal slutter."),
    "maaling": Fristslags("Måling", "Et succeskriterium skal måles.", svar="succeskriterium"),
    "log": Fristslags("Tal i loggen", "Et kvartal er gået uden tal i en aktivitets log.", svar="aktivitet"),
    "retur": Fristslags("Måling sendt tilbage", "En måling er sendt tilbage til den, der skrev den."),
    "papirer": Fristslags("Papirer ud", "Papirerne til et møde skal sendes."),
    "moede": Fristslags("Møde", "Et organ i planen mødes."),
    "opfoelgning": Fristslags("Opfølgning fra et møde", "Det, et møde har bedt om, skal være gjort."),
    "regnskab": Fristslags("Regnskab", "Årets regnskab skal være hos Landsbyggefonden.", er_aarlig=True),
    "maalopfyldelse": Fristslags("Målopfyldelse", "Årets målopfyldelse skal indberettes.", er_aarlig=True),
    "milepaelsplan": Fristslags("Milepælsplan", "Næste års milepælsplan skal laves.", er_aarlig=True),
    "indberetning": Fristslags("Indberetning", "En rapport er kommet retur, eller et kvartals rapport skal sendes."),
    "omraadeliste": Fristslags("Områdelister", "De officielle områdelister offentliggøres.", er_aarlig=True),
    "evaluering": Fristslags("Evaluering", "En evaluering er planlagt til året.", er_aarlig=True),
    "planslut": Fristslags("Planen slutter", "Planens periode slutter."),
}


def slags_choices() -> list[tuple[str, str]]:
    """For fields: a callable, so that a new kind needs no migration."""
    return [(kode, each.label) for kode, each in SLAGS.items()]
