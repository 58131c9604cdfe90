"""What reporting does in the background. Importing this declares it (plans.baggrund)."""

from reporting.aarsskemaer import opgave as aarsskemaer
from reporting.dossier import opgave as dossier
from reporting.moedemateriale import opgave as moedemateriale
from reporting.portefoelje import opgave as portefoelje
from reporting.udgaver import opgave as udgaver

__all__ = ["aarsskemaer", "dossier", "moedemateriale", "portefoelje", "udgaver"]
