"""What JupyterHub is told by `make classroom`; its settings come from `tools/classroom.py`."""

# ruff: noqa: F821  JupyterHub hands `c` and `load_subconfig` to this file
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import classroom_login
from classroom import SHARED_PASSWORD, asks_for_one_password, check_address, deliver

settings = json.loads(Path(os.environ["LSTM_CLASSROOM"]).read_text(encoding="utf-8"))
state, learners = Path(settings["hub"]), Path(settings["learners"])
host = f"[{settings['ip']}]" if ":" in settings["ip"] else settings["ip"]

# Where: the front door as asked for, all the rest on this machine alone.
c.JupyterHub.bind_url = f"http://{host}:{settings['port']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{settings['hub_port']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings['proxy_port']}"
c.ConfigurableHTTPProxy.command = [settings["proxy"]]
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")

# Who: any name that is a plain folder name, and the class's password.
c.JupyterHub.authenticator_class = settings["authenticator"]
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9_-]{0,30}\Z"
c.Authenticator.blocked_users = {"root"}
if settings["authenticator"] == SHARED_PASSWORD:
    c.Authenticator.allow_all = True
    c.SharedPasswordAuthenticator.user_password = settings["password"]

# What: a process for each learner, in a folder of their own.
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.active_server_limit = settings["seats"]
# The hub goes first: with all learners training it would otherwise wait for its turn to let one in.
c.Spawner.cmd = ["nice", "-n", "5", sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if settings["as_root"] else []
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.notebook_dir = str(learners / "{username}")
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a whole class starts at once
c.SimpleLocalProcessSpawner.home_dir_template = str(learners / "{username}")
# Small matrices: one thread for each kernel, or a class slows itself down.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
if "LSTM_CLASSROOM_RUN" in os.environ:  # by which a test finds what it has started
    c.Spawner.environment["LSTM_CLASSROOM_RUN"] = os.environ["LSTM_CLASSROOM_RUN"]


def bring_notebooks(spawner):
    """Bring what is missing into the learner's folder before their server starts."""
    home = learners / spawner.user.name
    home.mkdir(mode=0o700, exist_ok=True)
    deliver(home)


c.Spawner.pre_spawn_hook = bring_notebooks

if settings["config"]:
    load_subconfig(settings["config"])
if c.JupyterHub.spawner_class == "simple":  # all servers run as this account
    # Kernels listen at files instead of ports: of 30 that started at once, two chose the same port.
    c.Spawner.args = [*c.Spawner.args, "--KernelManager.transport=ipc"]
    sockets = Path(settings["sockets"])
    c.Spawner.environment["JUPYTER_RUNTIME_DIR"] = lambda spawner: str(sockets / spawner.user.name)
# Last, so that no other configuration gets round it: the authenticator is tried, and wrong passwords
# wait.
kind = classroom_login.authenticator_class(c.JupyterHub.authenticator_class)
with ThreadPoolExecutor(1) as pool:  # here the hub's own loop runs already
    one_password = pool.submit(lambda: asks_for_one_password(kind(config=c))).result()
check_address(urlsplit(str(c.JupyterHub.bind_url)).hostname or "", one_password, kind.__name__)
if c.JupyterHub.get("ip"):
    check_address(str(c.JupyterHub.ip), one_password, kind.__name__)
c.JupyterHub.authenticator_class = classroom_login.slow_down(kind)
