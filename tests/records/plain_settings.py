"""Only the records: for the servers of the race tests, which need no pages of the product."""

import zoneinfo

from weft.project import environment
from weft.project.database import databases

zoneinfo.reset_tzpath(())

DATABASES = databases()
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "weft.records"]
AUTH_USER_MODEL = "records.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "only for tests"
WEFT_SECURE = False
WEFT_TEXTS = ""
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = environment.text("WEFT_TEST_URLS", "tests.records.race_app")
USE_TZ = True
TIME_ZONE = "UTC"
