"""Text as people paste it, without what is not text: HTML, control characters, marks that turn the reading round.

Only what is certainly HTML goes: "<b>" and "<p class=MsoNormal>", not "alder <25 og >18" or "<navn>". It is tidying,
not protection: what is printed is escaped where it is printed. Every step is linear, also for a megabyte of ill will.
"""

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width marks and those that override the direction of writing, lone surrogates.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe0e"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_ODD_SPACES = re.compile("[\u1680\u2000-\u200a\u205f\u3000]|&nbsp;")
_SPACES = re.compile(r"(?<=[^\s])(?:[ \t\xa0]{2,}|\t)")
_EMPTY_LINE = re.compile(r"^[ \t\xa0]+$", re.M)
# Bullets that `rigtekst` does not read itself; the last two are Word's own, from its symbol font.
_BULLETS = re.compile(r"^([ \t]*)[·●▪■◦‣\uf0b7\uf0a7][ \t\xa0]+", re.M)
_SECOND_BULLETS = re.compile(r"^[ \t]*o\t[ \t\xa0]*", re.M)

_BLOCKS = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer header hr html main"
    " nav ol p pre section table tbody tfoot thead tr ul"
)
_INLINE = (
    "a abbr acronym applet audio big button canvas cite code col colgroup del dfn em embed font frame frameset head i"
    " iframe img input ins kbd link mark math meta noscript o:p object option q s samp select small source span strike"
    " sub sup svg template td textarea th tt u var video wbr"
)
_NAMES = "|".join([*_BLOCKS.split(), *_INLINE.split(), "b", "strong", "br", "li", "h[1-6]", "script", "style"])
_ATTRIBUTE = r"""[\w:@.-]+\s?=\s?(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
_TAG = re.compile(
    rf"<(?=[a-z/!?])(?:(?P<close>/?)(?P<name>{_NAMES})(?:\s{{1,9}}{_ATTRIBUTE})*\s{{0,9}}/?>"
    r"|(?P<comment>!--)|!\[[^<>]*>|!doctype\b[^<>]*>|\?xml\b[^<>]*>)",
    re.I,
)
_BREAKS = dict.fromkeys([*_BLOCKS.split(), *(f"h{level}" for level in range(1, 7))], "\n\n") | {"tr": "\n"}
_OPENERS = {"br": "\n", "li": "\n- ", "td": " ", "th": " ", "h1": "\n\n## ", "h2": "\n\n## "} | {
    f"h{level}": "\n\n### " for level in range(3, 7)
}
_BOLD, _PLAIN = "\x02", "\x03"  # stand for <b> and </b>; the text itself has no control characters any more
_PASSES = 3


def clean(text: str) -> str:
    """The text alone. Cleaning what is clean changes nothing."""
    text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
    for _ in range(_PASSES):
        before, text = text, _without_tags(text)
        if text == before:
            break
    else:
        text = _break_tags(text)
    text = _ODD_SPACES.sub(" ", text)
    text = _SECOND_BULLETS.sub("  - ", _BULLETS.sub(r"\1- ", text))
    return _SPACES.sub(" ", _EMPTY_LINE.sub("", text)).strip("\n")


def _break_tags(text: str) -> str:
    """Tags within tags within tags were never meant as formatting: they stay, as words."""
    return re.sub(f"<(?={_TAG.pattern[1:]})", "< ", text, flags=re.I)


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    lower = text.lower()
    last_end = {name: lower.rfind(f"</{name}") for name in ("script", "style")}
    last_comment = text.rfind("-->")
    parts: list[str] = []
    position = 0
    for tag in _TAG.finditer(text):
        if tag.start() < position:
            continue
        parts.append(text[position : tag.start()])
        position = tag.end()
        name = (tag["name"] or "").lower()
        if tag["comment"]:
            if position <= last_comment:
                position = text.find("-->", position) + 3
            else:
                parts.append(tag[0])
        elif name in last_end and not tag["close"] and last_end[name] > position:
            position = lower.find(f"</{name}", position)
        elif name in ("b", "strong"):
            parts.append(_PLAIN if tag["close"] else _BOLD)
        else:
            parts.append(_BREAKS.get(name, "") if tag["close"] else _OPENERS.get(name, _BREAKS.get(name, "")))
    parts.append(text[position:])
    return _with_bold("".join(parts))


def _with_bold(text: str) -> str:
    """The signs of bold as asterisks, line by line: nothing bold is empty or begins or ends with a space."""
    if _BOLD not in text and _PLAIN not in text:
        return text
    depth = 0
    lines = []
    for line in text.split("\n"):
        written: list[tuple[str, bool]] = []
        for piece in re.split(f"([{_BOLD}{_PLAIN}])", line):
            if piece in (_BOLD, _PLAIN):
                depth = max(0, depth + (1 if piece == _BOLD else -1))
            elif piece and written and (written[-1][1] == bool(depth) or not piece.strip()):
                written[-1] = (written[-1][0] + piece, written[-1][1])
            elif piece:
                written.append((piece, bool(depth)))
        lines.append("".join(_starred(piece) if bold else piece for piece, bold in written))
    return "\n".join(lines)


def _starred(text: str) -> str:
    inner = text.strip()
    if not inner or "**" in inner:
        return text
    before, after = text.split(inner, 1)
    return f"{before}**{inner}**{after}"
