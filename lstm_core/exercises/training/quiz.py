"""The quiz of notebook 06."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "06_training_lab",
    SingleChoice(
        name="longer_gradient",
        question="Suppose that nearly all derivatives are beyond ±1. In the next epoch the gradient "
        "norm is ten times larger. How much longer is the step, clipped by value at ±1?",
        options=(
            Option(
                "ten times",
                "That is the step without clipping. A derivative beyond ±1 counts as ±1, however "
                "large it is.",
            ),
            Option(
                "hardly longer",
                "Nearly every entry of the clipped gradient was ±1 and stays so. Its norm cannot "
                "exceed the root of the number of parameters.",
                right=True,
            ),
            Option(
                "it becomes shorter",
                "Clipping never makes an entry smaller because another one grows. Look at one "
                "derivative: 5 counts as 1, and 50 counts as 1.",
            ),
        ),
    ),
    NumberQuestion(
        name="steepest_valley",
        question="Plain gradient descent uses the learning rate 0.1. Above which curvature does each "
        "step land farther from the bottom than it started?",
        answer=20.0,
        right="The limit is 2/η = 2/0.1 = 20.",
        wrong=(
            (40.0, "That is 2/η for η = 0.05. Here η is 0.1."),
            (
                10.0,
                "At 1/η one step reaches the bottom. It lands farther away than it started from "
                "2/η on.",
            ),
            (0.2, "You multiplied 2 by η. The condition is η·a < 2, so divide."),
            (0.05, "You divided η by 2. The condition is η·a < 2, so a is 2/η."),
        ),
        otherwise="A step multiplies the distance by 1 − η·a. Ask from which a on its size exceeds 1.",
        tolerance=0.01,
    ),
    SingleChoice(
        name="adam_size",
        question="All gradients of a training run are multiplied by 1000. What changes with Adam?",
        options=(
            Option(
                "the steps become 1000 times longer",
                "That would be SGD without clipping. Adam divides by the root of the squares, which "
                "also grows by 1000.",
            ),
            Option(
                "almost nothing",
                "m and √v both grow by 1000, and their ratio stays. Only ε counts for less.",
                right=True,
            ),
            Option(
                "the steps become 1000 times shorter",
                "The divisor √v grows by 1000, and m in the numerator does as well.",
            ),
        ),
    ),
    SeveralChoices(
        name="three_parts",
        question="Which of these may the test set be used for?",
        options=(
            Option(
                "to choose the learning rate",
                "A loss by which you choose is no fair measure any more. Choose by the validation set.",
            ),
            Option(
                "to choose the epoch at which to stop",
                "That is what the validation set is for. The test set is opened after the choice.",
            ),
            Option(
                "to report how well the chosen network predicts new text",
                "It is opened once, after all choices, so its loss is a fair measure.",
                right=True,
            ),
        ),
    ),
)
