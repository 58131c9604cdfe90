"""From sections to the whole plan, in the shape of the case files."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from indsatser.importing.aftale.budget.samling import fordel_budget
from indsatser.importing.aftale.felter.kriterier import Rammer
from indsatser.importing.aftale.felter.lister import items, lines_of, without_mark
from indsatser.importing.aftale.felter.organer import read_organ
from indsatser.importing.aftale.felter.parter import read_parties
from indsatser.importing.aftale.felter.partsnavne import partsnavne
from indsatser.importing.aftale.felter.penge import read_amount
from indsatser.importing.aftale.felter.tid import read_period
from indsatser.importing.aftale.led import Linje, Rad, Stykke
from indsatser.importing.aftale.normal import even, same_words, without_number
from indsatser.importing.aftale.ordbog import Runde, Sikkerhed, find_area, runder
from indsatser.importing.aftale.sektioner import Felt, Sektion, Slags
from indsatser.importing.aftale.udtraek import Udtraekker, is_left_out, same_area
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, tekst, uden_tomme

TEXTS: Final = {
    "purpose": ("formaal",), "summary": ("resume",), "background": ("baggrund",), "strategy_context": ("strategi",),
    "problem": ("problem", "boligomraadet"), "organisation": ("organisering",),
    "cross_cutting_measurements": ("maalinger",), "interplay": ("samspil",),
    "notification": ("underretning", "konflikt_og_underretning"),
    "conflict_handling": ("konflikt", "konflikt_og_underretning"), "revision_rule": ("revision",),
    "reporting": ("indberetning",),
}  # fmt: skip
_NAME: Final = re.compile(r"\b(?:helhedsplan|boligsocial)\w*", re.IGNORECASE)
_KOMMUNE: Final = re.compile(r"\b(?P<name>(?:[A-ZÆØÅ][\wæøå-]+\s)?[A-ZÆØÅ][\wæøå-]+\s[Kk]ommune)\b(?!s)")
_DEPARTMENT: Final = re.compile(
    r"^(?:(?:bolig)?afdeling|afd\.?)?\s*(?P<number>\d{1,4}(?:-\d{1,4})?)\s*[:,.–-]?\s*(?P<name>[A-ZÆØÅ][^(,;:]+)",
    re.IGNORECASE,
)
_HOMES: Final = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})|\d+)\s+(?P<what>lejemål|boliger|husstande|lejligheder)", re.IGNORECASE
)
_HOUSING: Final = re.compile(r"bolig|lejerbo|\baab\b|\bfsb\b|\bkab\b|domea|himmerland")
_NO_ANNEX: Final = re.compile(r"(?:nr|nummer|bilag|titel|\d{1,2}|bilag \d{1,2})\.?", re.IGNORECASE)
"""The head or the number of a row in a table of annexes."""
_ANNEX: Final = re.compile(r"^(?:bilag\s+)?(?:\d{1,2}|[a-h])\s*[.):–-]*\s+|^bilag\s+\w+\s*[.:–-]*\s*", re.IGNORECASE)


class Planudtraekker(Udtraekker):
    """Reads the plan's own fields, its organs and its indsatsområder."""

    def plan(self, root: Sektion) -> dict[str, Traee]:
        """Everything under "plan"."""
        period = self._period(root)
        self.rammer = Rammer(_day(period, "start"), _day(period, "end"))
        is_template = bool(root.af(Slags.DELAFTALE)) or root.har("maalinger") or root.har("samspil")
        groups = self._groups(root)
        areas, left_out = [group for group in groups if group[0]], [group[1][0] for group in groups if not group[0]]
        key = "delaftaler" if is_template else "focus_areas"
        runde = self._runde(root, [each for _kept, group in areas for each in group] + left_out)
        found: dict[str, Traee | None] = {
            **self._front(root, period),
            "funding_round": runde,
            **{name: self.text(root, *keys) for name, keys in TEXTS.items()},
            **self._vision(root),
            ("local_evaluation" if is_template else "evaluation"): self.text(root, "evaluering"),
            "criteria": self.criteria(root),
            "bodies": [read_organ(each) for each in root.af(Slags.ORGAN)] + self._organ_rows(root),
            "responsibilities": self._responsibilities(root),
            "annexes_required": self._annexes(root),
            "focus_areas_not_used": [self._left_out(each) for each in left_out] + self._listed_left_out(root),
            key: self._areas([group for _kept, group in areas], key="focus_area" if is_template else "name"),
        }
        money = fordel_budget(root, list(zip(found[key], [group for _kept, group in areas], strict=True)), self.rester)  # type: ignore[arg-type]
        found["budget"] = self._plan_budget(root, found[key])  # type: ignore[arg-type]
        self._tables_of_the_plan(found, money)
        self.rester.bruges(line for each in root.af(Slags.ORGAN) for line in each.steder)
        found["activities"] = [self.activity(each, []) for each in root.af(Slags.AKTIVITET)]
        names = [str(a["name"].vaerdi) for area in found[key] for a in area.get("activities", [])]  # type: ignore[union-attr,index,call-overload]
        found["milestones"] = self.milestones(names, root.felter_med("milepaele"))
        self._used(root)
        return uden_tomme(found)

    def _areas(self, groups: list[list[Sektion]], *, key: str) -> list[Traee]:
        found: list[Traee] = []
        for number, group in enumerate(groups, start=1):
            self.sig(f"Læser mål, aktiviteter og kriterier: indsatsområde {number} af {len(groups)}")
            found.append(self.area(group, key=key))
        return found

    # --- the front page
    def _front(self, root: Sektion, period: dict[str, Traee]) -> dict[str, Traee | None]:
        front = [line for felt in root.felter_med("forside") for line in felt.stykker]
        sentences: list[Linje | Rad] = []
        named: set[str] = set()
        parties = _once(
            one
            for felt in root.felter_med("parter", "underskrifter")
            for one in read_parties(partsnavne(felt.indhold, sentences, named), felt.sikkerhed)
        )
        self.rester.blev_ikke(sentences, "er ikke en part")
        organisations = [
            one for felt in root.felter_med("boligorganisation") for one in items(felt.indhold, felt.sikkerhed)
        ]
        name = self.text(root, "plannavn") or self._title(front, self._name_of_effort(root))
        area = self.text(root, "boligomraade")
        return {
            "name": name,
            "journal_number": self.text(root, "journalnr"),
            "period": period,
            "housing_area": area,
            "municipality": self._municipality(root, parties),
            "housing_organisations": organisations or _housing(parties),
            "departments": [one for felt in root.felter_med("afdelinger") for one in self._departments(felt)],
            "parties": parties,
        }

    def _name_of_effort(self, root: Sektion) -> Vaerdi | None:
        """What the delaftaler say the effort is called, where they say one thing."""
        lines = [line for each in root.af(Slags.DELAFTALE) for line in _lines(each.felter_med("plannavn"))]
        names = {even(line.text) for line in lines}
        return Vaerdi(lines[0].text.strip(" ."), tuple(lines), Sikkerhed.LIKELY) if len(names) == 1 else None

    def _title(self, front: list[Stykke], effort: Vaerdi | None) -> Vaerdi | None:
        """The line of the front page that says helhedsplan or boligsocial, or its first; the name of the effort where
        the front page has only the template's own title."""
        titles = [line for line in front if _NAME.search(line.text) and len(line.text) <= 140]
        if effort and not any("helhedsplan" in even(line.text) for line in titles):
            return effort
        best = next((line for line in titles if re.search(r"helhedsplan", line.text, re.IGNORECASE)), None)
        best = best or next(iter(titles), None) or next((line for line in front if len(line.text) <= 100), None)
        return Vaerdi(best.text.strip(" ."), (best,), Sikkerhed.LIKELY) if best else None

    def _period(self, root: Sektion) -> dict[str, Traee]:
        start = read_period(_lines(root.felter_med("gyldig", "gyldig_fra")))
        end = read_period(_lines(root.felter_med("gyldig_til")))
        if start or end:
            return uden_tomme({"start": start.get("start"), "end": end.get("start") or start.get("end")})
        named = _lines(root.felter_med("forside", "plannavn", "runde"))
        named += [felt.etiket for felt in root.felter if felt.key == "plannavn" and felt.etiket]
        if {"start", "end"} <= set(found := read_period(named, Sikkerhed.LIKELY)):
            return found
        early = [line for felt in root.felter_med("resume", "baggrund", "formaal") for line in felt.stykker][:12]
        found = read_period(early, Sikkerhed.GUESSED)
        return found if {"start", "end"} <= set(found) else {}  # half a period may be another plan's

    def _municipality(self, root: Sektion, parties: list[Traee]) -> Vaerdi | None:
        labelled = self.text(root, "kommune")
        if labelled:
            return labelled
        lines = [leaf.stykker[0] for one in parties if isinstance(leaf := one.get("organisation"), Vaerdi)]  # type: ignore[union-attr]
        lines += [line for felt in root.felter for line in felt.stykker]
        found = [(match["name"], line) for line in lines for match in _KOMMUNE.finditer(line.text)]
        if not found:
            return None
        name, _times = Counter(name for name, _line in found).most_common(1)[0]
        return Vaerdi(name, (next(line for other, line in found if other == name),), Sikkerhed.LIKELY)

    def _departments(self, felt: Felt) -> list[Traee]:
        found: list[Traee] = []
        for part in felt.indhold:
            lines = tuple(part.stykker) if isinstance(part, Rad) else (part.stykke,)
            text = " ".join(without_mark(line).text if not line.text[:1].isdigit() else line.text for line in lines)
            match = _DEPARTMENT.match(text)
            if not match:
                self.rester.blev_ikke([part], "er ikke en boligafdeling med nummer og navn")
                continue
            name = _HOMES.sub("", match["name"]).strip(" .–-")
            row: dict[str, Traee] = {
                "number": Vaerdi(match["number"], lines, felt.sikkerhed), "name": Vaerdi(name, lines, felt.sikkerhed),
            }  # fmt: skip
            if homes := _HOMES.search(text):
                key = "households" if "husstand" in even(homes["what"]) else "dwellings"
                row[key] = Vaerdi(int(homes["number"].replace(".", "")), lines, felt.sikkerhed)
            found.append(row)
        return found

    # --- indsatsområder
    def _groups(self, root: Sektion) -> list[tuple[bool, list[Sektion]]]:
        """Sections about one indsatsområde together: (chosen, its delaftale first). An area left out is not chosen."""
        delaftaler = root.af(Slags.DELAFTALE)
        for each in list(delaftaler):
            delaftaler += each.af(Slags.OMRAADE)
        groups: list[list[Sektion]] = []
        for section in [*root.af(Slags.OMRAADE), *delaftaler]:
            own = next((group for group in groups if same_area(group[0], section)), None)
            if own is None:
                groups.append([section])
            else:
                own.append(section)
        ordered = [sorted(group, key=lambda each: each.slags is not Slags.DELAFTALE) for group in groups]
        return [(not all(is_left_out(each) for each in group), group) for group in ordered]

    def _left_out(self, section: Sektion) -> dict[str, Traee]:
        self.rester.bruges(section.steder)
        where = (section.stykke,) if section.stykke else ()
        lines = [line for felt in section.felter if felt.key != "valgt" for line in felt.stykker]
        self.rester.bruges(line for felt in section.felter_med("valgt") for line in felt.stykker)
        found: dict[str, Traee | None] = {
            "focus_area": Vaerdi(section.navn, where, section.sikkerhed),
            "section": Vaerdi(section.nummer, where, section.sikkerhed) if section.nummer else None,
            "reason": tekst(lines, Sikkerhed.EXACT),
        }
        return uden_tomme(found)

    def _listed_left_out(self, root: Sektion) -> list[Traee]:
        found: list[Traee] = []
        for line in _lines(root.felter_med("fravalgte")):
            head, _colon, rest = without_mark(line).text.partition(":")
            if find_area(head):
                row: dict[str, Traee] = {"focus_area": Vaerdi(head, (line,))}
                found.append({**row, "reason": Vaerdi(rest.strip(), (line,))} if rest.strip() else row)
        return found

    def _runde(self, root: Sektion, areas: list[Sektion]) -> Vaerdi | None:
        """The round the document names, or the one whose indsatsområder it uses."""
        for line in (line for felt in root.felter for line in felt.stykker):
            for runde in runder():
                if even(runde.name) in even(line.text) or f"{runde.code} midlerne" in even(line.text):
                    return Vaerdi(runde.name, (line,), Sikkerhed.EXACT)
        fits: Counter[Runde] = Counter()
        for section in areas:
            fits.update(runde for runde in runder() if any(same_words(section.navn, area) for area in runde.omraader))
        if not fits:
            return None
        runde = fits.most_common(1)[0][0]
        where = tuple(section.stykke for section in areas if section.stykke)[:4]
        return Vaerdi(runde.name, where, Sikkerhed.LIKELY, beregnet=True)

    # --- the rest
    def _vision(self, root: Sektion) -> dict[str, Traee | None]:
        """Vision and objectives; where one chapter has both, its list is the objectives."""
        lines = [line for felt in root.felter_med("vision_og_maal", "vision") for line in felt.stykker]
        objectives = [line for line in lines if line.is_item or without_mark(line) is not line]
        goals = list(lines_of([part for felt in root.felter_med("maal") for part in felt.indhold]))
        return {
            "vision": tekst([line for line in lines if line not in objectives]),
            "objectives": [
                Vaerdi(without_mark(line).text, (line,))
                for line in [*objectives, *goals]
                if not line.text.endswith(":")
            ],
        }

    def _responsibilities(self, root: Sektion) -> list[Traee]:
        """Roles with their tasks: a line that no list mark stands before is a role if a list follows."""
        found: list[dict[str, Traee]] = []
        for felt in root.felter_med("ansvar"):
            lines = list(felt.stykker)
            for index, line in enumerate(lines):
                is_item = line.is_item or without_mark(line) is not line
                follows = lines[index + 1] if index + 1 < len(lines) else None
                if not is_item and follows and (follows.is_item or line.is_bold) and len(line.text) <= 100:
                    found.append({"role": Vaerdi(without_number(line.text).rstrip(" :"), (line,), felt.sikkerhed)})
                elif found:
                    tasks = found[-1].setdefault("tasks", [])
                    tasks.append(Vaerdi(without_mark(line).text.rstrip(" .;"), (line,), felt.sikkerhed))  # type: ignore[union-attr]
        return list(found)

    def _annexes(self, root: Sektion) -> list[Traee]:
        found: list[Traee] = []
        lines = _lines(root.felter_med("bilag"))
        intro = max((at for at, line in enumerate(lines) if line.text.rstrip().endswith(":")), default=-1)
        for at, line in enumerate(lines):
            if at < intro and not line.is_item and not _ANNEX.match(line.text):
                continue
            if line.text.rstrip().endswith(":") or _NO_ANNEX.fullmatch(line.text.strip()):
                continue
            match = _ANNEX.match(line.text)
            text = line.text[match.end() :] if match else without_mark(line).text
            if match or line.is_item or len(line.text) <= 120:
                found.append(
                    Vaerdi(text.strip(" ."), (line,), Sikkerhed.EXACT if match or line.is_item else Sikkerhed.LIKELY)
                )
        return found

    def _organ_rows(self, root: Sektion) -> list[Traee]:
        """Organs in a table of the chapter on organisation."""
        found: list[Traee] = []
        for felt in root.felter_med("organisering"):
            for part in felt.indhold:
                if isinstance(part, Rad) and (names := part.under("organ")):
                    section = Sektion(Slags.ORGAN, names[0].text, names[0], 1)
                    for column, key in (("moeder", "moeder"), ("organisation", "medlemmer"), ("", "mandat")):
                        if lines := part.under(column):
                            section.felter.append(Felt(key, None, indhold=[Linje(line) for line in lines]))
                    found.append(read_organ(section))
        return found

    def _plan_budget(self, root: Sektion, areas: list[dict[str, Traee]]) -> dict[str, Traee]:
        """The frame; rows for indsatsområder give a delaftale its budget where it has none of its own."""
        budget: dict[str, Traee] = {}
        rows: list[Traee] = []
        for felt in root.felter_med("oekonomi", "ressourcer"):
            for part in list(felt.indhold):
                if not isinstance(part, Rad) or not part.under("post"):
                    continue
                label = part.under("post")[0]
                amounts = _amounts(part, felt.sikkerhed)
                self.rester.bruges(part.stykker if amounts else [])
                if re.search(r"\bi alt\b|\btotal|samlet|\bsum\b", even(label.text)):
                    budget = {**amounts, **budget}
                    continue
                area = next((each for each in areas if _is_area(each, label.text)), None)
                if area is not None and "budget" not in area and amounts:
                    area["budget"] = amounts
                rows.append({"label": Vaerdi(label.text, (label,), felt.sikkerhed), **amounts})
        read = self.budget(root, "oekonomi", "ressourcer")
        return uden_tomme({**read, **budget, "rows": rows})

    def _tables_of_the_plan(self, found: dict[str, Traee | None], money: dict[str, Traee]) -> None:
        """The rows and sources of budget tables, and the frame where nothing else states it."""
        budget = found["budget"]
        assert isinstance(budget, dict)
        rows = [*budget.get("rows", []), *money["rows"]]  # type: ignore[misc]
        found["budget"] = uden_tomme({**money["frame"], **budget, "rows": rows})  # type: ignore[dict-item]
        found["funding_sources"] = money["sources"]  # type: ignore[call-overload,index]

    def _used(self, root: Sektion) -> None:
        """Fields that are used for something else than a value of their own."""
        unread = root.felter_med("kommune", "runde", "underskrifter", "indhold_liste", "forside")
        self.rester.bruges(_lines(unread), "står på forsiden eller i en indholdsfortegnelse")


