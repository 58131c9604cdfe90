from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Planer og aftaler"

    def ready(self) -> None:
        """Models are there now: what can be edited is declared, and whose files can be handed out."""
        from plans.baggrund.svar import hent_opgave
        from plans.filer import registrer
        from plans.models import Baggrundsopgave, Bilag, Moedemateriale, Punktbilag
        from plans.redigering import arter, arter_moede, arter_regnskab  # noqa: F401  # declare what can be edited

        registrer(Bilag, "file")
        registrer(Punktbilag, "file")
        registrer(Moedemateriale, "file")
        registrer(Baggrundsopgave, "file", door=hent_opgave)
