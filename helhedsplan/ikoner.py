"""The icons, drawn for this product on a 16 × 16 grid. Pure strings: the same drawing on the page and on paper.

Every state has a shape of its own, so that it can be told apart without colour and at a small size.
"""

_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


def _line(*paths: str) -> str:
    return f"<g {_STROKE}>" + "".join(f'<path d="{d}"/>' for d in paths) + "</g>"


IKONER: dict[str, str] = {
    # A filled disc with a tick: done.
    "flueben": '<path fill="currentColor" fill-rule="evenodd" d="M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15Z'
    'M11.1 4.9 7 9.4 4.9 7.4 3.7 8.7l3.4 3.2 5.3-5.8-1.3-1.2Z"/>',
    # An arrow up to the right: under way.
    "pil": _line("M3.5 12.5 12.5 3.5", "M5.5 3.5h7v7"),
    # Arrows up and down: better and worse than last time.
    "pil_op": _line("M8 13.5v-11", "M3.5 7 8 2.5 12.5 7"),
    "pil_ned": _line("M8 2.5v11", "M3.5 9 8 13.5 12.5 9"),
    # A clock: late.
    "ur": _line("M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z", "M8 4.25V8l2.75 1.75"),
    # A filled octagon with a cross: not met.
    "ottekant": '<path fill="currentColor" fill-rule="evenodd" d="M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9'
    "L.5 11.1V4.9L4.9.5ZM5.6 4.4 4.4 5.6"
    ' 6.8 8l-2.4 2.4 1.2 1.2L8 9.2l2.4 2.4 1.2-1.2L9.2 8l2.4-2.4-1.2-1.2L8 6.8 5.6 4.4Z"/>',
    # A broken ring: nothing there yet.
    "ring": '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-dasharray="3.3 3.25"/>',
    # A question mark in a square: cannot be stated.
    "spoergsmaal": _line(
        "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5Z",
        "M6 6.2a2 2 0 1 1 3 1.7c-.7.4-1 .7-1 1.4",
        "M8 11.6v.1",
    ),
    # A speech bubble: judged in words.
    "taleboble": _line("M2.5 2h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7.5L4 14v-3H2.5a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Z"),
    # A box: retired.
    "arkiv": _line("M1.5 2.5h13v3.25h-13Z", "M2.75 5.75v7.75h10.5V5.75", "M6.25 8.5h3.5"),
    # Half a disc: partly.
    "halv": '<path fill="currentColor" d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z"/>'
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.75"/>',
    # A padlock: frozen.
    "laas": _line("M3 7h10v7H3Z", "M5 7V4.75a3 3 0 0 1 6 0V7"),
    "pen": _line("M11 2.25 13.75 5 5.25 13.5l-3.5.75.75-3.5L11 2.25Z", "M9.25 4 12 6.75"),
    "streg": _line("M3.5 8h9"),
    "plus": _line("M8 3v10", "M3 8h10"),
    "lup": _line("M6.75 1.75a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z", "M10.5 10.5 14.25 14.25"),
    "kryds": _line("M4 4l8 8", "M12 4l-8 8"),
    "info": _line("M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z", "M8 7.5v3.75", "M8 4.6v.1"),
    "advarsel": _line("M8 1.75 15 14H1L8 1.75Z", "M8 6.25v3.5", "M8 11.75v.1"),
    "person": _line("M8 1.75a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8Z", "M2 14.25c.4-3 2.8-4.7 6-4.7s5.6 1.7 6 4.7"),
    "chevron": _line("M4 6l4 4 4-4"),
    "hent": _line("M8 2v8", "M4.75 7 8 10.25 11.25 7", "M2.5 13.5h11"),
    "log_ud": _line("M6.5 2.25h-4v11.5h4", "M6.5 8h7.5", "M11 5l3 3-3 3"),
    "noegle": _line("M5 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z", "M7.2 8.4 13.5 2", "M11 4.5l2 2"),
    "kalender": _line("M2 3.25h12v11H2Z", "M2 6.75h12", "M5.25 1.5V4", "M10.75 1.5V4"),
    "papir": _line("M3.5 1.5h6l3 3v10h-9Z", "M9.5 1.5v3h3", "M5.75 8.25h4.5", "M5.75 11h4.5"),
}

# What each stored state value looks like; other names stand for themselves.
TILSTANDSIKONER: dict[str, str] = {
    "opfyldt": "flueben",
    "naaet": "flueben",
    "godkendt": "flueben",
    "paa_vej": "pil",
    "i_gang": "pil",
    "indsendt": "pil",
    "bagud": "ur",
    "forsinket": "ur",
    "ikke_opfyldt": "ottekant",
    "ikke_naaet": "ottekant",
    "ikke_maalt": "ring",
    "ikke_startet": "ring",
    "kladde": "pen",
    "kan_ikke_opgoeres": "spoergsmaal",
    "vurderes": "taleboble",
    "delvist": "halv",
    "udgaaet": "arkiv",
    "bortfaldet": "arkiv",
    "vaerre": "pil_ned",
    "bedre": "pil_op",
    "ny": "plus",
    "uafklaret": "spoergsmaal",
    "som_foer": "streg",
}


def tegning(navn: str) -> str:
    """The inside of the svg for an icon or a state value; a dash for a name that is not known."""
    return IKONER[TILSTANDSIKONER.get(navn, navn if navn in IKONER else "streg")]
