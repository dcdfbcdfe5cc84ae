"""The quiz of notebook 05."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "05_gradient_reach",
    NumberQuestion(
        name="left_after_30",
        question="A gradient norm is multiplied by 0.8 per step. What share of it is left 30 steps "
        "back? Give it in percent, with two significant digits.",
        answer=100 * 0.8**30,
        right="`0.8 ** 30` = 0.0012, so about 0.12 %. The share falls geometrically.",
        wrong=(
            (80.0, "That is the share after one step. Multiply by 0.8 thirty times."),
            (0.0012, "That is the share itself. In percent it is a hundred times as large."),
            (2.67, "You divided 80 % by 30. The factors are multiplied: `0.8 ** 30`."),
            (20.0, "That is what one step takes away. What is left is multiplied by 0.8 each time."),
        ),
        otherwise="Each step multiplies by 0.8, so 30 steps multiply by `0.8 ** 30`.",
        unit="%",
        tolerance=0.05,
    ),
    SingleChoice(
        name="clip_direction",
        question="Why does a small step against a gradient clipped by value never go uphill?",
        options=(
            Option(
                "it keeps its direction",
                "Clipping by norm keeps the direction. Clipping by value can turn a gradient by many "
                "degrees.",
            ),
            Option(
                "no entry changes its sign",
                "Each clipped entry times the old one is positive or zero. The sum of these products "
                "is positive, so the angle stays below 90°.",
                right=True,
            ),
            Option(
                "few entries are cut",
                "The number of cut entries does not matter. Even if all are cut, the angle stays below "
                "90°, because the signs stay.",
            ),
        ),
    ),
    SeveralChoices(
        name="truncation",
        question="A text is read in pieces of 25 characters, and the state is carried. Choose all "
        "that is true.",
        options=(
            Option(
                "the network can use what it read 100 characters ago",
                "The carried state may still hold it. Truncation cuts the gradient, not the state.",
                right=True,
            ),
            Option(
                "the gradient teaches it to keep something for 100 characters",
                "The gradient ends at the beginning of the piece, so it covers at most 24 steps back.",
            ),
            Option(
                "the computer memory that training needs does not grow with the text",
                "Only one piece of steps is kept at a time for the backward pass.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="open_gates",
        question="Which LSTM is most likely to learn a connection over 40 characters?",
        options=(
            Option(
                "forget bias 0",
                "σ(0) is one half. Over 40 steps a cell keeps 0.5 ** 40, and neither memory nor "
                "gradient gets through.",
            ),
            Option(
                "forget bias 1",
                "σ(1) is 0.73, and 0.73 to the power of 40 is about 3e-06. That is still far too "
                "little.",
            ),
            Option(
                "forget bias 5",
                "σ(5) is 0.993, so a cell keeps three quarters over 40 steps before any training, and "
                "the gradient reaches the first character.",
                right=True,
            ),
        ),
    ),
)
