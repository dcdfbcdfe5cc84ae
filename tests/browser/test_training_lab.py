"""The training lab in a real JupyterLab: live, by mouse and keyboard, its numbers those of Python."""

import pytest
from accessibility import serious_violations
from training_lab_page import (
    LAB,
    SETUP,
    TEXT,
    look_back,
    open_tab,
    pause,
    set_slider,
    start_for,
    told,
    wait_for,
    wait_until,
)

from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import save_experiment
from lstm_core.lab.settings import LabSettings

pytestmark = pytest.mark.browser

BAD = '<img src=x onerror="alert(1)"><script>window.seen=1</script>'


# Training


def test_it_trains_pauses_steps_and_resets_with_the_numbers_of_python(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    wait_for(notebook, phase="ready", epoch=0)
    start_for(notebook, 60)
    assert widget.get_by_test_id("play").text_content().endswith("Pause")
    pause(notebook)
    losses = told(notebook, "list(lab.experiment.branches[0].losses)")
    assert losses[-1] < losses[0]
    assert float(widget.get_attribute("data-loss")) == losses[-1]
    assert int(widget.get_attribute("data-epoch")) == len(losses)
    norm = told(notebook, "lab.experiment.branches[0].gradient_norms[-1]")
    assert float(widget.get_attribute("data-norm")) == norm
    status = widget.get_by_test_id("status").text_content()
    assert f"loss {losses[-1]:.3f} nats per character" in status
    assert f"Epoch {len(losses):,} of 1,000,000" in status

    for _ in range(3):  # faster than they are answered
        widget.get_by_test_id("step").click()
    wait_for(notebook, phase="paused", epoch=len(losses) + 3)
    reset = widget.get_by_test_id("reset")
    reset.click()
    wait_for(notebook, phase="ready", epoch=0)
    assert widget.get_attribute("data-loss") is None
    assert reset.evaluate("(button) => button === document.activeElement")
    assert told(notebook, "lab.experiment.trainer.step_count") == 0
    assert notebook.console_errors == []


def test_step_ends_a_training_that_runs(show):
    notebook = show(SETUP, LAB)
    start_for(notebook, 5)
    notebook.widget("lstm-training-lab").get_by_test_id("step").click()
    wait_for(notebook, phase="paused")


def test_another_cell_that_runs_meanwhile_loses_nothing(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 20)
    notebook.run("import time; time.sleep(1.5)")
    reached = int(widget.get_attribute("data-epoch"))
    wait_until(notebook, f"Number(lab.epoch) > {reached + 20}")
    pause(notebook)
    losses = told(notebook, "list(lab.experiment.branches[0].losses)")
    again = Experiment(TEXT * 4, LabSettings(hidden_size=8)).run(len(losses))
    assert losses == [report.loss for report in again]


def test_the_end_is_told_and_start_goes_on(show):
    notebook = show(SETUP, "lab = TrainingLab(TEXT, hidden_size=4, epochs=30)\nlab")
    widget = notebook.widget("lstm-training-lab")
    widget.get_by_test_id("play").click()
    wait_for(notebook, phase="finished", epoch=30)
    widget.get_by_test_id("play").click()
    wait_for(notebook, phase="finished", epoch=60)
    assert "Epoch 60 of 60" in widget.get_by_test_id("status").text_content()


def test_a_training_that_diverges_says_so_and_reset_recovers(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run("lab.clip_value = None\nlab.experiment.learning_rate = 1e308")
    widget.get_by_test_id("play").click()
    wait_for(notebook, phase="failed")
    assert "stopped being finite" in widget.get_by_test_id("message").text_content()
    set_slider(widget, "learning-rate", 0)
    wait_for(notebook, learning_rate=0.05)
    widget.get_by_test_id("reset").click()
    wait_for(notebook, phase="ready")
    assert widget.get_by_test_id("message").text_content() == ""
    start_for(notebook, 5)


# Settings


def test_sliders_act_while_it_runs_and_never_queue(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 5)
    notebook.run(
        "commands = []\nhandle = type(lab)._handle_command\n"
        "def kept(self, command):\n    commands.append(command['do'])\n    handle(self, command)\n"
        "lab._loop._handle = lambda command: kept(lab, command)"
    )
    widget.get_by_test_id("learning-rate").evaluate(
        "(slider) => { for (let k = -50; k <= 20; k += 1) {"
        " slider.value = k; slider.dispatchEvent(new Event('input')); } }"
    )
    wait_for(notebook, learning_rate=0.5, phase="running")
    assert widget.get_by_test_id("learning-rate-words").text_content() == "0.5"
    assert told(notebook, "lab.learning_rate") == 0.5
    assert told(notebook, "commands.count('set')") <= 3
    set_slider(widget, "clip-value", -10)
    wait_for(notebook, clip=0.1)
    widget.get_by_test_id("clips").click()
    wait_for(notebook, clip="off", phase="running")
    assert told(notebook, "lab.clip_value") is None
    assert "Clipping is off" in widget.get_by_test_id("clipping-words").text_content()
    widget.get_by_test_id("clips").click()
    wait_for(notebook, clip=0.1)


def test_python_moves_the_sliders_too(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run("lab.learning_rate = 0.2\nlab.clip_value = None\nlab.reset(hidden_size=5, seed=9)")
    wait_for(notebook, learning_rate=0.2, clip="off", size=5, seed=9)
    assert widget.get_by_test_id("learning-rate-words").text_content() == "0.2"
    assert widget.get_by_test_id("hidden-size").input_value() == "5"
    assert widget.get_by_test_id("seed").input_value() == "9"
    assert not widget.get_by_test_id("clips").is_checked()


def test_size_and_seed_act_at_reset_and_wrong_ones_are_refused(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    open_tab(notebook, "run")
    widget.get_by_test_id("hidden-size").fill("12")
    widget.get_by_test_id("seed").fill("3")
    assert "at present H = 8, seed 0" in widget.get_by_test_id("reset-note").text_content()
    assert told(notebook, "lab.experiment.hidden_size") == 8
    widget.get_by_test_id("reset").click()
    wait_for(notebook, size=12, seed=3, phase="ready")
    assert told(notebook, "[lab.experiment.hidden_size, lab.experiment.seed]") == [12, 3]
    for name, value in (("hidden-size", "257"), ("hidden-size", ""), ("seed", "-1"), ("seed", "1.5")):
        old = widget.get_by_test_id(name).input_value()
        widget.get_by_test_id(name).fill(value)
        widget.get_by_test_id("reset").click()
        notebook.page.wait_for_selector('.lstm-notice:has-text("Nothing was reset")')
        widget.get_by_test_id(name).fill(old)
        widget.get_by_test_id("reset").click()
        notebook.page.wait_for_selector('[data-testid="message"]:empty', state="attached")
    assert told(notebook, "[lab.experiment.hidden_size, lab.experiment.seed]") == [12, 3]


# Time


def test_looking_back_shows_the_snapshot_and_the_present_comes_back(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 30)
    look_back(notebook, 7)
    snapshot = "lab.experiment.snapshots()[7]"
    epoch, loss = told(notebook, f"[{snapshot}.epoch, {snapshot}.loss]")
    assert float(widget.get_attribute("data-epoch")) == epoch
    assert float(widget.get_attribute("data-loss")) == loss
    index = int(epoch) - 1
    norm = told(notebook, f"lab.experiment.branches[0].gradient_norms[{index}]")
    assert float(widget.get_attribute("data-norm")) == norm
    said = widget.get_by_test_id("curve").get_attribute("aria-valuetext")
    assert said == f"epoch {epoch:.0f}"
    said = widget.get_by_test_id("sample").get_attribute("data-text")
    expected = notebook.run(
        f"past = lab.experiment.model_at({snapshot})\nletters = lab.experiment.vocabulary\n"
        "print(lc.sample(past, letters, TEXT[:10], 120, temperature=0.8, seed=0), end='')"
    )
    assert said == expected
    notebook.page.wait_for_selector('[data-testid="heat"]')
    widget.get_by_test_id("heat").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight"):
        notebook.page.keyboard.press(key)
    notebook.page.wait_for_selector(
        '[data-testid="heat-words"]:has-text("Character 2, ‘␣’ (space), unit 1")'
    )
    value = float(widget.get_by_test_id("heat").get_attribute("data-value"))
    true = told(
        notebook,
        "float(past.forward(lab.experiment.trainer.indices[:60]).forget_gate[2, 1])",
    )
    assert value == pytest.approx(true, rel=1e-6)
    widget.get_by_test_id("present").click()
    wait_for(notebook, viewing="present")
    assert float(widget.get_attribute("data-loss")) == told(notebook, "lab.experiment.loss")


def test_continue_from_here_keeps_both_curves(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 30)
    pause(notebook)
    original = told(notebook, "list(lab.experiment.branches[0].losses)")
    look_back(notebook, 10)
    step = told(notebook, "lab.experiment.snapshots()[10].step")
    widget.get_by_test_id("continue").click()
    wait_for(notebook, phase="running", branches=2, viewing="present")
    wait_until(notebook, "Number(lab.epoch) > 25")
    pause(notebook)
    branch = told(notebook, "list(lab.experiment.branches[1].losses)")
    common = min(len(branch), len(original) - step)
    assert branch[:common] == original[step : step + common]
    lines = widget.locator('[data-testid="loss-chart"] [data-line]')
    names = [lines.nth(k).get_attribute("data-line") for k in range(lines.count())]
    assert [name for name in names if name] == ["A", "B"]
    assert f"B from A, epoch {step}" in widget.get_by_test_id("branches").text_content()
    looks = widget.locator('[data-testid="branches"] svg [data-look]')
    dashes = [
        looks.nth(k).locator(".lstm-chart-line").evaluate("(e) => getComputedStyle(e).strokeDasharray")
        for k in range(2)
    ]
    assert dashes[0] != dashes[1]


def test_without_a_cursor_the_line_below_the_curve_tells_the_last_epoch_of_the_branch_that_goes_on(
    show,
):
    notebook = show(SETUP, LAB)
    start_for(notebook, 20)
    pause(notebook)
    notebook.run("lab.travel(5); lab.branch(); lab.step()")
    wait_for(notebook, branches=2, viewing="present", epoch=6)
    loss, original = told(notebook, "[branch.losses[-1] for branch in lab.experiment.branches][::-1]")
    numbers = notebook.widget("lstm-training-lab").get_by_test_id("numbers").text_content()
    assert numbers.startswith(f"B, epoch 6: loss {loss:.4f}")
    assert f"loss {original:.4f}" not in numbers


def test_the_pointer_and_the_keys_tell_exact_numbers(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 20)
    pause(notebook)
    numbers = widget.get_by_test_id("numbers")
    last = told(notebook, "len(lab.experiment.branches[0].losses)")
    look_back(notebook, 12)
    loss = told(notebook, "lab.experiment.branches[0].losses[11]")
    assert f"Epoch 12: loss {loss:.4f}" in numbers.text_content()
    notebook.page.keyboard.press("Shift+ArrowLeft")
    wait_for(notebook, viewing=2)
    notebook.page.keyboard.press("End")
    wait_for(notebook, viewing="present")
    loss = told(notebook, "lab.experiment.loss")
    assert f"Epoch {last:,}: loss {loss:.4f}" in numbers.text_content()
    box = widget.get_by_test_id("loss-chart").bounding_box()
    notebook.page.mouse.move(box["x"] + 90, box["y"] + 100)
    wait_until(notebook, f"Number(lab.cursor) < {last - 1}")
    assert not numbers.text_content().startswith(f"Epoch {last:,}:")
    for _ in range(2):
        other = {"true": "false", "false": "true"}[widget.get_attribute("data-log")]
        notebook.page.keyboard.press("l")
        wait_for(notebook, log=other)


def place_on(widget, line: str, share: float) -> tuple[float, float]:
    """Return where a share of a line's length lies on the screen."""
    return tuple(
        widget.get_by_test_id("loss-chart").evaluate(
            """(svg, [line, share]) => {
                const path = svg.querySelector(`[data-line="${line}"] .lstm-chart-line`);
                const { x, y } = path.getPointAtLength(share * path.getTotalLength());
                const box = svg.getBoundingClientRect();
                return [box.x + x, box.y + y];
            }""",
            [line, share],
        )
    )


def test_a_click_on_a_curve_selects_the_snapshot_also_of_a_branch_that_was_left(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run(
        "for _ in range(40): lab.step()\n"
        "lab.travel(10); lab.branch(); lab.experiment.learning_rate = 3.0\n"
        "for _ in range(40): lab.step()"
    )
    wait_for(notebook, branches=2, epoch=50)
    for line, share in (("A", 0.7), ("B", 0.9), ("A", 0.1)):
        x, y = place_on(widget, line, share)
        notebook.page.mouse.click(x, y)
        wait_until(notebook, "lab.viewing !== 'present'")
        notebook.page.wait_for_timeout(200)
        epoch = float(widget.get_attribute("data-epoch"))
        step, branch = told(notebook, "[lab.session.viewing.step, lab.session.viewing.branch]")
        wanted = told(notebook, f"lab.experiment.branches[{'AB'.index(line)}].first_step")
        assert epoch == step and branch == "AB".index(line) and step >= wanted
        signs = widget.locator('[data-testid="loss-chart"] [data-sign="selected"]')
        assert signs.get_attribute("data-look") == str("AB".index(line))
        box = signs.bounding_box()
        assert abs(box["x"] + box["width"] / 2 - x) < 12
    notebook.page.mouse.move(*place_on(widget, "A", 0.2))
    notebook.page.mouse.down()
    notebook.page.mouse.move(*place_on(widget, "A", 0.95), steps=15)  # dragging goes through time
    notebook.page.mouse.up()
    wait_until(notebook, "Number(lab.epoch) > 35")
    widget.get_by_test_id("continue").click()
    wait_for(notebook, branches=3, phase="running")
    assert told(notebook, "lab.summary['branches'][2]['parent']") == 0


def test_reset_and_its_key_can_be_undone(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    undo = widget.get_by_test_id("undo")
    assert undo.get_attribute("aria-disabled") == "true"
    start_for(notebook, 30)
    look_back(notebook, 10)
    widget.get_by_test_id("continue").click()
    wait_for(notebook, branches=2, phase="running")
    wait_until(notebook, "Number(lab.epoch) > 20")
    notebook.run("before = lab.experiment")
    for key in (True, False):
        if key:
            widget.focus()
            notebook.page.keyboard.press("r")
        else:
            widget.get_by_test_id("reset").click()
        wait_for(notebook, phase="ready", epoch=0, branches=1)
        notebook.run("weights = before.trainer.model.parameters.vector.copy()")
        assert undo.get_attribute("aria-disabled") is None
        if key:
            notebook.page.keyboard.press("u")
        else:
            undo.click()
        wait_for(notebook, phase="paused", branches=2)
        same = "(lab.experiment.trainer.model.parameters.vector == weights).all()"
        assert told(notebook, f"[lab.experiment is before, bool({same})]") == [True, True]
        assert undo.get_attribute("aria-disabled") == "true"
    undo.click(force=True)  # a button that can do nothing does nothing
    notebook.page.keyboard.press("u")
    notebook.page.wait_for_selector('[data-testid="message"]:has-text("nothing to undo")')


def test_the_stop_button_pauses_and_the_page_says_why(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 5)
    notebook.page.evaluate("window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    wait_for(notebook, phase="paused")
    assert "Jupyter’s stop button" in widget.get_by_test_id("message").text_content()
    start_for(notebook, 5)
    assert widget.get_by_test_id("message").text_content() == ""


def test_an_exploding_loss_is_explained_and_the_good_branch_stays_readable(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run(
        "for _ in range(30): lab.step()\nlab.travel(20); lab.branch()\n"
        "lab.clip_value = None; lab.learning_rate = 10.0\nfor _ in range(20): lab.step()"
    )
    wait_for(notebook, branches=2, epoch=40)
    assert told(notebook, "lab.experiment.loss") > 20
    advice = widget.get_by_test_id("advice")
    assert "lower the learning rate or switch clipping on" in advice.text_content()
    heights = widget.get_by_test_id("loss-chart").evaluate(
        "(svg) => svg.querySelector('[data-line=\"A\"] .lstm-chart-line').getBBox().height"
    )
    assert heights > 20, "pixels from the highest to the lowest loss of A"
    assert widget.locator('[data-testid="loss-chart"] [data-sign="best"]').count() == 1
    look_back(notebook, 15)
    assert advice.text_content() == ""


COVERED = """(svg) => {
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()
        && getComputedStyle(text).visibility !== "hidden");
    const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
    const found = [];
    for (const path of svg.querySelectorAll(".lstm-chart-line")) {
        const matrix = path.getScreenCTM();
        if (!path.getAttribute("d")) continue;
        for (let at = 0; at <= path.getTotalLength(); at += 2) {
            const { x, y } = path.getPointAtLength(at).matrixTransform(matrix);
            for (const [name, box] of boxes) {
                const isAcross = x > box.left && x < box.right;
                if (isAcross && y > box.top + 2 && y < box.bottom - 2) found.push(name);
            }
        }
    }
    return [...new Set(found)];
}"""


def test_no_label_covers_a_curve(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run(
        "for _ in range(60): lab.step()\n"
        "for rate in (0.5, 2.0, 0.02, 5.0):\n"
        "    lab.travel(20); lab.branch(); lab.learning_rate = rate\n"
        "    for _ in range(25 + int(10 * rate)): lab.step()"
    )
    wait_for(notebook, branches=5)
    notebook.page.mouse.move(0, 0)
    for _ in range(2):
        for chart in ("loss-chart", "norm-chart"):
            assert widget.get_by_test_id(chart).evaluate(COVERED) == []
        widget.focus()
        notebook.page.keyboard.press("l")
        notebook.page.wait_for_timeout(200)
    assert "and 2 more" in widget.get_by_test_id("branches").text_content()


def test_the_heat_map_moves_along_the_text(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.run("lab.step()")
    wait_for(notebook, epoch=1)
    set_slider(widget, "place", 50)
    notebook.page.wait_for_selector('[data-testid="heat"][data-start="50"]')
    letters = widget.locator('[data-testid="heat"] .lstm-letter').all_text_contents()
    assert "".join(letters).replace("␣", " ") == (TEXT * 4)[50:110]
    widget.focus()
    for key, gate in (("o", "output"), ("c", "cell"), ("h", "hidden"), ("f", "forget")):
        notebook.page.keyboard.press(key)
        notebook.page.wait_for_selector(f'[data-testid="heat"][data-gate="{gate}"]')
    assert told(notebook, "lab.frame['gate']") == "forget"


# Texts and files


def test_text_that_looks_like_markup_is_shown_as_text(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    open_tab(notebook, "run")
    widget.get_by_test_id("own-text").fill(BAD * 3)
    widget.get_by_test_id("learn").click()
    wait_for(notebook, length=3 * len(BAD), phase="ready")
    start_for(notebook, 100)
    pause(notebook)
    for k in (0, 3):
        look_back(notebook, k)
    assert widget.locator("img, script").count() == 0
    assert notebook.page.evaluate("window.seen") is None
    assert widget.get_by_test_id("sample").text_content().startswith("<img src=x")
    open_tab(notebook, "heat")
    notebook.page.wait_for_selector('[data-testid="heat"]:has-text("<")')
    letters = widget.locator('[data-testid="heat"] .lstm-letter').all_text_contents()
    assert "".join(letters).replace("␣", " ") == (BAD.lower() * 3)[:60]
    assert notebook.console_errors == []


def test_files_with_text_are_opened_or_refused(show, tmp_path):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    open_tab(notebook, "run")
    message, chooser = widget.get_by_test_id("message"), widget.get_by_test_id("file")
    length = len(TEXT) * 4

    for name, content, words in (
        ("latin.txt", "schön".encode("latin-1") * 9, "is not UTF-8"),
        ("empty.txt", b"", "is empty"),
        ("large.txt", b"ab" * 600_000, "the most is 1 MB"),
    ):
        (tmp_path / name).write_bytes(content)
        chooser.set_input_files(tmp_path / name)
        notebook.page.wait_for_selector(f'[data-testid="message"]:has-text("{words}")')
        assert f"‘{name}’" in message.text_content()
    for text, words in (("", "is empty"), ("zzzz", "only one character")):
        widget.get_by_test_id("own-text").fill(text)
        widget.get_by_test_id("learn").click()
        notebook.page.wait_for_selector(f'[data-testid="message"]:has-text("{words}")')
    wait_for(notebook, length=length)

    (tmp_path / "good.txt").write_bytes("Grüße aus dem Süden.\r\n".encode() * 5)
    chooser.set_input_files(tmp_path / "good.txt")
    notebook.page.wait_for_selector('[data-testid="news"]:has-text("good.txt")')
    wait_for(notebook, length=length)  # told first, reset on demand
    widget.get_by_test_id("learn").click()
    wait_for(notebook, length=105, phase="ready")
    assert told(notebook, "lab.experiment.text") == "grüße aus dem süden.\n" * 5
    assert message.text_content() == ""


def test_saving_and_loading_go_through_the_browser(show, tmp_path):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    start_for(notebook, 20)
    pause(notebook)
    kept = {}
    open_tab(notebook, "files")
    for kind in ("npz", "csv", "svg", "png"):
        with notebook.page.expect_download() as download:
            widget.get_by_test_id(f"file-{kind}").click()
        kept[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(kept[kind])
    assert kept["png"].read_bytes()[:4] == b"\x89PNG"
    assert b"<svg" in kept["svg"].read_bytes()
    losses = told(notebook, "list(lab.experiment.branches[0].losses)")
    rows = kept["csv"].read_text().splitlines()
    assert len(rows) == len(losses) + 1

    widget.get_by_test_id("reset").click()
    wait_for(notebook, phase="ready")
    (tmp_path / "bad.npz").write_bytes(b"not a lab")
    widget.get_by_test_id("load-file").set_input_files(tmp_path / "bad.npz")
    notebook.page.wait_for_selector('[data-testid="message"]:not(:empty)')
    wait_for(notebook, phase="ready", epoch=0)
    widget.get_by_test_id("load-file").set_input_files(kept["npz"])
    wait_for(notebook, phase="paused", epoch=len(losses))
    assert told(notebook, "list(lab.experiment.branches[0].losses)") == losses


def test_a_lab_larger_than_a_message_may_be_is_loaded(show, tmp_path):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    experiment = Experiment(TEXT * 4, LabSettings(hidden_size=60))
    for _ in experiment.run(100):
        pass
    path = tmp_path / "large.npz"
    save_experiment(experiment, path)
    assert path.stat().st_size > 12_000_000
    widget.get_by_test_id("load-file").set_input_files(path)
    wait_for(notebook, size=60, epoch=100, phase="paused")
    assert told(notebook, "lab.experiment.loss") == experiment.loss


# Views


def test_two_labs_in_one_notebook_do_not_disturb_each_other(show):
    notebook = show(SETUP, LAB, "other = TrainingLab(TEXT, hidden_size=4, seed=2, epochs=10**6)\nother")
    first, second = (notebook.page.locator(".lstm-training-lab").nth(k) for k in range(2))
    for widget in (first, second):
        widget.get_by_test_id("play").click()
    notebook.page.wait_for_function(
        "[...document.querySelectorAll('.lstm-training-lab')]"
        ".every(({ dataset }) => dataset.phase === 'running' && Number(dataset.epoch) > 20)"
    )
    first.get_by_test_id("play").click()
    wait_for(notebook, phase="paused")
    assert told(notebook, "[lab.phase, other.phase]") == ["paused", "running"]
    second.get_by_test_id("play").click()
    notebook.page.wait_for_function(
        "document.querySelectorAll('.lstm-training-lab')[1].dataset.phase === 'paused'"
    )
    for name, widget in (("lab", first), ("other", second)):
        assert float(widget.get_attribute("data-loss")) == told(notebook, f"{name}.experiment.loss")


def test_two_views_of_one_lab_follow_each_other(show):
    notebook = show(SETUP, LAB, "lab")
    first, second = (notebook.page.locator(".lstm-training-lab").nth(k) for k in range(2))
    first.get_by_test_id("step").click()
    wait_for(notebook, phase="paused", epoch=1)  # the other view's step would end one under way
    second.get_by_test_id("step").click()
    wait_for(notebook, epoch=2)
    set_slider(second, "learning-rate", 20)
    wait_for(notebook, learning_rate=0.5)
    assert first.get_by_test_id("learning-rate-words").text_content() == "0.5"
    downloads = []
    notebook.page.on("download", lambda download: downloads.append(download))
    second.get_by_test_id("tab-files").click()
    second.get_by_test_id("file-csv").click()
    notebook.page.wait_for_selector('[data-testid="news"]:has-text("training-lab.csv")')
    notebook.page.wait_for_timeout(300)
    assert len(downloads) == 1


def test_running_the_cell_again_replaces_the_lab(show):
    notebook = show(SETUP, LAB)
    start_for(notebook, 5)
    notebook.run("old = lab")
    assert notebook.run_all() == []
    wait_for(notebook, phase="ready")
    assert notebook.page.locator(".lstm-training-lab").count() == 1
    steps, phase, same = told(
        notebook, "[old.experiment.trainer.step_count, old.phase, old is lab]"
    )  # the name `old` keeps it open
    assert (phase, same) == ("paused", False)
    assert told(notebook, "old.experiment.trainer.step_count") == steps
    start_for(notebook, 5)


def test_closing_the_view_pauses(show):
    notebook = show(SETUP, LAB)
    start_for(notebook, 5)
    notebook.page.evaluate(
        "() => { const cells = window.jupyterapp.shell.currentWidget.content;"
        " cells.activeCellIndex = 1;"
        " window.jupyterapp.commands.execute('notebook:clear-cell-output'); }"
    )
    notebook.page.wait_for_selector(".lstm-training-lab", state="detached")
    while told(notebook, "lab.phase") == "running":
        notebook.page.wait_for_timeout(200)
    assert told(notebook, "lab.phase") == "paused"


# For everybody


def test_the_keyboard_alone_suffices(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    keyboard = notebook.page.keyboard
    widget.focus()
    keyboard.press("s")
    wait_for(notebook, epoch=1, phase="paused")
    keyboard.press("Space")
    wait_until(notebook, "lab.phase === 'running' && Number(lab.epoch) > 20")
    keyboard.press("Space")
    wait_for(notebook, phase="paused")
    reached = set()
    for _ in range(24):
        keyboard.press("Tab")
        name = notebook.page.evaluate("document.activeElement.dataset.testid ?? ''")
        reached.add(name)
        if name == "curve":
            keyboard.press("Home")
            wait_for(notebook, viewing=0)
            keyboard.press("End")
            wait_for(notebook, viewing="present")
        if name == "tab-heat":
            keyboard.press("ArrowRight")
            assert widget.locator('[data-panel="run"][data-open]').count() == 1
            keyboard.press("ArrowLeft")
        if name == "learning-rate":
            keyboard.press("ArrowRight")
            wait_for(notebook, learning_rate=0.0561)
    expected = {"play", "step", "reset", "undo", "continue", "present", "enlarge", "learning-rate"}
    expected |= {"clips", "clip-value", "curve", "log", "tab-heat", "forget", "place", "heat", "sample"}
    assert expected <= reached
    assert not {"tab-run", "tab-files", "tab-keys"} & reached, "the tabs are one stop"
    widget.focus()
    keyboard.press("r")
    wait_for(notebook, epoch=0, phase="ready")
    assert widget.evaluate("(element) => element === document.activeElement")
    for key in ("x", "d", "d", "a", "b", "ArrowDown", "Enter"):
        keyboard.press(key)
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == 2


def test_the_live_region_does_not_chatter(show):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    speech = widget.get_by_test_id("speech")
    speech.evaluate(
        "(element) => { window.spoken = [];"
        " new MutationObserver(() => window.spoken.push(element.textContent))"
        ".observe(element, { childList: true, characterData: true, subtree: true }); }"
    )
    before = int(widget.get_attribute("data-painted"))
    start_for(notebook, 5)
    wait_until(notebook, f"Number(lab.painted) > {before + 40}")
    pause(notebook)
    notebook.page.wait_for_function("window.spoken.at(-1)?.startsWith('paused: Epoch')")
    frames = int(widget.get_attribute("data-painted")) - before
    assert len(notebook.page.evaluate("window.spoken")) < frames / 8


@pytest.mark.parametrize("width", [1100])
def test_nothing_is_wider_than_the_lab_and_numbers_do_not_move_it(show, width):
    notebook = show(SETUP, LAB, width=width)
    widget = notebook.widget("lstm-training-lab")
    place = """(element) => {
        const top = element.getBoundingClientRect();
        const names = ['play', 'learning-rate', 'loss-chart', 'tab-heat', 'heat', 'sample'];
        return names.map((name) => {
            const box = element.querySelector(`[data-testid="${name}"]`).getBoundingClientRect();
            return [box.x - top.x, box.y - top.y, box.width, box.height];
        });
    }"""
    start_for(notebook, 5)
    early = widget.evaluate(place)
    wait_until(notebook, "Number(lab.epoch) > 300")
    assert widget.evaluate(place) == early
    pause(notebook)
    assert widget.evaluate(place) == early
    assert widget.evaluate("(element) => element.scrollWidth <= element.clientWidth")


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(show, theme):
    notebook = show(SETUP, LAB)
    widget = notebook.widget("lstm-training-lab")
    notebook.set_theme(theme)
    start_for(notebook, 20)
    look_back(notebook, 5)
    widget.get_by_test_id("continue").click()
    wait_for(notebook, branches=2, phase="running")
    open_tab(notebook, "run")
    widget.get_by_test_id("learn").click()
    notebook.page.wait_for_selector('[data-testid="message"]:has-text("is empty")')
    pause(notebook)
    assert serious_violations(notebook.page) == []
