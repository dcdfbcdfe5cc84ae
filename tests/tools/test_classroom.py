import asyncio
import json
import os
import re
import socket
import stat
import subprocess
import time
import uuid
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

import classroom
import classroom_load
import classroom_login
import classroom_report
import environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub does not run on Windows")
DEPLOY = classroom.CONFIG.parent
NODE = "#!/bin/sh\necho {}\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two notebooks and a text."""
    root = tmp_path / "project"
    for name in ("notebooks/00_start_here.ipynb", "notebooks/solutions/01.ipynb", "data/hamlet.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"first edition of {name}", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", root)
    return root


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A PATH with nothing but what a test puts there."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(name, version):
        path = folder / name
        path.write_text(NODE.format(version), encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return put


# Who may come in


class SharedPasswordAuthenticator:
    """Stands in for JupyterHub's, which the tests do not install."""

    def __init__(self, config=None):
        self.tried = []

    async def get_authenticated_user(self, handler, data):
        self.tried.append(data["username"])
        return {"name": data["username"]} if data["password"] == "long enough" else None


class Knowing:
    """Knows one learner; in `elsewhere` others are asked, who want a page to answer to."""

    elsewhere = False

    def __init__(self, config=None):
        pass

    async def get_authenticated_user(self, handler, data):
        if self.elsewhere:
            return await handler.redirect()
        return {"name": "ann"} if data == {"username": "ann", "password": "ann's own"} else None


class Open(Knowing):
    """Its name says nothing."""

    async def get_authenticated_user(self, handler, data):
        return {"name": data["username"]}


class OneForAll(SharedPasswordAuthenticator):
    """Derived from the shared password, under another name."""


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
def test_this_machine_alone_may_do_with_one_password(ip):
    classroom.check_address(ip, True)


@pytest.mark.parametrize(
    "ip", ["0.0.0.0", "::", "", "*", "192.168.1.20", "10.0.0.1", "no.such.host.invalid"]
)
def test_a_password_for_all_is_refused_wherever_others_can_reach_it(ip):
    with pytest.raises(environment.SetupError, match="runs programs as"):
        classroom.check_address(ip, True)
    classroom.check_address(ip, False)


@pytest.mark.parametrize(
    ("kind", "one_password"),
    [(SharedPasswordAuthenticator, True), (OneForAll, True), (Open, True), (Knowing, False)],
)
def test_an_authenticator_is_judged_by_what_it_does_with_a_wrong_password(kind, one_password):
    assert classroom.asks_for_one_password(kind()) is one_password


def test_an_authenticator_that_asks_elsewhere_lets_no_stranger_in(monkeypatch):
    monkeypatch.setattr(Knowing, "elsewhere", True)
    assert not classroom.asks_for_one_password(Knowing())


def test_wrong_passwords_are_tried_one_after_the_other_and_wait(monkeypatch):
    monkeypatch.setattr(classroom_login, "DELAY", 0.05)
    slowed = classroom_login.slow_down(SharedPasswordAuthenticator)()

    async def attempts(passwords):
        data = [{"username": f"u{n}", "password": word} for n, word in enumerate(passwords)]
        begin = time.perf_counter()
        found = await asyncio.gather(*(slowed.get_authenticated_user(None, each) for each in data))
        return found, time.perf_counter() - begin

    found, seconds = asyncio.run(attempts(["a", "b", "c", "long enough"]))
    assert found[:3] == [None] * 3 and found[3] == {"name": "u3"}
    assert seconds >= 0.15  # the right one waited for its turn


def test_root_cannot_open_a_classroom(monkeypatch):
    monkeypatch.setattr(classroom, "is_root", lambda: True)
    with pytest.raises(environment.SetupError, match="started by root"):
        classroom.refuse_root()
    monkeypatch.setattr(classroom, "is_root", lambda: False)
    classroom.refuse_root()


def test_an_authenticator_that_does_not_exist_is_named():
    with pytest.raises(environment.SetupError, match=r"no authenticator 'no\.such\.Thing'"):
        classroom_login.authenticator_class("no.such.Thing")


def test_the_command_refuses_before_anything_is_installed():
    with pytest.raises(environment.SetupError, match=r"docs/classroom\.md"):
        classroom.arguments_from(["--ip=0.0.0.0"])


def test_a_short_password_is_refused():
    with pytest.raises(environment.SetupError, match="at least 8"):
        classroom.arguments_from(["--password=short"])


# What it needs


def test_missing_node_is_said_with_a_way_to_mend_it(programs):
    with pytest.raises(
        environment.SetupError, match=r"node and npm is missing[\s\S]*apt install nodejs npm"
    ):
        classroom.find_node()


def test_missing_npm_alone_is_named(programs):
    programs("node", "v22.1.0")
    with pytest.raises(environment.SetupError, match=", and npm is missing"):
        classroom.find_node()


def test_an_old_node_is_named(programs):
    programs("node", "v18.20.0")
    programs("npm", "9.0.0")
    with pytest.raises(
        environment.SetupError, match=r"Node.js 20 or newer is needed; found v18\.20\.0"
    ):
        classroom.find_node()


def test_a_recent_node_is_found(programs):
    programs("node", "v22.1.0")
    programs("npm", "10.0.0")
    assert [os.path.basename(path) for path in classroom.find_node()] == ["node", "npm"]


# The learners' copies


def test_a_new_learner_gets_everything(project, tmp_path):
    home = tmp_path / "ann"
    written = classroom.deliver(home)
    assert written == [
        "notebooks/00_start_here.ipynb",
        "notebooks/solutions/01.ipynb",
        "data/hamlet.txt",
    ]
    assert (home / "data" / "hamlet.txt").read_text() == "first edition of data/hamlet.txt"


def test_a_learners_work_is_never_overwritten(project, tmp_path):
    home = tmp_path / "ann"
    classroom.deliver(home)
    theirs = home / "notebooks" / "00_start_here.ipynb"
    theirs.write_text("Ann's work")
    (home / "notebooks" / "my_notes.ipynb").write_text("Ann's notes")
    (project / "notebooks" / "00_start_here.ipynb").write_text("second edition")
    for _ in range(3):
        assert classroom.deliver(home) == []
        assert theirs.read_text() == "Ann's work"
    assert (home / "notebooks" / "my_notes.ipynb").read_text() == "Ann's notes"


def test_a_file_that_was_there_before_is_taken_for_the_learners(project, tmp_path):
    home = tmp_path / "ann"
    (home / "data").mkdir(parents=True)
    (home / "data" / "hamlet.txt").write_text("older than the record")
    assert "data/hamlet.txt" not in classroom.deliver(home)
    assert (home / "data" / "hamlet.txt").read_text() == "older than the record"


def test_what_a_learner_has_not_touched_is_kept_up_to_date(project, tmp_path):
    home = tmp_path / "ann"
    classroom.deliver(home)
    (project / "data" / "hamlet.txt").write_text("second edition")
    assert classroom.deliver(home) == ["data/hamlet.txt"]
    assert (home / "data" / "hamlet.txt").read_text() == "second edition"
    assert not list(home.rglob("*.part"))


def test_a_lost_file_comes_back_and_a_lost_record_loses_nothing(project, tmp_path):
    home = tmp_path / "ann"
    classroom.deliver(home)
    (home / "data" / "hamlet.txt").unlink()
    assert classroom.deliver(home) == ["data/hamlet.txt"]
    (home / "notebooks" / "00_start_here.ipynb").write_text("Ann's work")
    (home / classroom.RECORD).write_text("{ damaged")
    assert classroom.deliver(home) == []
    assert (home / "notebooks" / "00_start_here.ipynb").read_text() == "Ann's work"


# What the hub is told


def configuration(tmp_path, monkeypatch, **changes):
    chosen = classroom.arguments_from(["--password=long enough", f"--folder={tmp_path / 'room'}"])
    for name, value in changes.items():
        setattr(chosen, name, value)
    settings = classroom.write_settings(chosen)
    monkeypatch.setenv("LSTM_CLASSROOM", str(settings))
    kinds = {"shared-password": SharedPasswordAuthenticator, "my.Open": Open, "my.Knowing": Knowing}
    monkeypatch.setattr(classroom_login, "authenticator_class", kinds.__getitem__)
    return settings, PyFileConfigLoader(classroom.CONFIG.name, path=str(classroom.CONFIG.parent))


def test_the_hub_and_all_behind_it_listen_on_this_machine_alone(tmp_path, monkeypatch):
    _, loader = configuration(tmp_path, monkeypatch)
    c = loader.load_config()
    for address in (c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url, c.ConfigurableHTTPProxy.api_url):
        assert address.startswith("http://127.0.0.1:")
    assert c.Spawner.default_url == "/lab/tree/notebooks/00_start_here.ipynb"
    assert c.SharedPasswordAuthenticator.user_password == "long enough"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets that are files")
def test_the_kernels_of_a_class_share_no_ports(tmp_path, monkeypatch):
    settings, loader = configuration(tmp_path, monkeypatch)
    c = loader.load_config()
    assert "--KernelManager.transport=ipc" in c.Spawner.args
    folders = []
    for name in ("ann", "n" * 31):  # the longest name that the configuration lets in
        spawner = SimpleNamespace(user=SimpleNamespace(name=name))
        folders.append(Path(c.Spawner.environment["JUPYTER_RUNTIME_DIR"](spawner)))
        folders[-1].mkdir()
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(folders[-1] / f"kernel-{uuid.uuid4()}-ipc-1"))
    assert folders[0] != folders[1]
    assert stat.S_IMODE(folders[0].parent.stat().st_mode) == 0o700
    assert str(folders[0].parent) == json.loads(settings.read_text())["sockets"]


