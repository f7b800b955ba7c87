"""Entry for the WSGI server; whichever server it is, it does not start with an unsafe set-up."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from luoshi.console.main import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
application = get_wsgi_application()

refuse_unsafe()
gc.collect()
gc.freeze()  # what is loaded now stays: the collector need not walk over it at every request
