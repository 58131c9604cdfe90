from django.urls import path

from plans import views
from plans.baggrund import views as baggrund
from plans.moeder import aarshjulviews, kalenderviews
from plans.moeder import views as moeder
from plans.ny_plan import views as ny_plan
from plans.penge.ark import views as budgetark
from plans.penge.gitter import views as budgetgitter
from plans.penge.omdisponering import views as omdisponering
from plans.penge.regnskab import importviews as regnskabsimport
from plans.penge.regnskab import views as regnskab
from plans.redigering import livsloeb
from plans.redigering import views as redigering

app_name = "plans"

urlpatterns = [
    path("", views.forside, name="forside"),
    path("helhedsplaner/", views.helhedsplan_list, name="helhedsplan_list"),
    path("helhedsplaner/<uuid:uuid>/aftale/", views.aftale_detail, name="aftale_detail"),
    path("helhedsplaner/<uuid:uuid>/uoverensstemmelser/", views.uoverensstemmelse_list, name="uoverensstemmelse_list"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/", views.oekonomi_detail, name="oekonomi_detail"),
    path("helhedsplaner/<uuid:uuid>/organisering/", views.organ_list, name="organ_list"),
    path("helhedsplaner/<uuid:uuid>/historik/", views.historik_list, name="historik_list"),
    path("helhedsplaner/<uuid:uuid>/adgang/", views.medlemskab_list, name="medlemskab_list"),
    path("filer/<slug:art>/<uuid:uuid>/", views.fil, name="fil"),
    path("ret/<slug:art>/<uuid:uuid>/", redigering.row_update, name="row_update"),
    path("ret/<slug:art>/<uuid:uuid>/udgaar/", livsloeb.row_retire, name="row_retire"),
    path("ret/<slug:art>/<uuid:uuid>/genindsaet/", livsloeb.row_reinstate, name="row_reinstate"),
    path("ret/<slug:art>/<uuid:uuid>/flyt/", livsloeb.row_move, name="row_move"),
    path("ret/<slug:art>/<uuid:uuid>/historik/", livsloeb.row_history, name="row_history"),
    path("ret/<slug:art>/<uuid:uuid>/historik/<int:haendelse>/", livsloeb.row_restore, name="row_restore"),
    path("ret/<slug:art>/<uuid:uuid>/kladde/", redigering.kladde, name="kladde"),
    path("ret/<slug:art>/<uuid:uuid>/vis/", redigering.vis, name="vis"),
    path("ret/<slug:art>/<uuid:uuid>/tilstede/", redigering.tilstede, name="tilstede"),
    path("opret/<slug:art>/<slug:under>/<uuid:uuid>/", redigering.row_create, name="row_create"),
    path("opret/<slug:art>/<slug:under>/<uuid:uuid>/kladde/", redigering.kladde_ny, name="kladde_ny"),
    path("opret/<slug:art>/<slug:under>/<uuid:uuid>/vis/", redigering.vis_ny, name="vis_ny"),
    path("forslag/<slug:art>/", livsloeb.row_options, name="row_options"),
]

urlpatterns += [
    path("helhedsplaner/ny/", ny_plan.helhedsplan_create, name="helhedsplan_create"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/oekonomi/budget.xlsx", budgetark.budgetark_export, name="budgetark_export"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/budget/excel/", budgetark.budgetark_upload, name="budgetark_upload"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/budget/excel/se/", budgetark.budgetark_review, name="budgetark_review"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/ret/", budgetgitter.budget_update, name="budget_update"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/ret/kladde/", budgetgitter.budget_kladde, name="budget_kladde"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/regnskab/", regnskab.regnskab_list, name="regnskab_list"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/regnskab/skriv/", regnskab.regnskab_gitter, name="regnskab_gitter"),
    path(
        "helhedsplaner/<uuid:uuid>/oekonomi/reguleringskonto/",
        regnskab.reguleringskonto_detail,
        name="reguleringskonto_detail",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/oekonomi/regnskab/laes-ind/",
        regnskabsimport.regnskab_import,
        name="regnskab_import",
    ),
    path("regnskabsimport/<uuid:uuid>/kolonner/", regnskabsimport.regnskab_kolonner, name="regnskab_kolonner"),
    path("regnskabsimport/<uuid:uuid>/gennemsyn/", regnskabsimport.regnskab_gennemsyn, name="regnskab_gennemsyn"),
    path("regnskabsimport/<uuid:uuid>/fortryd/", regnskabsimport.regnskab_fortryd, name="regnskab_fortryd"),
    path(
        "helhedsplaner/<uuid:uuid>/oekonomi/flytninger/", omdisponering.omdisponering_list, name="omdisponering_list"
    ),
]

urlpatterns += [
    path("moeder/<uuid:uuid>/", moeder.moede_detail, name="moede_detail"),
    path("moeder/<uuid:uuid>/skridt/", moeder.moede_skridt, name="moede_skridt"),
    path("dagsordenspunkter/<uuid:uuid>/fjern/", moeder.punkt_fjern, name="punkt_fjern"),
    path("helhedsplaner/<uuid:uuid>/aarshjul/", aarshjulviews.aarshjul, name="aarshjul"),
    path("organer/<uuid:uuid>/moeder/foreslaa/", aarshjulviews.moeder_foreslaa, name="moeder_foreslaa"),
    path("kalender/", kalenderviews.kalender, name="kalender"),
    path("kalender/ny-adresse/", kalenderviews.kalender_forny, name="kalender_forny"),
    path("kalender/<str:token>.ics", kalenderviews.kalender_ics, name="kalender_ics"),
]

urlpatterns += [
    path("opgaver/", baggrund.opgave_list, name="opgave_list"),
    path("opgaver/<uuid:uuid>/", baggrund.opgave_detail, name="opgave_detail"),
    path("opgaver/<uuid:uuid>/stop/", baggrund.opgave_cancel, name="opgave_cancel"),
    path("opgaver/<uuid:uuid>/igen/", baggrund.opgave_retry, name="opgave_retry"),
    path("opgaver/<uuid:uuid>/set/", baggrund.opgave_seen, name="opgave_seen"),
]
