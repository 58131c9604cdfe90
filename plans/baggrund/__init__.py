"""Work in the background: ordered by a page, done by a worker (`manage.py arbejd`), followed on a page of its own.

A developer's guide. A kind of work is declared once, in a module of its own that the app's AppConfig.ready() imports:

    # reporting/dossier/opgave.py
    @opgave("dossier", titel="Dossier", ret=Ret.GODKEND, felter={"as_of": date, "bilag": bool})
    def lav_dossier(opgave: Baggrundsopgave, fremdrift: Fremdrift) -> Fil:
        plan, valg = opgave.helhedsplan, oplysninger(opgave)
        for number, delaftale in enumerate(delaftaler, start=1):
            fremdrift(number, len(delaftaler), f"Delaftale {delaftale.nummer}")
            ...
        return Fil("Dossier.zip", content)

- `felter` are the arguments and their types (str, int, bool, date, UUID, list: of strings). Anything else is refused
  when it is ordered. Store ids, never texts about persons; read the rows when the work is done.
- The function returns `Fil(name, content)` (kept with the job), `Link(path, text)` (an object it made), or None.
- It runs in one transaction together with the job's own state: either both are there, or neither. So it may be begun
  again from the start (a worker died), but what it makes is made once. `opgave.uuid` is the same each time: use it as
  key where a service asks for one. With `samlet=False` it runs without a transaction: for work in many parts that
  each commit and are skipped when they are there already.
- `fremdrift(nu, i_alt, "tekst")` tells how far it is, and is where a cancelled job stops. Call it between parts.
- What it refuses, it refuses with `OpgaveFejl("En dansk sætning.")` or a ValidationError; other kinds of exceptions
  whose text is such a sentence are named in `siger=(PdfIkkeMulig,)`. Any other exception is logged, and the person is
  told that something went wrong and that she may try again.
- `forfra` says where it is ordered anew, as a Link, when trying it again would be of no use: what it needs is gone.
  None leaves the button that tries it again.
- `ret` is what it takes to order it, and to see it and its result. A job of a plan is seen by the plan's members who
  have that right (`helhedsplan` carries `my_rolle` as if fetched through the door); a job of no plan by its owner.

A view orders it after its own door, and answers:

    opgave = bestil("dossier", by=request.user, plan=plan, noegle=form.cleaned_data["noegle"], as_of=…, bilag=True)
    return svar_paa_bestilling(opgave)     # plans.baggrund.svar: the result if it is quick, else the job's page

Ordered twice with one `noegle` (a double click) it is one job, also after it is done. While the same person's same
work waits or is being done, ordering it again gives that job. A test runs what was ordered with
`plans.baggrund.koe.toem_koen()`: the real queue, in the test's own process.
"""

from plans.baggrund.bestilling import annuller, bestil, proev_igen
from plans.baggrund.fremdrift import Fremdrift
from plans.baggrund.register import Fil, Link, OpgaveFejl, opgave, oplysninger

__all__ = ["Fil", "Fremdrift", "Link", "OpgaveFejl", "annuller", "bestil", "opgave", "oplysninger", "proev_igen"]
