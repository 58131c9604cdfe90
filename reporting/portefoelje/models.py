"""What the portfolio keeps: only what can be worked out again from the plans."""

from django.db import models

from plans.models import Helhedsplan, UdenCpr


class Planstand(UdenCpr):
    """How a plan stood when it was last worked out: the portfolio's figures, kept because 1.000 plans take minutes.

    Never the truth of anything: it says which day it judges and when it was made, and may be thrown away (ADR 0042).
    """

    helhedsplan = models.OneToOneField(
        Helhedsplan, verbose_name="helhedsplan", on_delete=models.CASCADE, related_name="planstand", primary_key=True
    )
    as_of = models.DateField("dagen, planen er gjort op på")
    opgjort_dag = models.DateField("dag, den er gjort op")
    opgjort_at = models.DateTimeField("tidspunkt, den er gjort op")
    spor_fra = models.DateTimeField("sporet er talt fra")
    spor_antal = models.PositiveIntegerField("hændelser i sporet siden da")

    opfyldt = models.PositiveIntegerField("opfyldte kriterier")
    paa_vej = models.PositiveIntegerField("kriterier på vej")
    bagud = models.PositiveIntegerField("kriterier bagud")
    ikke_opfyldt = models.PositiveIntegerField("kriterier, der ikke er opfyldt")
    ikke_maalt = models.PositiveIntegerField("kriterier, der ikke er målt")
    kan_ikke_opgoeres = models.PositiveIntegerField("kriterier, der ikke kan opgøres")
    vurderes = models.PositiveIntegerField("kriterier, der vurderes")
    udgaaet = models.PositiveIntegerField("udgåede kriterier")
    data_til = models.DateField("nyeste data er til", null=True)
    har_eksempeltal = models.BooleanField("bygger på eksempeltal")

    milepaele = models.PositiveIntegerField("milepæle")
    forsinkede = models.PositiveIntegerField("forsinkede milepæle")
    milepael_dag = models.DateField("de næste milepæle er til", null=True)
    milepael_antal = models.PositiveIntegerField("antal næste milepæle")
    moede_dag = models.DateField("næste møde", null=True)

    udfyldt_pct = models.PositiveSmallIntegerField("udfyldt, procent")
    fordelt = models.DecimalField("fordelt på poster, kr.", max_digits=16, decimal_places=2)
    brugt = models.DecimalField("brugt, kr.", max_digits=16, decimal_places=2, null=True)

    class Meta:
        verbose_name = "planstand"
        verbose_name_plural = "planstande"

    def __str__(self) -> str:
        return f"Planens stand pr. {self.as_of:%d.%m.%Y}"
