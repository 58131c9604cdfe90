"""Målopfyldelse: what can be said of a succeskriterium on a given day. The rules in prose: docs/regler.md."""

from indsatser.maalopfyldelse.former import opgoer, taeller
from indsatser.maalopfyldelse.typer import Del, Kriterium, Maalopfyldelse, Prognose, Punkt, Reference

__all__ = ["Del", "Kriterium", "Maalopfyldelse", "Prognose", "Punkt", "Reference", "opgoer", "taeller"]
