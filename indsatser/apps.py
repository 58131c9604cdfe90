from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "Indsatser og målinger"

    def ready(self) -> None:
        """Models are there now, so their files can be handed out."""
        from indsatser.filer import registrer_filer

        registrer_filer()
