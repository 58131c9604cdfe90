"""The words and places that the outgoing and the incoming file share: one and the same layout."""

BUDGET, FINANSIERING, SKJULT = "Budget", "Finansiering", "Udgangspunkt"
VERSION = "helhedsplan-budget-1"
TITEL = "Budget for boligsocial helhedsplan"
VEJLEDNING = (
    "Skriv beløb på linjerne med en finansieringskilde. Rækkerne »i alt« regner selv. En ny linje eller post skrives i"
    " en ny række; de skjulte kolonner skal blive stående."
)
FOER: tuple[tuple[str, float], ...] = (
    ("Post", 34),
    ("Finansieringskilde", 30),
    ("Enhed", 8),
    ("Art", 20),
    ("Udgiftsart", 16),
)
"""The columns before the years, with their widths."""
UDEN_AAR = "Uden år"
POST_ID, KILDE_ID, BRUGT = "Post-id", "Kilde-id", "Bruges i budgettet, kr."
EFTER = ("Samlede udgifter", "Landsbyggefonden", "Medfinansiering", "Bemærkning", POST_ID, KILDE_ID)
"""The columns after the years."""
I_ALT, KR, TIMER = "i alt", "kr.", "timer"
"""What a row counts in: a post's own row is the sum of its lines."""
I_ALT_RAEKKE, RAMME = "I alt", "Aftalens ramme"
IKKE_REGNET_MED = "Arbejdstid, som ikke er regnet med."
KILDER_FROM = 4
"""The first row of the sheet of sources that holds one."""
SATS_KOLONNE = "J"
"""Where the hourly rate stands on the sheet of sources (a test holds it against the columns)."""
