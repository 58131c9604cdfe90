#!/usr/bin/env bash
# `make run`: get the database ready, fill an empty one with demo data, and serve as production does.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-helhedsplan.settings.dev}
python=.venv/bin/python

# Collecting and compressing the static files takes some seconds: only when they or the packages changed.
static_now=$({ ls -lR static; cat .ci/base.txt; } | cksum)
if [ -d staticfiles ] && [ "$(cat .data/static-collected 2>/dev/null)" = "$static_now" ]; then
    $python manage.py klargoer --verbosity 0 --uden-statiske
else
    $python manage.py klargoer --verbosity 0
    printf '%s' "$static_now" >.data/static-collected
fi
is_empty=$($python manage.py shell --verbosity 0 --command \
    "from plans.models import Helhedsplan; print(not Helhedsplan.objects.exists())")
if [ "$is_empty" = True ]; then
    $python manage.py seed_demo
else
    $python manage.py seed_demo --vis-logins
fi
$python manage.py opdater_portefoelje --sekunder 5 --verbosity 0
printf '\nHelhedsplan: http://127.0.0.1:%s/\nCtrl-C stops it. The database stays for the next time; "make stop" stops it too.\n\n' "${PORT:-8000}"
# Beside the web server, what takes longer than one waits for. They stop when it does, however it ends.
for _ in $(seq "${BACKGROUND_WORKERS:-1}"); do
    $python manage.py arbejd --med-foraelder &
done
exec .venv/bin/gunicorn --config python:helhedsplan.gunicorn helhedsplan.wsgi
