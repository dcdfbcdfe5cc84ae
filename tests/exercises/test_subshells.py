"""Two checks at once in a real kernel: one of them in a subshell, as JupyterLab's console runs it."""

import time

import pytest

manager = pytest.importorskip("jupyter_client.manager")
pytest.importorskip("ipykernel", minversion="7")  # the first with subshells
pytestmark = pytest.mark.slow

SLOPE = """
import time
from lstm_core import sigmoid
from lstm_core.exercises import gates as check

def slope(z):
    print("x", end="")
    time.sleep(0.1)
    s = sigmoid(z)
    return s * (1 - s)
"""


@pytest.fixture
def client():
    kernel, client = manager.start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    kernel.shutdown_kernel(now=True)


def send(client, code, subshell=None):
    message = client.session.msg("execute_request", {"code": code, "silent": False})
    message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)
    return message["header"]["msg_id"]


def outputs(client, asked, seconds=30):
    """Return what each request printed and showed, once all of them are idle."""
    found, idle, end = {key: "" for key in asked}, set(), time.monotonic() + seconds
    while idle != set(asked) and time.monotonic() < end:
        message = client.get_iopub_msg(timeout=seconds)
        key, content = message["parent_header"].get("msg_id"), message["content"]
        if key not in found:
            continue
        if message["msg_type"] == "stream":
            found[key] += content["text"]
        elif message["msg_type"] == "display_data":
            found[key] += content["data"]["text/plain"]
        elif message["msg_type"] == "error":
            found[key] += content["evalue"]
        elif message["msg_type"] == "status" and content["execution_state"] == "idle":
            idle.add(key)
    return [found[key] for key in asked]


def test_a_check_in_a_subshell_and_one_in_the_notebook_leave_all_output_whole(client):
    outputs(client, [send(client, SLOPE)])
    message = client.session.msg("create_subshell_request", {})
    client.control_channel.send(message)
    reply = client.control_channel.get_msg(timeout=30)
    while reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
        reply = client.control_channel.get_msg(timeout=30)
    subshell = reply["content"]["subshell_id"]
    check = "check.sigmoid_slope(slope)"
    first, second = outputs(client, [send(client, check), send(client, check, subshell)])
    for shown in (first, second):
        assert "✓ sigmoid_slope: Right." in shown and "x" in shown.split("✓")[0]
    assert first.count("x") == second.count("x")
    later = outputs(client, [send(client, "print('heard', 6 * 7)")])
    assert later == ["heard 42\n"]
    later = outputs(client, [send(client, "print('heard', 6 * 7)", subshell)])
    assert later == ["heard 42\n"]
