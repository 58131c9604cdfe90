from django.urls import path

from indsatser import views
from indsatser.aftalelaesning import valg_views as aftalevalg
from indsatser.aftalelaesning import views as aftalelaesning
from indsatser.bemanding import views as bemanding
from indsatser.kopiering import views as kopiering
from indsatser.maalingsark import views as maalingsark
from indsatser.milepaelsplan import plan_views as milepaelsplan
from indsatser.milepaelsplan import views as milepael
from indsatser.omraadelister import views as omraader
from indsatser.omraadelister.indlaesning import views as omraadetal
from indsatser.registrering import log_views, skema_views
from indsatser.registrering import views as registrering

app_name = "indsatser"

urlpatterns = [
    path("helhedsplaner/<uuid:uuid>/milepaele/", views.milepael_list, name="milepael_list"),
    path("helhedsplaner/<uuid:uuid>/omraadetal/", views.indikator_list, name="indikator_list"),
    path("helhedsplaner/<uuid:uuid>/projekter/", views.projekt_list, name="projekt_list"),
    path("lokalprojekter/<uuid:uuid>/", views.lokalprojekt_detail, name="lokalprojekt_detail"),
    path("initiativer/<uuid:uuid>/", views.initiativ_detail, name="initiativ_detail"),
    path("registrer/", registrering.registrer, name="registrer"),
    path("kriterier/<uuid:uuid>/registrer/", registrering.registrer_kriterium, name="registrer_kriterium"),
    path("maalinger/<uuid:uuid>/ret/", registrering.registrer_maaling, name="registrer_maaling"),
    path("maalinger/<uuid:uuid>/fjern/", registrering.registrer_fjern, name="registrer_fjern"),
    path("maalinger/<uuid:uuid>/retur/", registrering.registrer_retur, name="registrer_retur"),
    path("aktiviteter/<uuid:uuid>/log/", log_views.registrer_log, name="registrer_log"),
    path("logposter/<uuid:uuid>/ret/", log_views.registrer_logpost, name="registrer_logpost"),
    path("logposter/<uuid:uuid>/fjern/", log_views.registrer_logpost_fjern, name="registrer_logpost_fjern"),
    path("helhedsplaner/<uuid:uuid>/registrer/skema/", skema_views.registrer_skema, name="registrer_skema"),
    path("helhedsplaner/<uuid:uuid>/registrer/skema/fil/", maalingsark.maalingsark_export, name="maalingsark_export"),
    path("helhedsplaner/<uuid:uuid>/registrer/laes/", maalingsark.maalingsark_upload, name="maalingsark_upload"),
    path("helhedsplaner/<uuid:uuid>/registrer/laes/se/", maalingsark.maalingsark_review, name="maalingsark_review"),
    path("maalingsimporter/<uuid:uuid>/fortryd/", maalingsark.maalingsark_fortryd, name="maalingsark_fortryd"),
    path("helhedsplaner/<uuid:uuid>/aarslaase/", log_views.registrer_aarslaas, name="registrer_aarslaas"),
    path("aarslaase/<uuid:uuid>/laas-op/", log_views.registrer_laas_op, name="registrer_laas_op"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/naeste-periode/", kopiering.helhedsplan_copy, name="helhedsplan_copy"),
    path("aktiviteter/<uuid:uuid>/kopier/", kopiering.aktivitet_copy, name="aktivitet_copy"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/oekonomi/bemanding/", bemanding.bemanding_list, name="bemanding_list"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/omraadetal/<uuid:omraade>/skriv/", omraader.omraade_update, name="omraade_update"),
    path("helhedsplaner/<uuid:uuid>/omraadetal/laes/", omraadetal.omraadetal_import, name="omraadetal_import"),
    path("omraadetal/<uuid:uuid>/kolonner/", omraadetal.omraadetal_kolonner, name="omraadetal_kolonner"),
    path("omraadetal/<uuid:uuid>/gennemsyn/", omraadetal.omraadetal_gennemsyn, name="omraadetal_gennemsyn"),
    path("omraadetal/<uuid:uuid>/fortryd/", omraadetal.omraadetal_fortryd, name="omraadetal_fortryd"),
    path("milepaele/<uuid:uuid>/tilstand/", milepael.milepael_state, name="milepael_state"),
    path("milepaele/<uuid:uuid>/flyt/", milepael.milepael_postpone, name="milepael_postpone"),
    path("milepaele/<uuid:uuid>/del/", milepael.milepael_split, name="milepael_split"),
    path(
        "helhedsplaner/<uuid:uuid>/milepaelsplan/<int:aar>/",
        milepaelsplan.milepaelsplan_detail,
        name="milepaelsplan_detail",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/milepaelsplan/<int:aar>/foreslaa/",
        milepaelsplan.milepaelsplan_create,
        name="milepaelsplan_create",
    ),
    path("milepaelsplaner/<uuid:uuid>/linjer/", milepaelsplan.milepaelsplan_update, name="milepaelsplan_update"),
    path("milepaelsplaner/<uuid:uuid>/bestyrelsen/", milepaelsplan.milepaelsplan_board, name="milepaelsplan_board"),
    path("milepaelsplaner/<uuid:uuid>/godkend/", milepaelsplan.milepaelsplan_approve, name="milepaelsplan_approve"),
    path("milepaelsplaner/<uuid:uuid>/revider/", milepaelsplan.milepaelsplan_revise, name="milepaelsplan_revise"),
    path("milepaelsplaner/<uuid:uuid>/send/", milepaelsplan.milepaelsplan_send, name="milepaelsplan_send"),
]

urlpatterns += [
    path("aftaler/laes/", aftalelaesning.aftalelaesning_create, name="aftalelaesning_create"),
    path(
        "helhedsplaner/<uuid:uuid>/aftale/laes/", aftalelaesning.aftalelaesning_genlaes, name="aftalelaesning_genlaes"
    ),
    path("aftalelaesninger/<uuid:uuid>/", aftalelaesning.aftalelaesning_gennemsyn, name="aftalelaesning_gennemsyn"),
    path("aftalelaesninger/<uuid:uuid>/valg/", aftalevalg.aftalelaesning_valg, name="aftalelaesning_valg"),
    path("aftalelaesninger/<uuid:uuid>/<int:nr>/ret/", aftalevalg.aftalelaesning_ret, name="aftalelaesning_ret"),
    path("aftalelaesninger/<uuid:uuid>/gem/", aftalelaesning.aftalelaesning_gem, name="aftalelaesning_gem"),
    path("aftalelaesninger/<uuid:uuid>/kasser/", aftalelaesning.aftalelaesning_kasser, name="aftalelaesning_kasser"),
]
