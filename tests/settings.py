"""The product's settings as on a development machine, whatever the caller's environment or `.env` says.

Only DATABASE_URL is the caller's: the suite runs on each database.
"""

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / f"maaltal-tests-{os.getuid()}"
_FOLDER.mkdir(mode=0o700, exist_ok=True)

os.environ["DEBUG"] = "1"
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["REQUESTS_PER_MINUTE"] = os.environ["UPLOADS_PER_HOUR"] = "1000000"  # nobody is as quick as a test
for _name in [
    "ACCESS_LOG_MONTHS",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "EXTRA_HOLIDAYS",
    "MAIL_REPLY_TO",
    "PORT",
    "SEAL_MAIL",
    "SECRET_KEY_FALLBACKS",
    "SITE_URL",
    "TRUSTED_PROXIES",
]:
    os.environ[_name] = ""
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{_FOLDER / 'unused.sqlite3'}"
os.environ["DOCUMENTS_DIR"] = str(_FOLDER / f"documents-{os.getpid()}")
os.environ["SEAL_FILE"] = str(_FOLDER / f"seals-{os.getpid()}.log")

from config.settings import *
from config.settings import DATABASES, PASSWORD_HASHERS

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: WAL, locks and threads behave as in use.
    DATABASES["default"]["TEST"] = {"NAME": _FOLDER / f"test-{os.getpid()}.sqlite3"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
