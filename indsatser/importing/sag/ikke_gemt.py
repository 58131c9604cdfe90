"""What a case file holds that is not kept, and why. Everything else must find a place, or the load is refused."""

IKKE_GEMT = {
    "*.computed*": "Vores egne udregninger; programmet regner dem selv ud af aftalens tal.",
    "plan.budget.check": "Kontrolregnestykke; efterprøves, hver gang sagen indlæses.",
    "budget.check.calculation": "Kontrolregnestykke; efterprøves, hver gang sagen indlæses.",
    "budget.check.matches": "Kontrolregnestykke; efterprøves, hver gang sagen indlæses.",
    "budget.currency": "Alle beløb er kroner.",
    "funding_sources[].amount.currency": "Alle beløb er kroner.",
    "checks[]*": "Kontrolregnestykker på notatets tal; efterprøves, hver gang sagen indlæses.",
    "form_fields[]*": "Skemaets etiketter; svarene er gemt hver på sin plads.",
    "related_forms[]*": "Skemaer og eksempler fra andre kommuner og planer; det, der angår planen selv, er gemt.",
    "related_documents.other[]*": "Dokumenter fra andre kommuner og planer.",
    "related_documents.note": "Bemærkning om dokumenter, der ikke angår planen.",
}