def test_a_spawner_of_other_accounts_keeps_its_own_folders(tmp_path, monkeypatch):
    own = tmp_path / "own.py"
    own.write_text("c.JupyterHub.spawner_class = 'sudo'\n", encoding="utf-8")
    _, loader = configuration(tmp_path, monkeypatch, config=str(own))
    c = loader.load_config()
    assert c.JupyterHub.spawner_class == "sudo"
    assert "JUPYTER_RUNTIME_DIR" not in c.Spawner.environment
    assert "--KernelManager.transport=ipc" not in c.Spawner.args


def test_the_password_is_for_the_owners_eyes(tmp_path, monkeypatch):
    settings, _ = configuration(tmp_path, monkeypatch)
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.parent.stat().st_mode) == 0o700
    assert json.loads(settings.read_text())["password"] == "long enough"


def test_no_setting_gets_round_the_refusal(tmp_path, monkeypatch):
    _, loader = configuration(tmp_path, monkeypatch, ip="0.0.0.0")
    with pytest.raises(environment.SetupError):
        loader.load_config()


@pytest.mark.parametrize(
    "line",
    [
        "c.JupyterHub.bind_url = 'http://0.0.0.0:8000'",
        "c.JupyterHub.bind_url = 'http://:8000'",
        "c.JupyterHub.ip = '0.0.0.0'",
    ],
)
def test_no_configuration_of_ones_own_gets_round_the_refusal(tmp_path, monkeypatch, line):
    own = tmp_path / "own_config.py"
    own.write_text(f"c = get_config()\n{line}\n")
    _, loader = configuration(tmp_path, monkeypatch, config=str(own))
    with pytest.raises(environment.SetupError):
        loader.load_config()


