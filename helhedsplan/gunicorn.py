"""gunicorn's settings: `gunicorn --config python:helhedsplan.gunicorn helhedsplan.wsgi`."""

from helhedsplan.env import env_int, env_str

_address = env_str("LISTEN_ADDRESS", "127.0.0.1")
_port = env_int("PORT", 8000, minimum=1, maximum=65535)

bind = f"{_address}:{_port}"
workers = env_int("WEB_CONCURRENCY", 2, minimum=1, maximum=64)
worker_class = "gthread"
threads = env_int("WEB_THREADS", 4, minimum=1, maximum=64)
timeout = 60
# A worker is replaced now and then, so that memory a big report took is given back.
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
# Without what stands after the "?" and where the visitor came from: a search may be for a name or a CPR number.
access_log_format = '%(h)s %(l)s %(u)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'
# No socket in somebody's home folder for giving a running gunicorn orders.
control_socket_disable = True
# Django alone decides whom to believe about https (DJANGO_BEHIND_PROXY).
forwarded_allow_ips = ""
