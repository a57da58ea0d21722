"""The door through which the web server calls the pages."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.config.settings")

application = get_wsgi_application()
# What is loaded now stays for good; looking through it for garbage again and again would make pages wait.
gc.freeze()
