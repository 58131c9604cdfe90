"""What reporting does in the background. Importing this declares it (plans.baggrund)."""

from reporting.moedemateriale import opgave as moedemateriale
from reporting.portefoelje import opgave as portefoelje

__all__ = ["moedemateriale", "portefoelje"]
