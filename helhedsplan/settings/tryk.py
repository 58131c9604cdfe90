"""A process that only prints (reporting/tryk/arbejder.py): where the project's files are. No secrets, no database."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
LANGUAGE_CODE = "da"
