"""What kind of inconsistency a note in a case is about, in words people read."""

ARTER: dict[str, str] = {
    "ambiguous_measure": "tvetydig måling",
    "body": "organ",
    "criterion": "kriterium",
    "cross_reference": "krydshenvisning",
    "differing_years": "forskellige år",
    "figure": "tal",
    "figure_mismatch": "tal stemmer ikke",
    "form": "skema",
    "goal_coverage": "mål uden kriterium",
    "goal_letters": "målbogstaver",
    "horizon_mismatch": "tidsrum stemmer ikke",
    "indicator_mismatch": "indikator stemmer ikke",
    "malformed_amount": "beløb trykt forkert",
    "masked_text": "sløret tekst",
    "milestone": "milepæl",
    "missing_data": "oplysning mangler",
    "missing_element": "del mangler",
    "missing_horizon": "tidsrum mangler",
    "missing_source": "datakilde mangler",
    "missing_target_year": "målår mangler",
    "name": "navn",
    "name_mismatch": "navn stemmer ikke",
    "party_mismatch": "part stemmer ikke",
    "role_mismatch": "rolle stemmer ikke",
    "scope": "omfang",
    "spelling": "stavning",
    "staffing_mismatch": "bemanding stemmer ikke",
    "staffing_unit": "bemandingens enhed",
    "statement_tension": "udsagn trækker hver sin vej",
    "sum_mismatch": "sum stemmer ikke",
    "term_mismatch": "ord stemmer ikke",
    "unfunded_activity": "aktivitet uden penge",
    "unit_missing": "enhed mangler",
}


def art(code: str) -> str:
    """The kind in Danish; a word that is not a code of ours is already what the document says."""
    return ARTER.get(code, code)
