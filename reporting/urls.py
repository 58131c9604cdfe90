from django.urls import path

from reporting import bestyrelsesside, moedepapirer, omraader, views
from reporting.aarsskemaer.views import aarsskemaer
from reporting.dossier.views import dossier, dossier_lav
from reporting.indberetning import views as indberetning
from reporting.moedemateriale.views import moedemateriale, moedemateriale_lav
from reporting.paamindelser import views as paamindelser
from reporting.papirer import views as papirer
from reporting.portefoelje.views import (
    portefoelje,
    portefoelje_docx,
    portefoelje_opdater,
    portefoelje_pdf,
    portefoelje_xlsx,
)
from reporting.soegning.views import soeg
from reporting.udgaver import offentlig
from reporting.udgaver import views as udgaver
from reporting.udgaver.sammenlign import views as sammenligning

app_name = "reporting"

RAPPORT = "helhedsplaner/<uuid:uuid>/rapporter/<slug:art>"
INDBERETNING = "helhedsplaner/<uuid:uuid>/indberetninger/<slug:art>/<slug:periode>"

urlpatterns = [
    path("soeg/", soeg, name="soeg"),
    path("mit-overblik/", views.mit_overblik, name="mit_overblik"),
    path("portefoelje/", portefoelje, name="portefoelje"),
    path("portefoelje/portefoelje.xlsx", portefoelje_xlsx, name="portefoelje_xlsx"),
    path("portefoelje/portefoelje.pdf", portefoelje_pdf, name="portefoelje_pdf"),
    path("portefoelje/portefoelje.docx", portefoelje_docx, name="portefoelje_docx"),
    path("portefoelje/opdater/", portefoelje_opdater, name="portefoelje_opdater"),
    path("paamindelser/", paamindelser.paamindelse_list, name="paamindelse_list"),
    path("paamindelser/valg/", paamindelser.paamindelse_valg, name="paamindelse_valg"),
    path("paamindelser/intet/<uuid:uuid>/<str:noegle>/", paamindelser.paamindelse_svar, name="paamindelse_svar"),
    path(
        "helhedsplaner/<uuid:uuid>/paamindelser/",
        paamindelser.planpaamindelser_update,
        name="planpaamindelser_update",
    ),
    path("helhedsplaner/<uuid:uuid>/", views.plan_overblik, name="plan_overblik"),
    path("helhedsplaner/<uuid:uuid>/bestyrelsens-side/", bestyrelsesside.bestyrelsesside, name="bestyrelsesside"),
    path(
        "helhedsplaner/<uuid:uuid>/bestyrelsens-side.pdf",
        bestyrelsesside.bestyrelsesside_pdf,
        name="bestyrelsesside_pdf",
    ),
    path(
        "helhedsplaner/<uuid:uuid>/bestyrelsens-side.xlsx",
        bestyrelsesside.bestyrelsesside_xlsx,
        name="bestyrelsesside_xlsx",
    ),
    path("helhedsplaner/<uuid:uuid>/delaftaler/", views.delaftale_list, name="delaftale_list"),
    path("delaftaler/<uuid:uuid>/", views.delaftale_detail, name="delaftale_detail"),
    path("aktiviteter/<uuid:uuid>/", views.aktivitet_detail, name="aktivitet_detail"),
    path("kriterier/<uuid:uuid>/", views.kriterium_detail, name="kriterium_detail"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/omraadetal/<uuid:omraade>/", omraader.omraade_detail, name="omraade_detail"),
    path("moeder/<uuid:uuid>/dagsorden/", moedepapirer.dagsorden_detail, name="dagsorden_detail"),
    path("moeder/<uuid:uuid>/dagsorden.pdf", moedepapirer.dagsorden_pdf, name="dagsorden_pdf"),
    path("moeder/<uuid:uuid>/dagsorden.docx", moedepapirer.dagsorden_docx, name="dagsorden_docx"),
    path("moeder/<uuid:uuid>/dagsorden/vaelg/", moedepapirer.dagsorden_foreslaa, name="dagsorden_foreslaa"),
    path("moeder/<uuid:uuid>/materiale/", moedemateriale, name="moedemateriale"),
    path("moeder/<uuid:uuid>/materiale/lav/", moedemateriale_lav, name="moedemateriale_lav"),
    path("moeder/<uuid:uuid>/referat/", moedepapirer.referat_detail, name="referat_detail"),
    path("moeder/<uuid:uuid>/referat.pdf", moedepapirer.referat_pdf, name="referat_pdf"),
    path("moeder/<uuid:uuid>/referat.docx", moedepapirer.referat_docx, name="referat_docx"),
    path("helhedsplaner/<uuid:uuid>/rapporter/", papirer.rapport_list, name="rapport_list"),
    path(f"{RAPPORT}/", papirer.papir, name="papir"),
    path(f"{RAPPORT}/<str:periode>/", papirer.papir, name="papir_periode"),
    path(f"{RAPPORT}.<str:endelse>", papirer.papirfil, name="papirfil"),
    path(f"{RAPPORT}/<str:periode>.<str:endelse>", papirer.papirfil, name="papirfil_periode"),
    path(f"{INDBERETNING}/", indberetning.indberetning_detail, name="indberetning_detail"),
    path(f"{INDBERETNING}/skriv/", indberetning.indberetning_skriv, name="indberetning_skriv"),
    path(f"{INDBERETNING}/svar/", indberetning.indberetning_svar, name="indberetning_svar"),
    path(f"{INDBERETNING}/trin/<slug:trin>/", indberetning.indberetning_trin, name="indberetning_trin"),
]

urlpatterns += [
    path("udgave/", offentlig.udgave_opslag, name="udgave_opslag"),
    path("udgave/<str:nummer>/", offentlig.udgave_kontrol, name="udgave_kontrol"),
    path("udgaver/<uuid:uuid>/", udgaver.udgave_detail, name="udgave_detail"),
    path("udgaver/<uuid:uuid>/sammenlign/", sammenligning.udgave_sammenlign, name="udgave_sammenlign"),
    path("udgaver/<uuid:uuid>/sammenligning.pdf", sammenligning.udgave_sammenlign_pdf, name="udgave_sammenlign_pdf"),
    path("udgaver/paa-vej/<uuid:uuid>/igen/", udgaver.udstedelse_igen, name="udstedelse_igen"),
    path("udgaver/paa-vej/<uuid:uuid>/opgiv/", udgaver.udstedelse_opgiv, name="udstedelse_opgiv"),
    path("helhedsplaner/<uuid:uuid>/udsted/<slug:art>/", udgaver.udgave_udsted, name="udgave_udsted"),
    path(
        "helhedsplaner/<uuid:uuid>/udsted/<slug:art>/<str:periode>/",
        udgaver.udgave_udsted,
        name="udgave_udsted_periode",
    ),
]

urlpatterns += [
    path("portefoelje/aarets-skemaer/", aarsskemaer, name="aarsskemaer"),
    path("helhedsplaner/<uuid:uuid>/dossier/", dossier, name="dossier"),
    path("helhedsplaner/<uuid:uuid>/dossier/lav/", dossier_lav, name="dossier_lav"),
]
