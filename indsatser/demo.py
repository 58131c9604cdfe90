"""The demo: five real agreements loaded from files, example results, and one login for each role."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from indsatser.choices import Stillingsart
from indsatser.eksempeltal import write_examples
from indsatser.importing.sag.indlaes import load_case
from indsatser.models import Aktivitet, Medarbejderressource, Stilling
from indsatser.omraadelister.demotal import write_area_figures
from indsatser.reference import load_indsatser_reference
from plans.choices import Rolle
from plans.models import Helhedsplan, Medlemskab, User
from plans.reference import load_plans_reference
from plans.services import create

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
CASES = ("gellerup", "rum_for_liv", "boliv_vejle", "koebenhavn_restmidler", "noerrebro_workshop")
PASSWORD = "Helhedsplan-demo-1"
REFUSAL = "Demodata kan kun indlæses, hvor indstillingen DEMO er slået til. Intet er ændret."


@dataclass(frozen=True)
class Login:
    """A demo user."""

    email: str
    name: str
    title: str
    rolle: Rolle | None

    @property
    def rolle_text(self) -> str:
        return self.rolle.label if self.rolle else "Administrator (uden planer)"


LOGINS = (
    Login("laeser@demo.example", "Lise Læser", "Medlem af følgegruppen", Rolle.LAESER),
    Login("medarbejder@demo.example", "Mads Medarbejder", "Boligsocial medarbejder", Rolle.MEDARBEJDER),
    Login("redaktoer@demo.example", "Rikke Redaktør", "Projektkoordinator", Rolle.REDAKTOER),
    Login("koordinator@demo.example", "Kaj Koordinator", "Boligsocial koordinator", Rolle.PLANLEDER),
    Login("admin@demo.example", "Anne Administrator", "Systemadministrator", None),
)
OWN_ACTIVITIES = {
    "Gellerup-Toveshøj": ("Åben beboerrådgivning", "Bydelsmødre", "U-huset"),
    "Rum for Liv": ("Forældre & Læring", "Lektiecafé", "Arrangementer"),
}


OTHER_STAFF = {"Gellerup-Toveshøj": ("Virksomhedskonsulent (ny)", "Beskæftigelsesmentor")}
"""Job'Op's staff: the agreement does not write out who employs them (domain.md §7.1)."""


def is_demo() -> bool:
    """Whether this installation may hold demo data."""
    return bool(getattr(settings, "DEMO", False))


@transaction.atomic
def seed(password: str = PASSWORD) -> Counter[str]:
    """Reference data, the five agreements, example results and the users. The second time nothing is made."""
    load_plans_reference()
    load_indsatser_reference()
    made: Counter[str] = Counter()
    top_level = []
    for case in CASES:
        result = load_case(FOLDER / f"{case}.yaml")
        made += result.created
        if result.plan.parent_id is None:
            top_level.append(result.plan)
    for plan in Helhedsplan.objects.filter(Q(pk__in=[p.pk for p in top_level]) | Q(parent__in=top_level)):
        made += Counter({f"{what} (eksempler)": n for what, n in write_examples(plan).items()})
        made["stillinger"] += _posts(plan)
    made["områdetal"] += write_area_figures(FOLDER / "omraadetal.csv")
    made += _users(password, top_level)
    return +made


def _posts(plan: Helhedsplan) -> int:
    """The kinds of a plan's own roles where the demo knows them; no price is known."""
    if plan.short_name not in OTHER_STAFF or plan.stillinger.exists():
        return 0
    rows = Medarbejderressource.objects.filter(helhedsplan=plan, employer="", amount__isnull=False)
    roles = sorted(set(rows.values_list("role", flat=True)))
    for role in roles:
        kind = Stillingsart.ANDEN if role in OTHER_STAFF[plan.short_name] else Stillingsart.BOLIGSOCIAL
        create(Stilling(helhedsplan=plan, role=role, kind=kind), by=None)
    return len(roles)


def _users(password: str, plans: list[Helhedsplan]) -> Counter[str]:
    made: Counter[str] = Counter()
    for login in LOGINS:
        user = User.objects.filter(email=login.email).first()
        if user is None:
            user = create_login(login, password)
            made["brugere"] += 1
            if login.rolle == Rolle.MEDARBEJDER:
                _own_activities(user)
        if login.rolle is not None:
            made["medlemskaber"] += _memberships(user, login.rolle, plans)
    return made


def create_login(login: Login, password: str) -> User:
    """A demo user whose password the validators accept."""
    is_admin = login.rolle is None
    user = User(email=login.email, name=login.name, title=login.title, is_staff=is_admin, is_superuser=is_admin)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


def _memberships(user: User, rolle: Rolle, plans: list[Helhedsplan]) -> int:
    """A membership of every top-level demo plan the user has none in; it reaches the plans under it."""
    known = set(user.medlemskaber.values_list("helhedsplan", flat=True))
    missing = [plan for plan in plans if plan.pk not in known]
    for plan in missing:
        create(Medlemskab(user=user, helhedsplan=plan, rolle=rolle), by=None)  # type: ignore[type-var]
    return len(missing)


def _own_activities(user: User) -> None:
    for plan, names in OWN_ACTIVITIES.items():
        user.aktiviteter.add(*Aktivitet.objects.filter(delaftale__helhedsplan__short_name=plan, name__in=names))
