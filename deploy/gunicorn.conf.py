"""gunicorn -c deploy/gunicorn.conf.py config.wsgi"""

import gc
import importlib
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS", "3"))
threads = 2
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than the proxy keeps an idle connection, so that no save meets a closing one
max_requests = 5000
max_requests_jitter = 500
preload_app = True
control_socket_disable = True  # it would lie in the home directory, which the service has none of


def when_ready(server: object) -> None:
    """What every page needs is loaded before the workers part, and left alone by their garbage collectors:
    they share its memory, and do not look through it while they answer."""
    importlib.import_module("config.urls")
    gc.collect()
    gc.freeze()
