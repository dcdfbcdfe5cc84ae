"""Live training and answers through a real kernel, with messages as a page sends them.

`make colab` runs these with Colab's versions; here they run with the versions that are installed.
"""

import pytest
from every_widget import CELLS, SETUP
from kernel_side import running_kernel

LAB = """
from lstm_core.widgets import TrainingLab

lab = TrainingLab(text="to be, or not to be, that is the question: " * 20, epochs=100_000)
print(lab.comm.comm_id)
"""
QUIZ = """
from lstm_core.exercises.start import quiz
from lstm_core.widgets import Quiz

shown = Quiz(quiz.questions)
marked = []
shown._marked = lambda question, answer: marked.append((question.name, answer))
print(shown.comm.comm_id)
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    with running_kernel(tmp_path_factory.mktemp("kernel")) as side:
        yield side


@pytest.fixture
def lab(kernel):
    comm = kernel.run(LAB).strip()
    yield comm
    kernel.run("lab.close()")


def epoch(kernel, comm):
    return kernel.states[comm]["frame"]["epoch"]


def phase(kernel, comm):
    return kernel.states[comm]["frame"]["phase"]


def test_the_network_trains_while_no_cell_runs_and_the_page_sees_it(kernel, lab):
    kernel.send(lab, do="start", request="page 1")
    kernel.until(lambda: phase(kernel, lab) == "running" and epoch(kernel, lab) > 1)
    before, frames = epoch(kernel, lab), kernel.versions[lab]
    kernel.listen(2.0)
    assert epoch(kernel, lab) > before
    assert kernel.versions[lab] - frames > 5, "pictures arrive several times per second"


def test_cells_run_during_the_training_and_see_it_go_on(kernel, lab):
    kernel.send(lab, do="start", request="page 1")
    kernel.until(lambda: epoch(kernel, lab) > 1)
    assert kernel.run("print(lab.phase, 6 * 7)").split() == ["running", "42"]
    first = float(kernel.run("print(lab.session.frame()['epoch'])"))
    kernel.listen(0.5)
    assert float(kernel.run("print(lab.session.frame()['epoch'])")) > first


def test_a_pause_of_the_page_stops_it_and_its_settings_arrive(kernel, lab):
    kernel.send(lab, do="start", request="page 1")
    kernel.until(lambda: epoch(kernel, lab) > 1)
    kernel.send(lab, do="pause", request="page 2")
    kernel.until(lambda: phase(kernel, lab) == "paused")
    kernel.send(lab, do="set", learning_rate=0.01, request="page 3")
    kernel.until(lambda: kernel.states[lab]["summary"]["learning_rate"] == 0.01)
    stopped = kernel.run("print(lab.session.frame()['epoch'])")
    kernel.listen(0.5)
    assert kernel.run("print(lab.session.frame()['epoch'])") == stopped


def test_what_the_page_may_not_write_is_taken_back(kernel, lab):
    kernel.write(lab, summary={"H": -1})
    kernel.until(lambda: kernel.states[lab]["summary"].get("H") == 25)


def test_an_answer_to_a_quiz_arrives(kernel):
    comm = kernel.run(QUIZ).strip()
    question = kernel.states[comm]["questions"]
    name = (question["questions"] if isinstance(question, dict) else question)[0]["name"]
    kernel.write(comm, given={"question": name, "answer": "35", "count": 1})
    kernel.listen(0.3)
    assert kernel.run("print(marked)").strip() == repr([(name, "35")])


@pytest.fixture(scope="module")
def prepared(kernel):
    kernel.run(SETUP)
    return kernel


@pytest.mark.parametrize("name", CELLS)
def test_a_widget_opens_for_the_page_and_has_something_to_show_without_one(prepared, name):
    shown = f"""
from IPython import get_ipython
shown = {CELLS[name]}
forms, _ = get_ipython().display_formatter.format(shown)
print(shown.comm.comm_id, *sorted(forms))
"""
    comm, *forms = prepared.run(shown).split()
    assert prepared.states[comm]["_esm"].strip(), "the page's script is sent with the widget"
    assert "application/vnd.jupyter.widget-view+json" in forms
    assert {"image/png", "text/html"} & set(forms), "a picture or a text beside the view"
    sent = prepared.versions[comm]
    prepared.send(comm, do="nonsense", request="page 1")
    prepared.write(comm, nonsense=1, _esm="changed")
    prepared.until(lambda: prepared.versions[comm] > sent)  # the true values come back
    assert prepared.states[comm]["_esm"] != "changed"
    assert prepared.run("shown.close(); print(6 * 7)").strip() == "42"
