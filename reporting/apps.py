from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Rapporter"

    def ready(self) -> None:
        from indsatser.milepaelsplan.plan import naar_godkendt
        from plans.filer import registrer
        from plans.moeder.sager import add_sagsart, add_samlesag
        from plans.moeder.virkning import add_virkning
        from plans.redigering.register import Panel, add_panel
        from plans.reference import add_reference
        from reporting import opgaver  # noqa: F401  # declares what is done in the background
        from reporting.facts.aarsfrister import register_fristsvar
        from reporting.facts.forhaandsvisning import build_forhaandsvisning
        from reporting.indberetning.beslutning import virk_paa_indberetning
        from reporting.indberetning.liste import url_af
        from reporting.indberetning.models import Indberetning
        from reporting.paamindelser.regler import load_fristregler
        from reporting.udgaver.kontrol import maa_ikke_udleveres
        from reporting.udgaver.models import Udgavefil
        from reporting.udgaver.papirvej import ordene_foelger_med, udsted_milepaelsplan

        add_reference(load_fristregler)
        register_fristsvar()
        add_samlesag("milepaele", "Planens milepæle", "indsatser:milepael_list")
        add_samlesag("milepaelsplan", "Planens milepæle", "indsatser:milepael_list")
        add_sagsart(Indberetning, "Indberetning", url_af)
        add_virkning(Indberetning, virk_paa_indberetning)
        add_panel("succeskriterium", Panel("reporting/_forhaandsvisning.html", build_forhaandsvisning))
        naar_godkendt(ordene_foelger_med)
        naar_godkendt(udsted_milepaelsplan)
        registrer(Udgavefil, "file", tjek=maa_ikke_udleveres)
