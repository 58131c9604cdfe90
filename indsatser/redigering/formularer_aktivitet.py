"""Forms of the activity and what hangs on it: goals, the list of activities, staff and partners."""

from django.db import models
from django.db.models import Q

from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Maal,
    Medarbejderressource,
    PlanlagtAktivitet,
    Samarbejdsrelation,
    Stilling,
)
from plans.models import Medlemskab, User
from plans.redigering.formular import Gruppe, RowForm


class MaalForm(RowForm):
    """A goal of a delaftale or of the plan."""

    hjaelp = {
        "letter": "Som i aftalen, fx a. Kriterier og aktiviteter henviser til det.",
        "letter_in_agreement": "Kun hvis aftalen et andet sted bruger et andet bogstav om det samme mål.",
        "text": "Hvad der skal opnås, fx »Beboerne er mere trygge«. Tallene skrives som succeskriterier.",
    }

    class Meta(RowForm.Meta):
        model = Maal
        fields = ["letter", "text", "letter_in_agreement"]


class AktivitetForm(RowForm):
    """The activity form of the agreement (domain.md §3.3)."""

    grupper = (
        Gruppe("Aktiviteten", ("nummer", "name", "alias", "section", "has_form")),
        Gruppe("Hvad og hvorfor", ("content", "purpose", "goals_note", "target_group")),
        Gruppe("Aktivitetstyper", ("aktivitetstyper",), "Vælg de typer fra CFBU's liste, der passer. Ofte er det én."),
        Gruppe("Hvem", ("organisation", "partners_note")),
        Gruppe(
            "Adgang til at registrere",
            ("medarbejdere",),
            "En medarbejder kan skrive resultater på de aktiviteter, der er sat hak ved her.",
        ),
        Gruppe(
            "Penge",
            ("budgetposter",),
            "Kun når budgettet er delt op, så det kan ses, hvad aktiviteten koster. Beløbene rettes under Økonomi.",
        ),
        Gruppe("Evaluering og forankring", ("local_evaluation", "anchoring")),
        Gruppe("", ("note",)),
    )
    hjaelp = {
        "nummer": "Nummeret i delaftalen. Det står fast, også når andre aktiviteter udgår.",
        "alias": "Et andet navn, som aftalen eller beboerne bruger.",
        "section": "Afsnittets nummer i aftalen, fx 5.2.1.",
        "has_form": "Fjern hakket, hvis aktiviteten kun er nævnt og ikke har sin egen beskrivelse i aftalen.",
        "content": "Hvad der foregår, hvor, hvor tit og hvordan.",
        "purpose": "Hvad aktiviteten skal føre til.",
        "goals_note": "Hvis aftalen skriver noget om målene ud over at nævne dem.",
        "target_group": "Hvem aktiviteten er for, direkte og indirekte.",
        "organisation": "Hvem der gør hvad, og hvem der har ansvaret. Skriv roller, ikke navne.",
        "partners_note": "Hvis aftalen skriver om samarbejdet i løbende tekst.",
        "local_evaluation": "Hvordan I selv følger op, og hvem der gør det.",
        "anchoring": "Hvem der fører aktiviteten videre, når planen slutter.",
    }

    class Meta(RowForm.Meta):
        model = Aktivitet
        fields = [
            "nummer",
            "name",
            "alias",
            "section",
            "has_form",
            "content",
            "purpose",
            "goals_note",
            "target_group",
            "aktivitetstyper",
            "organisation",
            "partners_note",
            "medarbejdere",
            "budgetposter",
            "local_evaluation",
            "anchoring",
            "note",
        ]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        """Only members of the plan can register; the posts are those of the delaftale and those of none."""
        if name == "budgetposter":
            return posts_for(rows, self.instance)
        return staff_of(self.plan, rows, self.instance) if name == "medarbejdere" else rows


