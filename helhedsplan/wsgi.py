"""What gunicorn serves. Production unless DJANGO_SETTINGS_MODULE says otherwise."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helhedsplan.settings.base")
application = get_wsgi_application()

# What was loaded to serve with is never waste. Without this every sixth or seventh page of a plan stood still for a
# tenth of a second while Python looked through all of it (docs/maalinger.md).
gc.collect()
gc.freeze()
