"""Training labs for the tests, on a loop as in a notebook."""

import asyncio

from matplotlib import pyplot as plt

from lstm_core.widgets.training_lab.widget import TrainingLab

TEXT = "to be, or not to be, that is the question: "
SLOW = {"text": TEXT * 40, "hidden_size": 64, "epochs": 100_000}


def make(**settings) -> TrainingLab:
    return TrainingLab(**{"text": TEXT, "hidden_size": 6, "epochs": 20} | settings)


def live(scenario):
    """Run a coroutine function as a notebook would: on a loop that the labs share."""

    async def run():
        labs = []

        def made(**settings):
            labs.append(make(**settings))
            return labs[-1]

        try:
            await asyncio.wait_for(scenario(made), 60)
        finally:
            for lab in labs:
                lab.close()

    asyncio.run(run())
    plt.close("all")


async def until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.002)


def send(lab: TrainingLab, buffers=(), **order) -> None:
    """Send what the browser would."""
    lab._handle_custom_msg(order, list(buffers))
