"""What the server runs: ``granian --interface wsgi weft.project.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from weft.project import environment

environment.only_for_us()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")

application = get_wsgi_application()
