"""From sections to indsatsområder with their delaftaler and activities. The plan itself is `planudtraek`."""

import re
from collections.abc import Iterable

from indsatser.importing.aftale import ordlyd
from indsatser.importing.aftale.aktivitetsudtraek import Aktivitetsudtraekker
from indsatser.importing.aftale.felter.lister import items_as_lines
from indsatser.importing.aftale.felter.milepaele import Milepaelslaeser
from indsatser.importing.aftale.felter.parter import read_parties
from indsatser.importing.aftale.felter.tid import read_period
from indsatser.importing.aftale.feltudtraek import GENTAGET
from indsatser.importing.aftale.led import Rad, Stykke
from indsatser.importing.aftale.navne import FRAVALGT
from indsatser.importing.aftale.normal import even, name_key, same_name, same_words
from indsatser.importing.aftale.ordbog import Sikkerhed, find_area
from indsatser.importing.aftale.sektioner import Felt, Sektion, Slags
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, leaf_at, leaf_text, lines_at, uden_tomme


class Udtraekker(Aktivitetsudtraekker):
    """Reads indsatsområder and milestones."""

    def area(self, sections: list[Sektion], *, key: str) -> dict[str, Traee]:
        """One indsatsområde from all sections about it: its part of the agreement and its delaftale."""
        for section in sections:
            self.rester.bruges(section.steder)
        name = self._name(sections)
        found: dict[str, Traee | None] = {}
        official = find_area(name.navn)
        where = (name.stykke,) if name.stykke else ()
        if official and key == "focus_area":
            found[key] = Vaerdi(official, where, name.sikkerhed, beregnet=official != name.navn)
            if official != name.navn:
                found["focus_area_as_printed"] = Vaerdi(name.navn, where, name.sikkerhed)
        else:
            found[key] = Vaerdi(name.navn, where, name.sikkerhed)
        numbered = next((each for each in sections if each.nummer and each.stykke), None)
        if numbered and numbered.stykke:
            found["section"] = Vaerdi(numbered.nummer, (numbered.stykke,), Sikkerhed.EXACT)
        purposes = [self.purpose_and_goals(section) for section in sections]
        goals = next((goals for _purpose, goals in purposes if goals), [])
        for other in (other for _purpose, other in purposes if other and other is not goals):
            self._same_goals(goals, other)
        self._repeated([purpose for purpose, _goals in purposes if purpose])
        found |= {
            "parties": [
                one
                for each in sections
                for felt in each.felter_med("parter")
                for one in read_parties(felt.indhold, felt.sikkerhed)
            ],
            "problem": self._first(sections, "problem"),
            "purpose": next((purpose for purpose, _goals in purposes if purpose), None),
            "goals": goals,
            "municipal_context": self._first(sections, "kommunal"),
            "notification": self._first(sections, "underretning", "konflikt_og_underretning"),
            "conflict_handling": self._first(sections, "konflikt", "konflikt_og_underretning"),
            "revision_rule": self._first(sections, "revision"),
            **self._valid(sections),
            "budget": self._budget(sections),
            "planned_activities": self._planned(sections),
            "criteria": self._criteria_of(sections, goals),
            "activities": self._activities(sections, goals),
        }
        self._worded_in_forms(found["criteria"], found["activities"])  # type: ignore[arg-type]
        for section in sections:
            self.quarters += [(section, felt) for felt in section.felter_med("milepaele")]
            self.rester.bruges(_lines(section.felter_med("plannavn", "valgt")), "siger, hvilken plan det er")
        return uden_tomme(found)

    def _name(self, sections: list[Sektion]) -> Sektion:
        return next((each for each in sections if each.navn and each.slags is Slags.DELAFTALE), sections[0])

    def _first(self, sections: list[Sektion], *keys: str) -> Vaerdi | None:
        """The text of the first section that has it; a word-for-word repetition elsewhere is used up with it."""
        texts = [found for each in sections if (found := self.text(each, *keys))]
        self._repeated(texts)
        return texts[0] if texts else None

    def _repeated(self, texts: list[Vaerdi]) -> None:
        for other in texts[1:]:
            if other.vaerdi == texts[0].vaerdi:
                self.rester.bruges(other.stykker, GENTAGET)
            else:
                self.rester.blev_ikke(other.stykker, "står to steder med forskellig ordlyd; den første er brugt")

    def _same_goals(self, goals: list[Traee], others: list[Traee]) -> None:
        mine = {name_key(str(leaf_text(goal, "text"))): goal for goal in goals}
        for other in others:
            where = lines_at(other, "text")
            same = mine.get(name_key(str(leaf_text(other, "text"))))
            if same is None:
                self.rester.blev_ikke(where, "står som mål ét sted og ikke et andet")
                continue
            self.rester.bruges(where, GENTAGET)
            letter = leaf_text(other, "letter")
            if letter and letter != leaf_text(same, "letter"):
                same["letter_in_agreement"] = other["letter"]  # type: ignore[call-overload,index]

    def _valid(self, sections: list[Sektion]) -> dict[str, Traee | None]:
        for section in sections:
            start = read_period(_lines(section.felter_med("gyldig", "gyldig_fra")))
            end = read_period(_lines(section.felter_med("gyldig_til")))
            if start or end:
                return {"valid_from": start.get("start"), "valid_to": end.get("start") or start.get("end")}
        return {}

    def _budget(self, sections: list[Sektion]) -> dict[str, Traee]:
        found: dict[str, Traee] = {}
        for section in sections:
            read = self.budget(section, "oekonomi")
            found = {**read, **found}
        return found

    def _planned(self, sections: list[Sektion]) -> list[Traee]:
        """The activities a delaftale lists, each with the name its form has where that differs."""
        forms = [each for section in sections for each in section.af(Slags.AKTIVITET)]
        found: list[Traee] = []
        for section in sections:
            for felt in section.felter_med("aktiviteter"):
                listed = felt.indhold
                if any(line.is_item for line in felt.stykker):
                    listed = [part for part in felt.indhold if isinstance(part, Rad) or part.stykke.is_item]
                for name in items_as_lines(listed):
                    entry: dict[str, Traee] = {"name": Vaerdi(name.text, (name,), felt.sikkerhed)}
                    form = next((each for each in forms if same_name(each.navn, name.text)), None)
                    if form and form.stykke:
                        entry["form_name"] = Vaerdi(form.navn, (form.stykke,), form.sikkerhed)
                    found.append(entry)
        return found

    def _criteria_of(self, sections: list[Sektion], goals: list[Traee]) -> list[dict[str, Traee]]:
        """Criteria that stand in both the agreement and the delaftale are one. A goal among them, word for word, is
        the heading of those that follow."""
        found: list[dict[str, Traee]] = []
        letters = {name_key(leaf_text(goal, "text")): leaf_at(goal, "letter") for goal in goals}
        for section in sections:
            above: Vaerdi | None = None
            for one in self.criteria(section):
                if (words := name_key(leaf_text(one, "statement"))) in letters:
                    above = letters[words]
                    self.rester.bruges(lines_at(one, "statement"), GENTAGET)
                    continue
                if above and "goal" not in one:
                    one["goal"] = above
                same = next((each for each in found if _same_statement(each, one)), None)
                if same is None and section is not sections[0]:
                    same = self._worded_twice(found, one)
                if same is None:
                    found.append(one)
                    continue
                self.rester.bruges(
                    {line for leaf in one.values() if isinstance(leaf, Vaerdi) for line in leaf.stykker}, GENTAGET
                )
                for key in ("goal", "source"):
                    if key in one and key not in same:
                        same[key] = one[key]
        return found

    def _worded_twice(self, found: list[dict[str, Traee]], one: dict[str, Traee]) -> dict[str, Traee] | None:
        """The criterion that this one words in nearly the same way, with the same numbers. The difference is noted;
        so is a pair whose numbers differ, which stays two."""
        mine = leaf_text(one, "statement")
        for each in found:
            other = leaf_text(each, "statement")
            likeness = ordlyd.compare(other, mine)
            if likeness is ordlyd.Lighed.IKKE:
                continue
            lines = (*lines_at(each, "statement"), *lines_at(one, "statement"))
            if likeness is ordlyd.Lighed.SAMME:
                self.rester.modsiger("criterion", "Samme kriterium med to ordlyde", lines)
                return each
            self.rester.modsiger("figure_mismatch", "Næsten samme kriterium med forskellige tal", lines)
        return None

    def _worded_in_forms(self, criteria: list[dict[str, Traee]], activities: list[dict[str, Traee]]) -> None:
        """A criterion of the delaftale that an activity's form words otherwise, or with other numbers. Both stay."""
        for activity in activities:
            for one in activity.get("criteria", []):  # type: ignore[union-attr]
                mine = leaf_text(one, "statement")  # type: ignore[arg-type]
                for each in criteria:
                    if _same_statement(each, one):  # type: ignore[arg-type]
                        break
                    likeness = ordlyd.compare(leaf_text(each, "statement"), mine)
                    if likeness is ordlyd.Lighed.IKKE:
                        continue
                    where = f"i delaftalen og på skemaet for {leaf_text(activity, 'name')}"
                    lines = (*lines_at(each, "statement"), *lines_at(one, "statement"))  # type: ignore[arg-type]
                    if likeness is ordlyd.Lighed.SAMME:
                        self.rester.modsiger("criterion", f"Samme kriterium med to ordlyde {where}", lines)
                    else:
                        self.rester.modsiger(
                            "figure_mismatch", f"Næsten samme kriterium med forskellige tal {where}", lines
                        )
                    break

    def _activities(self, sections: list[Sektion], goals: list[Traee]) -> list[dict[str, Traee]]:
        return [self.activity(each, goals) for section in sections for each in section.af(Slags.AKTIVITET)]

    def milestones(self, names: list[str], fields: Iterable[Felt]) -> list[Traee]:
        """The milestones of the plan's own chapter and of every form."""
        found: list[Traee] = []
        for felt in fields:
            reader = Milepaelslaeser(names, felt.aar, year_line=felt.etiket if felt.aar else None)
            found += reader.read(felt.indhold, felt.sikkerhed)
            self.rester.bruges(
                line for line in felt.stykker if line is reader.quarter_line or line is reader.year_line
            )
            self.rester.blev_ikke(reader.rest, "milepæl uden kvartal")
        for section, felt in self.quarters:
            reader = Milepaelslaeser(names, felt.aar, year_line=felt.etiket if felt.aar else None)
            for one in reader.read(felt.indhold, felt.sikkerhed):
                if section.slags is Slags.AKTIVITET and section.stykke and "activity" not in one:  # type: ignore[operator]
                    one["activity"] = Vaerdi(section.navn, (section.stykke,), Sikkerhed.EXACT, beregnet=True)  # type: ignore[index,call-overload]
                found.append(one)
            self.rester.blev_ikke(reader.rest, "milepæl uden kvartal")
        return found