def _amounts(row: Rad, sure: Sikkerhed) -> dict[str, Traee]:
    found: dict[str, Traee] = {}
    for column, key in (("lbf", "lbf"), ("lokal", "local"), ("samlet", "total")):
        lines = row.under(column)
        if lines and (amount := read_amount(lines[0].text)):
            value, printed = amount
            found[key if value is not None else f"{key}_as_printed"] = Vaerdi(
                value if value is not None else printed, lines, sure
            )
    return found


def _is_area(area: dict[str, Traee], text: str) -> bool:
    leaf = area.get("focus_area") or area.get("name")
    return isinstance(leaf, Vaerdi) and same_words(str(leaf.vaerdi), text)


def _once(parties: Iterable[Traee]) -> list[Traee]:
    """A party that stands both in the list and at its signature is one."""
    seen: set[str] = set()
    kept = []
    for one in parties:
        key = even(" ".join(str(leaf.vaerdi) for leaf in one.values() if isinstance(leaf, Vaerdi)))  # type: ignore[union-attr]
        if key not in seen:
            kept.append(one)
        seen.add(key)
    return kept


def _housing(parties: list[Traee]) -> list[Traee]:
    """The parties that are housing organisations, as their names say."""
    leaves = [one.get("organisation") for one in parties]  # type: ignore[union-attr]
    return [
        Vaerdi(leaf.vaerdi, leaf.stykker, Sikkerhed.LIKELY)
        for leaf in leaves
        if isinstance(leaf, Vaerdi)
        and _HOUSING.search(even(str(leaf.vaerdi)))
        and "kommune" not in even(str(leaf.vaerdi))
    ]  # fmt: skip


def _lines(fields: list[Felt]) -> list[Stykke]:
    return [line for felt in fields for line in felt.stykker]


def _day(period: dict[str, Traee], key: str) -> date | None:
    leaf = period.get(key)
    return leaf.vaerdi if isinstance(leaf, Vaerdi) and isinstance(leaf.vaerdi, date) else None
