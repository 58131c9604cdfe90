from django.urls import path

from indsatser import views

app_name = "indsatser"

urlpatterns = [
    path("helhedsplaner/<uuid:uuid>/milepaele/", views.milepael_list, name="milepael_list"),
    path("helhedsplaner/<uuid:uuid>/omraadetal/", views.indikator_list, name="indikator_list"),
    path("helhedsplaner/<uuid:uuid>/projekter/", views.projekt_list, name="projekt_list"),
    path("lokalprojekter/<uuid:uuid>/", views.lokalprojekt_detail, name="lokalprojekt_detail"),
    path("initiativer/<uuid:uuid>/", views.initiativ_detail, name="initiativ_detail"),
]
