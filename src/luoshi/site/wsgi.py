"""Entry for the WSGI server; whichever server it is, it does not start with an unsafe set-up."""

import os

from django.core.wsgi import get_wsgi_application

from luoshi.console.main import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
application = get_wsgi_application()

refuse_unsafe()
