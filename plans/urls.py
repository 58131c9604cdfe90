from django.urls import path

from plans import views
from plans.ny_plan import views as ny_plan

app_name = "plans"

urlpatterns = [
    path("", views.forside, name="forside"),
    path("helhedsplaner/", views.helhedsplan_list, name="helhedsplan_list"),
    path("helhedsplaner/<uuid:uuid>/aftale/", views.aftale_detail, name="aftale_detail"),
    path("helhedsplaner/<uuid:uuid>/uoverensstemmelser/", views.uoverensstemmelse_list, name="uoverensstemmelse_list"),
    path("helhedsplaner/<uuid:uuid>/oekonomi/", views.oekonomi_detail, name="oekonomi_detail"),
    path("helhedsplaner/<uuid:uuid>/organisering/", views.organ_list, name="organ_list"),
    path("helhedsplaner/<uuid:uuid>/historik/", views.historik_list, name="historik_list"),
]

urlpatterns += [
    path("helhedsplaner/ny/", ny_plan.helhedsplan_create, name="helhedsplan_create"),
]