def posts_for(rows: models.QuerySet, aktivitet: Aktivitet) -> models.QuerySet:
    """The posts that may pay for the activity: of its delaftale, or of none. Those already chosen stay chosen."""
    home = models.Q(delaftale=aktivitet.delaftale_id) | models.Q(delaftale=None)
    chosen = models.Q(pk__in=aktivitet.budgetposter.values("pk")) if aktivitet.pk else models.Q(pk__in=[])
    return rows.filter(home | chosen)


def staff_of(plan: models.Model, rows: models.QuerySet, aktivitet: Aktivitet) -> models.QuerySet:
    """The users with a rolle in the plan (or the fællessekretariat above it) today, and those on the activity."""
    plans = [pk for pk in (plan.pk, getattr(plan, "parent_id", None)) if pk]
    members = Medlemskab.objects.active().filter(helhedsplan__in=plans).values("user")
    chosen = User.objects.filter(aktiviteter=aktivitet.pk).values("pk") if aktivitet.pk else User.objects.none()
    return rows.filter(Q(pk__in=members) | Q(pk__in=chosen.values("pk")))


class AktivitetsmaalForm(RowForm):
    """That the activity serves a goal."""

    hjaelp = {
        "maal": "Et af delaftalens mål.",
        "letter_as_printed": "Kun hvis aktivitetens skema bruger et andet bogstav end delaftalen.",
        "text_as_printed": "Kun hvis skemaet skriver målet med andre ord, eller det ikke står i delaftalen.",
    }

    class Meta(RowForm.Meta):
        model = Aktivitetsmaal
        fields = ["maal", "letter_as_printed", "text_as_printed"]


class PlanlagtAktivitetForm(RowForm):
    """A line in the delaftale's own list of activities."""

    hjaelp = {
        "name": "Som det står i delaftalens liste.",
        "parent": "Kun hvis linjen er et underpunkt.",
        "aktivitet": "Den aktivitet, linjen handler om. Tom, hvis den ikke har sin egen beskrivelse.",
    }

    class Meta(RowForm.Meta):
        model = PlanlagtAktivitet
        fields = ["name", "parent", "aktivitet", "note"]

    def limit(self, name: str, rows: models.QuerySet) -> models.QuerySet:
        return rows.filter(delaftale=self.instance.delaftale_id) if name == "parent" else rows


class MedarbejderressourceForm(RowForm):
    """Working time in a role."""

    hjaelp = {
        "role": "Stilling eller rolle, aldrig et navn: Boligsocial medarbejder.",
        "employer": "Hvem der ansætter, fx boligorganisationen eller kommunen.",
        "amount": "Tom, hvis aftalen ikke siger hvor meget.",
        "amount_to": "Kun hvis aftalen giver et spænd, fx 5-10 timer.",
        "unit_stated": "Fjern hakket, hvis enheden er jeres læsning og ikke står i aftalen.",
    }

    class Meta(RowForm.Meta):
        model = Medarbejderressource
        fields = ["role", "employer", "amount", "amount_to", "unit", "unit_stated", "note"]


class SamarbejdsrelationForm(RowForm):
    """A partner."""

    hjaelp = {
        "organisation": "Organisation eller forvaltning, ikke en persons navn.",
        "about": "Hvad I samarbejder om.",
    }

    class Meta(RowForm.Meta):
        model = Samarbejdsrelation
        fields = ["organisation", "about", "note"]


class StillingForm(RowForm):
    """What kind of staff a role is, and what it costs."""

    hjaelp = {
        "role": "Skriv rollen, som den står ved aktiviteterne, så timerne og prisen findes sammen.",
        "kind": "Boligsociale medarbejdere tælles for sig.",
        "price": "Løn og det, der følger med, for en fuld stilling i et år.",
        "price_source": "Fx »Budget 2019« eller »Overenskomst pr. 01.04.2024«.",
    }

    class Meta(RowForm.Meta):
        model = Stilling
        fields = ["role", "kind", "price", "price_source", "note"]
