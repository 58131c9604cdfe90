"""A page with a formatted text in it, for the tests alone."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from helhedsplan.forms import RigTekstField

SIDE = """
{% extends "base.html" %}
{% load dansk crispy_forms_tags %}
{% block title %}Prøve{% endblock title %}
{% block content %}
    <h1>Prøve</h1>
    {% if form.errors %}
        <ul id="fejloversigt" tabindex="-1"><li><a href="#id_tekst">Ret teksten</a></li></ul>
    {% endif %}
    <form method="post" novalidate class="formular">
        {% csrf_token %}
        {{ form|crispy }}
        <button class="btn btn-primary" type="submit">Gem</button>
        <button class="btn btn-secondary" type="reset">Fortryd alt</button>
    </form>
    <div id="stykke"><a href="/proeve/stykke/" hx-get="/proeve/stykke/" hx-target="#stykke">Hent</a></div>
    {% if gemt is not None %}
        <section class="broedtekst" aria-label="Gemt">{{ gemt|tekst:2 }}</section>
        <textarea id="gemt" aria-label="Gemt tekst" readonly>{{ gemt }}</textarea>
    {% endif %}
{% endblock content %}
"""
STYKKE = '<div id="stykke">{{ form.note.label_tag }}{{ form.note }}</div>'


class Proeve(forms.Form):
    tekst = RigTekstField(label="Beskrivelse", help_text="Skriv om borgerne.")


class Stykke(forms.Form):
    note = RigTekstField(label="Bemærkning", initial="- fra serveren")


def _render(source, context, request):
    return HttpResponse(engines["django"].from_string(source).render(context, request))


@login_not_required
def side(request):
    form = Proeve(request.POST or None, initial={"tekst": request.GET.get("tekst", "")})
    gemt = form.cleaned_data["tekst"] if request.method == "POST" and form.is_valid() else None
    return _render(SIDE, {"form": form, "gemt": gemt}, request)


@login_not_required
def stykke(request):
    return _render(STYKKE, {"form": Stykke()}, request)


urlpatterns = [
    path("proeve/", side),
    path("proeve/stykke/", stykke),
    path("", include("helhedsplan.urls")),
]
