"""A country's worth of invented plans, marked as examples: for measuring speed and seeing the portfolio full."""

from indsatser.landsdata.byg import Maengder, build_country

__all__ = ["Maengder", "build_country"]