def is_left_out(section: Sektion) -> bool:
    """An indsatsområde that the agreement says is not chosen: it has no goals, criteria or activities."""
    if section.af(Slags.AKTIVITET) or any(
        section.har(key) for key in ("maal", "kriterier", "aktiviteter", "oekonomi")
    ):
        return False
    if any(felt.key == "fravalg" for felt in section.felter):
        return True
    lines = [line for felt in section.felter for line in felt.stykker]
    chosen = " ".join(line.text for felt in section.felter_med("valgt") for line in felt.stykker)
    return even(chosen).startswith("nej") or any(FRAVALGT.search(line.text) for line in lines)


def same_area(one: Sektion, other: Sektion) -> bool:
    """Whether two sections are about the same indsatsområde, however it is spelt."""
    return same_words(one.navn, other.navn) or (
        bool(find_area(one.navn)) and find_area(one.navn) == find_area(other.navn)
    )


def _lines(fields: Iterable[Felt]) -> list[Stykke]:
    return [line for felt in fields for line in felt.stykker]


def _same_statement(one: dict[str, Traee], other: dict[str, Traee]) -> bool:
    return re.sub(r"\W+", "", even(leaf_text(one, "statement"))) == re.sub(
        r"\W+", "", even(leaf_text(other, "statement"))
    )
