"""What `hurtig` puts in the place of WeasyPrint's working out of styles and lengths."""

import re
from typing import Any


def ny_missing(old: Any) -> Any:
    """A value that no rule gives is the parent's or the initial one; most are."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

    logical = {
        key: frozenset(function(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
        for key, function in PHYSICAL_FUNCTIONS.items()
    }
    plain = {
        key
        for key in INITIAL_VALUES
        if not key.startswith(("text_decoration_", "__")) and key not in {"page", "position", "float", "display"}
    }
    inherited = frozenset(plain & INHERITED)
    initial = {key: INITIAL_VALUES[key] for key in plain - INHERITED - INITIAL_NOT_COMPUTED}

    def missing(self: Any, key: str) -> Any:
        cascaded = self.cascaded
        if key not in cascaded and (key not in logical or logical[key].isdisjoint(cascaded)):
            if key in initial:
                value = self[key] = initial[key]
                return value
            if key in inherited and self.parent_style is not None:
                value = self[key] = self.parent_style[key]
                return value
        return old(self, key)

    return missing


RARE = re.compile(
    "grid|flex|column|mask|marks|bleed|max_lines|transform_|justify|align|order|row|object|footnote|note|image_|break_"
    "|margin_break|box_decor|border_image|clip|list|quotes|gap|string|anchor|link|bookmark|opacity|continue|size"
)
"""Properties that few boxes are asked for."""


def ny_new_style(old: Any) -> Any:
    """The values that no rule gives are there from the first, rather than worked out one by one."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, PHYSICAL_FUNCTIONS

    inline = {f(block="ttb", inline=way) for f in PHYSICAL_FUNCTIONS.values() for way in ("ltr", "rtl")}
    special = {"page", "position", "float", "display"}
    known = {
        key: value
        for key, value in INITIAL_VALUES.items()
        if key not in INHERITED
        and key not in INITIAL_NOT_COMPUTED
        and key not in special
        and not key.startswith("text_decoration_")
        and not RARE.match(key)
    }

    def init(self: Any, parent_style: Any, cascaded: Any, *rest: Any) -> None:
        old(self, parent_style, cascaded, *rest)
        if inline.isdisjoint(cascaded):
            self.update(known)
            for key in cascaded:
                self.pop(key, None)

    return init


def ny_check_math(old: Any) -> Any:
    """Most values are words and numbers, and no functions."""
    from weasyprint.css.properties import Dimension

    never = frozenset({str, int, float, bool, type(None), Dimension})

    def check_math(token: Any) -> Any:
        kind = type(token)
        if kind in never:
            return None
        if kind is tuple:
            return any(type(item) not in never and check_math(item) for item in token)
        return old(token)

    return check_math


SIDES = ("left", "right", "top", "bottom")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{most}{side}" for most in ("", "min_", "max_") for side in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)


def ny_resolve_percentages(old: Any) -> Any:
    """Lengths in pixels are the same for every box of a style; only what is a share of something is worked out."""
    from weasyprint.css.properties import Dimension
    from weasyprint.formatting_structure.boxes import Box, PageBox
    from weasyprint.layout.percent import adjust_box_sizing

    def plan(style: Any) -> tuple[Any, ...] | None:
        lengths: dict[str, Any] = {}
        shares: list[tuple[str, float]] = []
        for name in LENGTHS:
            value = style[name]
            if value == "auto":
                lengths[name] = 0 if name in ("min_width", "min_height") else value
            elif type(value) is Dimension and value.unit == "px":
                lengths[name] = value.value
            elif type(value) is Dimension and value.unit == "%" and "height" not in name:
                shares.append((name, value.value))
            else:
                return None
        borders = {name: style[name] for name in BORDERS}
        return lengths, shares, borders, style["border_collapse"] == "collapse", style["box_sizing"] != "content-box"

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if not isinstance(box, Box):  # what stands for a box that is placed elsewhere
            old(box, containing_block)
            return
        style = box.style
        try:
            kept = style.helhedsplan_lengths
        except AttributeError:
            kept = style.helhedsplan_lengths = plan(style)
        if kept is None or isinstance(box, PageBox):
            old(box, containing_block)
            return
        lengths, shares, borders, collapse, boxed = kept
        if collapse:  # the table has settled some already
            box.__dict__ = borders | box.__dict__ | lengths
        else:
            box.__dict__.update(borders)
            box.__dict__.update(lengths)
        if shares:
            width = containing_block.width if isinstance(containing_block, Box) else containing_block[0]
            for name, share in shares:
                setattr(box, name, width * share / 100)
        if boxed:
            adjust_box_sizing(box, "width")
            adjust_box_sizing(box, "height")

    return resolve_percentages


def ny_resolve_radii(old: Any) -> Any:
    from weasyprint.formatting_structure.boxes import Box

    corners = [f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")]
    none = dict.fromkeys(corners, (0, 0))

    def resolve_radii_percentages(box: Any) -> None:
        style = box.style
        try:
            round_ = style.helhedsplan_round
        except AttributeError:
            round_ = style.helhedsplan_round = any((0, "px") not in style[corner] for corner in corners)
        if round_ or not isinstance(box, Box):
            old(box)
        else:
            box.__dict__.update(none)

    return resolve_radii_percentages
