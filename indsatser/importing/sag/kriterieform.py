"""From the words of a case file to the structured form of a criterion. Pure: no database."""

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.sag.laeser import Knude, SagAfvist

OPERATORER = {
    ">=": Operator.MINDST,
    "gte": Operator.MINDST,
    "<=": Operator.HOEJST,
    "lte": Operator.HOEJST,
    "=": Operator.LIG,
    "eq": Operator.LIG,
    "gt": Operator.OVER,
    "lt": Operator.UNDER,
    "between": Operator.MELLEM,
    "ca.": Operator.CIRKA,
}
RETNINGER = {
    "increase": Retning.STIGE,
    "decrease": Retning.FALDE,
    "reach": Retning.NAA,
    "hold": Retning.FASTHOLDE,
}
PER_YEAR = "pr. år"


def has_target(node: Knude) -> bool:
    """Whether the criterion states a number to reach (or says that one is masked)."""
    target = node.raw("target") or {}
    return "value" in target or target.get("comparator") == "ca."


def form_of(node: Knude, *, is_list_criterion: bool = False) -> Kriterieform:
    """Which of the sixteen forms (domain.md §5.1) the criterion has."""
    kind, target = node.raw("kind"), node.raw("target") or {}
    baseline = node.raw("baseline")
    if "sub_targets" in node or isinstance(baseline, list):
        return Kriterieform.SAMMENSAT
    if is_list_criterion or "list_criteria" in node:
        return Kriterieform.LOVGRAENSE
    if kind == "relative_change":
        return _relative(target, baseline or {})
    if target.get("relative_to") == "baseline" or (kind == "count" and not has_target(node)):
        return Kriterieform.RETNING
    if kind == "share":
        return _share(target, baseline)
    if kind == "count":
        return Kriterieform.ANTAL_PR_AAR if _is_yearly(node) else Kriterieform.ANTAL_I_VINDUE
    simple = {"event": Kriterieform.JA_NEJ, "qualitative": Kriterieform.KVALITATIV, "average": Kriterieform.GENNEMSNIT}
    if kind not in simple:
        raise SagAfvist(f"{node.at('kind')}: kriteriets art «{kind}» kendes ikke.")
    return simple[kind]


def _is_yearly(node: Knude) -> bool:
    return str(node.raw("unit") or "").endswith(PER_YEAR)


def _relative(target: dict, baseline: dict) -> Kriterieform:
    if "value" not in baseline:
        return Kriterieform.RELATIV_FRA_FOERSTE_MAALING
    return Kriterieform.HALVERING if target.get("value") == -50 else Kriterieform.RELATIV


def _share(target: dict, baseline: dict | None) -> Kriterieform:
    if "after_years" in target:
        return Kriterieform.FASTHOLDELSE
    if not baseline:
        return Kriterieform.SPOERGESKEMA
    return Kriterieform.ANDEL_MINDST if target.get("comparator_stated") else Kriterieform.ANDEL


def sammenlaegning_of(node: Knude, form: Kriterieform) -> Sammenlaegning:
    """How several measurements become one: only counts that the file calls cumulative are added up."""
    if form == Kriterieform.ANTAL_PR_AAR:
        return Sammenlaegning.AARLIG
    if form == Kriterieform.GENNEMSNIT and not node.raw("baseline"):
        return Sammenlaegning.MIDDEL
    if form == Kriterieform.ANTAL_I_VINDUE and node.raw("cumulative"):
        return Sammenlaegning.SUM
    return Sammenlaegning.SENESTE
