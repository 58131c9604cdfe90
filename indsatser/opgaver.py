"""What indsatser does in the background. Importing this declares it (plans.baggrund)."""

from indsatser.aftalelaesning import opgave as aftalelaesning

__all__ = ["aftalelaesning"]