def test_an_open_authenticator_is_refused_on_a_network_and_one_that_knows_people_is_not(
    tmp_path, monkeypatch
):
    others = {"ip": "0.0.0.0", "authenticator": "my.Open"}
    with pytest.raises(environment.SetupError, match=r"Open"):
        configuration(tmp_path, monkeypatch, **others)[1].load_config()
    others["authenticator"] = "my.Knowing"
    c = configuration(tmp_path, monkeypatch, **others)[1].load_config()
    assert issubclass(c.JupyterHub.authenticator_class, Knowing)


def test_nobody_is_called_root(tmp_path, monkeypatch):
    assert configuration(tmp_path, monkeypatch)[1].load_config().Authenticator.blocked_users == {"root"}


@pytest.mark.parametrize("name", ["../ann", "a/b", "", ".ssh", "ann\n", "Ann", "a" * 40])
def test_a_name_that_is_no_plain_folder_is_not_let_in(tmp_path, monkeypatch, name):
    c = configuration(tmp_path, monkeypatch)[1].load_config()
    assert not re.compile(c.Authenticator.username_pattern).match(name)
    assert re.compile(c.Authenticator.username_pattern).match("ann-2")


# The measurement


@pytest.mark.parametrize(
    "given", ["--learners=0", "--learners=51", "--train-seconds=500", "--seconds=9999"]
)
def test_a_measurement_is_bounded(given):
    with pytest.raises(environment.SetupError):
        classroom_load.arguments_from([given])


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (ConnectionError("learner3's kernel did not answer"), "ConnectionError: learner3's kernel"),
        (KeyError("content"), "KeyError: 'content'"),
        (TimeoutError("learner1's server did not start"), "stopped: learner1's server did not start"),
        (None, "it was not finished after 0 seconds"),
    ],
)
def test_whatever_stops_a_measurement_is_told_in_one_sentence(happens, told):
    class Scenario:
        async def play(self, seconds):
            if happens:
                raise happens
            await asyncio.sleep(60)

    chosen = classroom_load.arguments_from(["--seconds=0.05"])
    with pytest.raises(environment.SetupError, match="The measurement stopped") as stopped:
        asyncio.run(classroom_load.play(Scenario(), chosen))
    assert told in str(stopped.value) and "classroom-hub.log" in str(stopped.value)


