from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Planer og aftaler"

    def ready(self) -> None:
        from plans.redigering import arter  # noqa: F401  # declares what can be edited
