"""The quiz of notebook 07."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "07_sampling",
    SingleChoice(
        name="what_forcing_means",
        question="A network is used under teacher forcing. Which character does it read at step t?",
        options=(
            Option("the one it drew at step t − 1", "That is free-running generation."),
            Option(
                "the true one, whatever it predicted",
                "A mistake has no consequences for the next input, so teacher forcing is the easier "
                "test.",
                right=True,
            ),
            Option(
                "the likeliest one",
                "That is greedy generation: it reads its own likeliest character.",
            ),
        ),
    ),
    NumberQuestion(
        name="no_mistake_in_100",
        question="A network gives the true character a probability of 0.99 at every step. How probable "
        "is it that a free run makes no mistake in 100 characters? Give it in percent.",
        answer=100 * 0.99**100,
        right="`0.99 ** 100` = 0.37. Nearly two thirds of such runs leave the text by then.",
        wrong=(
            (99.0, "That is the probability for one character. A run must pass all 100."),
            (0.37, "That is the probability itself. In percent it is a hundred times as large."),
            (
                1.0,
                "That is the probability of a mistake at one character. Multiply 0.99 a hundred times.",
            ),
            (0.0, "You subtracted 1 % for each character. The factors are multiplied: `0.99 ** 100`."),
            (63.4, "That is the probability of at least one mistake. The question asks for none."),
        ),
        otherwise="A run must pass every step, so the probabilities multiply: `0.99 ** 100`.",
        unit="%",
        tolerance=0.02,
    ),
    NumberQuestion(
        name="ratio_at_half",
        question="Two logits differ by 2, so at τ = 1 the ratio of their probabilities is 7.4. What is "
        "it at τ = 0.5?",
        answer=54.6,
        right="The ratio is `exp(2 / τ)`, so at τ = 0.5 it is `exp(4)` = 54.6, the square of 7.4.",
        wrong=(
            (14.8, "You doubled the ratio. The logits are doubled, and the ratio is squared."),
            (3.7, "You halved the ratio. A temperature below 1 makes the likely character likelier."),
            (2.72, "That is `exp(2 · 0.5)`, the ratio at τ = 2. Divide by τ, do not multiply."),
            (7.4, "A temperature below 1 changes the ratio: the logits are divided by 0.5."),
        ),
        otherwise="The logits are divided by τ, so their difference becomes 4. The ratio is `exp(4)`.",
        tolerance=0.02,
    ),
    SeveralChoices(
        name="what_99_proves",
        question="Under teacher forcing a network draws 99.8 % of its training text correctly. What "
        "follows?",
        options=(
            Option(
                "it predicts this text nearly without mistakes under teacher forcing",
                "This is what was measured.",
                right=True,
            ),
            Option(
                "it predicts other text of the same author well",
                "Only held-out text can show it. Here the loss on it was above that of the uniform "
                "baseline.",
            ),
            Option(
                "it writes this text without mistakes when it runs free at temperature 1",
                "A free run must pass every step. At 0.998 per step about one run in six passes 900.",
            ),
        ),
    ),
)
