"""Example results for plans whose documents hold none. Always marked as examples; never a baseline or a target."""

from indsatser.eksempeltal.forslag import Forloeb, Forslag, suggest
from indsatser.eksempeltal.skriv import write_examples

__all__ = ["Forloeb", "Forslag", "suggest", "write_examples"]
