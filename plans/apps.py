from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Planer og aftaler"

    def ready(self) -> None:
        """Models are there now, so their files can be handed out."""
        from plans.filer import registrer
        from plans.models import Bilag

        registrer(Bilag, "file")