FIGURES = {
    "learners": 2, "date": "1 May", "note": "", "login": [3.0, 5.0], "kernel": [2.0, 2.0],
    "server_rss": [100.0, 100.0], "server_own": [80.0, 80.0], "kernel_rss": [150.0, 150.0],
    "kernel_own": [90.0, 90.0], "hub_rss": [120.0], "proxy_rss": [60.0], "cpu_resting": 0.01,
    "pause_alone": [0.01], "pause": [0.02, 0.04], "epochs_alone": 100.0, "epochs_together": 30.0,
    "save": [0.05], "saves": 8, "lost_saves": 0, "kernel_back": 3.0, "worked_without_hub": 2,
    "hub_back": 5.0, "trained_on": 2, "killed_at_end": 0,
}  # fmt: skip


def test_the_arithmetic_for_larger_classes():
    need = classroom_report.plan(FIGURES, 50)
    assert need["one"] == pytest.approx((120 + 60 + 50 * 250) / 1024)
    assert need["several"] == pytest.approx((120 + 60 + 50 * 400) / 1024)
    assert need["cores"] == 13
    assert need["resting"] == pytest.approx(0.5)
    # 60 GB hold 153 learners with two kernels, 15 cores 60 who train.
    assert classroom_report.plan(FIGURES, 1000)["nodes"] == 17


def test_a_measurement_replaces_the_one_before_and_nothing_else():
    page = f"before\n\n{classroom_report.BEGIN}\nold\n{classroom_report.END}\n\nafter\n"
    once = classroom_report.page_with(page, FIGURES)
    assert once.startswith("before\n") and once.endswith("\nafter\n") and "old" not in once
    assert "| saves confirmed, saves lost | 8 and 0 |" in once
    assert classroom_report.page_with(once, FIGURES) == once


def test_the_page_on_classrooms_has_a_place_for_the_measurement():
    page = classroom_load.DOCUMENT.read_text(encoding="utf-8")
    assert page.count(classroom_report.BEGIN) == page.count(classroom_report.END) == 1


# Elsewhere


def test_a_project_without_an_address_says_how_it_gets_one(project):
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    with pytest.raises(environment.SetupError, match="make badges REPO=owner/name"):
        classroom.repository()


def test_the_link_fetches_the_project_and_opens_the_first_notebook(project):
    (project / "pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[project.urls]\nRepository = "https://example.org/ada/lstm"\n'
    )
    link = classroom.link_for("https://hub.example.org/", classroom.repository())
    path, query = link.split("?")
    assert path == "https://hub.example.org/hub/user-redirect/git-pull"
    assert parse_qs(query) == {
        "repo": ["https://example.org/ada/lstm"],
        "branch": ["main"],
        "urlpath": ["lab/tree/lstm/notebooks/00_start_here.ipynb"],
    }


def megabytes(size):
    return float(size[:-1]) * {"M": 1, "G": 1000}[size[-1]]


def test_the_memory_in_the_values_holds_what_was_measured():
    values = yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))["singleuser"]
    page = classroom_load.DOCUMENT.read_text(encoding="utf-8")
    server, kernel = (
        float(re.search(rf"\| memory of a learner's {part}[^|]*\| (\d+) MB", page)[1])
        for part in ("server", "kernel")
    )
    guarantee, limit = (megabytes(values["memory"][name]) for name in ("guarantee", "limit"))
    assert server + classroom_report.OPEN_NOTEBOOKS * kernel <= guarantee * 1e6 / 2**20 <= limit
    assert values["cpu"]["guarantee"] == 1 / classroom_report.LEARNERS_A_CORE
    assert values["extraEnv"]["OMP_NUM_THREADS"] == "1"


def test_the_image_copies_files_that_are_there():
    root = DEPLOY.parents[1]
    lines = re.findall(
        r"^COPY (.+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    sources = [source for line in lines for source in line.split()[:-1]]
    assert len(sources) > 5
    assert [source for source in sources if not (root / source).exists()] == []


def test_the_script_for_one_machine_is_a_script_and_names_files_that_are_there():
    script = DEPLOY / "tljh.sh"
    subprocess.run(["bash", "-n", str(script)], check=True)
    for name in re.findall(r"deploy/jupyterhub/[\w.]+", script.read_text(encoding="utf-8")):
        assert (DEPLOY.parents[1] / name).exists(), name
