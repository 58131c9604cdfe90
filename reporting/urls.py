from django.urls import path

from reporting import milepaelspapir, pengepapirer, views
from reporting.soegning.views import soeg

app_name = "reporting"

urlpatterns = [
    path("soeg/", soeg, name="soeg"),
    path("mit-overblik/", views.mit_overblik, name="mit_overblik"),
    path("helhedsplaner/<uuid:uuid>/", views.plan_overblik, name="plan_overblik"),
    path("helhedsplaner/<uuid:uuid>/delaftaler/", views.delaftale_list, name="delaftale_list"),
    path("delaftaler/<uuid:uuid>/", views.delaftale_detail, name="delaftale_detail"),
    path("aktiviteter/<uuid:uuid>/", views.aktivitet_detail, name="aktivitet_detail"),
    path("kriterier/<uuid:uuid>/", views.kriterium_detail, name="kriterium_detail"),
    path("helhedsplaner/<uuid:uuid>/rapporter/", views.rapport_list, name="rapport_list"),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/maalopfyldelse/<int:aar>/",
        views.maalopfyldelse_detail,
        name="maalopfyldelse_detail",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/maalopfyldelse/<int:aar>.pdf",
        views.maalopfyldelse_pdf,
        name="maalopfyldelse_pdf",
    ),
    path("helhedsplaner/<uuid:uuid>/rapporter/budget/", pengepapirer.budget_detail, name="budget_detail"),
    path("helhedsplaner/<uuid:uuid>/rapporter/budget.pdf", pengepapirer.budget_pdf, name="budget_pdf"),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/budgetopfoelgning/",
        pengepapirer.budgetopfoelgning_detail,
        name="budgetopfoelgning_detail",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/budgetopfoelgning.pdf",
        pengepapirer.budgetopfoelgning_pdf,
        name="budgetopfoelgning_pdf",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/budgetopfoelgning.xlsx",
        pengepapirer.budgetopfoelgning_xlsx,
        name="budgetopfoelgning_xlsx",
    ),
]

urlpatterns += [
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/milepaelsplan/<int:aar>/",
        milepaelspapir.milepaelsplan_papir,
        name="milepaelsplan_papir",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/milepaelsplan/<int:aar>.pdf",
        milepaelspapir.milepaelsplan_pdf,
        name="milepaelsplan_pdf",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/rapporter/milepaelsplan/<int:aar>.xlsx",
        milepaelspapir.milepaelsplan_xlsx,
        name="milepaelsplan_xlsx",
    ),
]
