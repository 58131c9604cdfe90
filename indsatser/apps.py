from django.apps import AppConfig


class IndsatserConfig(AppConfig):
    name = "indsatser"
    verbose_name = "Indsatser og målinger"

    def ready(self) -> None:
        """Models are there now: their files can be handed out, their rows edited and decided on."""
        from indsatser import opgaver  # noqa: F401  # declares what is done in the background
        from indsatser.filer import registrer_filer
        from indsatser.milepaelsplan.beslutning import virk_paa_milepaelsplan
        from indsatser.models import Milepaelsplan
        from indsatser.redigering import arter  # noqa: F401  # declares what can be edited
        from plans.moeder.virkning import add_virkning

        registrer_filer()
        add_virkning(Milepaelsplan, virk_paa_milepaelsplan)
