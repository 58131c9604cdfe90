"""An organ: its kind by its name, its mandate, tasks, members, how often it meets, who serves it."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.felter.lister import items, lines_of, without_mark
from indsatser.importing.aftale.felter.parter import read_parties
from indsatser.importing.aftale.felter.tabte_linjer import er_eneste, tabte_medlemmer
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.sektioner import Felt, Sektion
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, tekst, uden_tomme
from indsatser.importing.kriterielaesning.talord import ordvaerdi

KINDS: Final = (
    ("følgegruppe", "follow_up_group"), ("styregruppe", "steering_group"), ("sekretariat", "management"),
    ("bestyrelse", "board"), ("ledelse", "management"), ("gruppe", "working_group"), ("team", "working_group"),
    ("forum", "forum"), ("netværk", "forum"), ("råd", "forum"), ("udvalg", "working_group"), ("samvirke", "forum"),
)  # fmt: skip
_WORD: Final = r"\d{1,2}|en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv"
_TIMES: Final = re.compile(
    rf"(?<!\w)(?P<low>{_WORD})(?:\s*(?:-|til|eller)\s*(?P<high>{_WORD}))?\s+(?:ordinære\s+|årlige\s+|faste\s+)?(?:gang(?:e)?|møde(?:r)?)"
    r"(?P<tail>[^.;]{0,30}?)\b(?P<pace>om\s+året|årligt|pr\.?\s+år|per\s+år|hvert\s+år|om\s+måneden|i\s+kvartalet|pr\.?\s+kvartal|i\s+måneden)",
)
_YEARLY: Final = re.compile(rf"(?<!\w)(?P<low>{_WORD})\s+årlige?\s+møde(?:r)?")
_PACES: Final = (
    (re.compile(r"hver\s+(?:anden|2\.)\s+måned"), 6),
    (re.compile(r"kvartalsvis|hvert\s+kvartal|(?:en|én)\s+gang\s+(?:i\s+kvartalet|pr\.?\s+kvartal)"), 4),
    (re.compile(r"halvårlig|hvert\s+halve\s+år|halvårsvis|hvert\s+halvår"), 2),
    (re.compile(r"månedlig|hver\s+måned"), 12),
    (re.compile(r"årligt\s+møde|mødes\s+årligt|mødes\s+hvert\s+år"), 1),
)  # fmt: skip
_MEETS: Final = re.compile(
    r"\bmød(?:e|er|es|erne|et|erække|efrekvens)\b|\bsamles\b|\bmødes\b|\bgang(?:e)?\b|kvartal|halvår|måned"
)
_MEMBERS: Final = re.compile(r"\b(?:består|medlem|sammens|repræsent|deltag|udgøres|sidder|følgende)\w*", re.IGNORECASE)
_TASKS: Final = re.compile(r"\b(?:opgave|ansvar|skal|kompetence|beføjelse|formål)\w*", re.IGNORECASE)
_CONSISTS: Final = re.compile(
    r"\b(?:består\s+af|udgøres\s+af|sammensat\s+af|medlemmer(?:ne)?\s+er|deltager)\s*:?\s+(?P<list>[^.]+)",
    re.IGNORECASE,
)
_SERVES: Final = re.compile(
    r"\b(?:sekretær|sekretariatsbetjen|sekretariatsfunktion|betjenes|betjener|faciliterer)\w*", re.IGNORECASE
)


def read_organ(section: Sektion) -> dict[str, Traee]:
    """One organ."""
    stykke = section.stykke
    where = (stykke,) if stykke else ()
    found: dict[str, Traee | None] = {"name": Vaerdi(section.navn, where, section.sikkerhed)}
    if kind := kind_of(section.navn):
        found["kind"] = Vaerdi(kind, where, Sikkerhed.LIKELY, beregnet=True)
    running = section.felter_med("mandat", "indhold", "ukendt", "formaal", "organisering")
    prose, tasks, members, served = _sort(running)
    found["mandate"] = tekst(prose, _least(running))
    tasks_labelled = section.felter_med("opgaver")
    found["tasks"] = [*tasks, *(one for felt in tasks_labelled for one in _tasks(felt.indhold, felt.sikkerhed))]
    labelled = section.felter_med("medlemmer")
    found["members"] = [
        *(one for felt in labelled for one in read_parties(_listed(felt.indhold), felt.sikkerhed, count=True)),
        *(members if not labelled else []),
    ]
    lines = [line for felt in section.felter for line in ([felt.etiket] if felt.etiket else []) + list(felt.stykker)]
    meetings = [line for felt in section.felter_med("moeder") for line in felt.stykker]
    found |= read_meetings(meetings, alone=True) or read_meetings(lines)
    secretariat = section.felter_med("sekretariat")
    found["secretariat"] = tekst(
        [line for felt in secretariat for line in felt.stykker] or served, _least(secretariat)
    )
    reports = section.felter_med("refererer_til")
    found["reports_to"] = tekst([line for felt in reports for line in felt.stykker])
    return uden_tomme(found)


def _least(fields: Iterable[Felt]) -> Sikkerhed:
    sure = Sikkerhed.EXACT
    for felt in fields:
        sure = sure.og(felt.sikkerhed)
    return sure


def kind_of(name: str) -> str:
    """What kind of organ a name says it is, or ""."""
    plain = even(name)
    return next((kind for noun, kind in KINDS if noun in plain), "")


def _sort(fields: list[Felt]) -> tuple[list[Stykke], list[Traee], list[Traee], list[Stykke]]:
    """Running text of an organ: prose, tasks and members by what introduces each list, and who serves it."""
    prose: list[Stykke] = []
    tasks: list[Traee] = []
    members: list[Traee] = []
    served: list[Stykke] = []
    about = ""
    for felt in fields:
        for part in felt.indhold:
            if isinstance(part, Rad):
                members += read_parties([part], Sikkerhed.LIKELY, count=True)
                continue
            line = part.stykke
            is_item = line.is_item or without_mark(line) is not line
            if is_item and about == "members":
                members += read_parties([part], Sikkerhed.EXACT, count=True)
            elif is_item and about == "tasks":
                tasks.append(_task(line, Sikkerhed.EXACT))
            elif is_item:
                tasks.append(_task(line, Sikkerhed.GUESSED))
            else:
                about = introduces(line.text)
                prose.append(line)
                members += _in_prose(line)
                served += [line] if _SERVES.search(line.text) else []
    return prose, tasks, members, served


def introduces(text: str) -> str:
    """What a line that ends with a colon introduces: "members", "tasks" or ""."""
    if _MEMBERS.search(text) and text.rstrip().endswith(":"):
        return "members"
    return "tasks" if _TASKS.search(text) and text.rstrip().endswith(":") else ""


def _in_prose(line: Stykke) -> list[Traee]:
    """ "Gruppen består af en formand fra X, to medlemmer fra Y og Z." """
    match = _CONSISTS.search(line.text)
    if not match or not match["list"].strip():
        return []
    listed = line.del_fra(match.start("list"), match.end("list"))
    pieces = items([Linje(listed)], Sikkerhed.LIKELY)
    return [
        one
        for piece in pieces
        for one in read_parties([Linje(_at(line, str(piece.vaerdi)))], Sikkerhed.LIKELY, count=True)
    ]


def _at(line: Stykke, text: str) -> Stykke:
    at = line.text.find(text)
    return line.del_fra(at, at + len(text)) if at >= 0 else line


def _listed(parts: list[Linje | Rad]) -> list[Linje | Rad]:
    """Members on one line, with commas between, are taken apart only where no line is a list item."""
    lines = lines_of(parts)
    if er_eneste(parts) and len(apart := tabte_medlemmer(lines[0])) > 1:
        return [Linje(line) for line in apart]
    if len(parts) == 1 and len(lines) == 1 and lines[0].text.count(",") >= 2 and not lines[0].is_item:
        return [Linje(_at(lines[0], str(one.vaerdi))) for one in items(parts, Sikkerhed.LIKELY)]
    return parts


def _tasks(parts: list[Linje | Rad], sure: Sikkerhed) -> list[Traee]:
    return [_task(line, sure) for line in lines_of(parts) if not line.text.rstrip().endswith(":")]


def _task(line: Stykke, sure: Sikkerhed) -> Vaerdi:
    line = without_mark(line)
    return Vaerdi(line.text.rstrip(" .;,"), (line,), sure)


def read_meetings(lines: Iterable[Stykke], *, alone: bool = False) -> dict[str, Traee]:
    """How often it meets in a year: "4 møder om året", "2-3 gange årligt", "halvårligt" (worked out). `alone`: the
    lines are about nothing else."""
    for line in lines:
        text = even(line.text)
        for match in [*_TIMES.finditer(text), *_YEARLY.finditer(text)]:
            low, high = _number(match["low"]), _number(match.groupdict().get("high") or "")
            sentence = text[max(0, text.rfind(".", 0, match.start())) : match.end()]
            if low is None or not (alone or re.search(r"\bmød|\bsamles", sentence)):
                continue
            factor = _factor(match.groupdict().get("pace") or "")
            sure = Sikkerhed.EXACT if factor == 1 else Sikkerhed.LIKELY
            if high is not None:
                span = {"min": low * factor, "max": high * factor}
                return {
                    "meetings_per_year": {k: Vaerdi(v, (line,), sure, beregnet=factor > 1) for k, v in span.items()}
                }
            return {"meetings_per_year": Vaerdi(low * factor, (line,), sure, beregnet=factor > 1)}
        for pattern, times in _PACES:
            pace = pattern.search(text)
            if pace and (alone or re.search(r"\b(?:mød|saml)", text[max(0, pace.start() - 80) : pace.end() + 40])):
                return {"meetings_per_year": Vaerdi(Decimal(times), (line,), Sikkerhed.LIKELY, beregnet=True)}
        if alone and re.fullmatch(r"\d{1,2}", text.strip()):
            return {"meetings_per_year": Vaerdi(Decimal(text.strip()), (line,), Sikkerhed.LIKELY)}
    return {}


def _factor(pace: str) -> int:
    return 12 if "måned" in pace else 4 if "kvartal" in pace else 1


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else ordvaerdi(text)
