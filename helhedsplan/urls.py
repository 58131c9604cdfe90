"""Apps are included by name, so this module imports none of them."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from helhedsplan import views

urlpatterns = [
    path("sundhed/", views.sundhed, name="sundhed"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("konto/log-ind/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("konto/logget-ind/", views.logget_ind, name="logget_ind"),
    path("konto/log-ud/", auth.LogoutView.as_view(), name="logout"),
    path("konto/adgangskode/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("konto/adgangskode/skiftet/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("admin/", admin.site.urls),
    path("", include("plans.urls")),
    path("", include("indsatser.urls")),
    path("", include("reporting.urls")),
]
