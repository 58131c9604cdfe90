from django.urls import path

from indsatser import views
from indsatser.kopiering import views as kopiering

app_name = "indsatser"

urlpatterns = [
    path("helhedsplaner/<uuid:uuid>/milepaele/", views.milepael_list, name="milepael_list"),
    path("helhedsplaner/<uuid:uuid>/omraadetal/", views.indikator_list, name="indikator_list"),
    path("helhedsplaner/<uuid:uuid>/projekter/", views.projekt_list, name="projekt_list"),
    path("lokalprojekter/<uuid:uuid>/", views.lokalprojekt_detail, name="lokalprojekt_detail"),
    path("initiativer/<uuid:uuid>/", views.initiativ_detail, name="initiativ_detail"),
]

urlpatterns += [
    path("helhedsplaner/<uuid:uuid>/naeste-periode/", kopiering.helhedsplan_copy, name="helhedsplan_copy"),
    path("aktiviteter/<uuid:uuid>/kopier/", kopiering.aktivitet_copy, name="aktivitet_copy"),
]
