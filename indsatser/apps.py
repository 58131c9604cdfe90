from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "Indsatser og målinger"

    def ready(self) -> None:
        from indsatser.redigering import arter  # noqa: F401  # declares what can be edited
