from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "Indsatser og målinger"

    def ready(self) -> None:
        """Models are there now: their files can be handed out, and their rows edited."""
        from indsatser.filer import registrer_filer
        from indsatser.redigering import arter  # noqa: F401  # declares what can be edited

        registrer_filer()
