"""The quiz of notebook 04."""

from lstm_core.exercises.quizzes.questions import NumberQuestion, Option, QuizQuestions, SingleChoice

questions = QuizQuestions(
    "04_bptt",
    SingleChoice(
        name="without_dc_next",
        question="Line (2) is written without `+ dc_next`. Why does a check with T = 1 not notice?",
        options=(
            Option(
                "the error is below the tolerance",
                "The error is exactly zero there, not merely small. Ask what `dc_next` is when nothing "
                "follows.",
            ),
            Option(
                "with one step there is no later step, so dc_next is zero",
                "What is dropped is the path from `c_t` to `c_{t+1}`. With one step there is no "
                "`c_{t+1}`, so dropping it changes nothing.",
                right=True,
            ),
            Option(
                "the forget gate hides it",
                "The forget gate multiplies `dc` on its way to the step before. It does not enter "
                "line (2).",
            ),
        ),
    ),
    SingleChoice(
        name="large_epsilon",
        question="A gradient check with ε = 0.1 reports a relative error of 0.005. What now?",
        options=(
            Option(
                "the gradient is wrong: search for the mistake",
                "With so large a step the finite difference itself may be off by as much. Repeat with "
                "a smaller step first.",
            ),
            Option(
                "the gradient is right: 0.005 is small",
                "A right gradient passes at 1e-7, and some mistakes give errors below 0.1. Repeat with "
                "a smaller step first.",
            ),
            Option(
                "repeat it with ε = 1e-5 in float64",
                "The error of a central difference falls with the square of ε. A right gradient then "
                "falls below 1e-7, and a wrong one keeps its error.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="dc_prev",
        question="`dc_prev` is `dc * f`. Is it the total derivative with respect to `c_{t-1}`?",
        options=(
            Option(
                "yes, c has only one path",
                "`c_{t-1}` has two paths: to `c_t`, and to `h_{t-1}`. Only the first is in `dc_prev`.",
            ),
            Option(
                "no, the path through h at t − 1 is missing",
                "It is the contribution along the cell state. Line (2) of step t − 1 adds the path "
                "through `h_{t-1}` and makes the total.",
                right=True,
            ),
            Option(
                "no, the loss of step t is missing",
                "The loss of step t is in it already: it reached `dc` through `h_t`. The path through "
                "`h_{t-1}` is missing.",
            ),
        ),
    ),
    NumberQuestion(
        name="logit",
        question="The softmax gives the character that came the probability 0.2. What is the "
        "derivative of the loss with respect to its logit?",
        answer=-0.8,
        right="`p − onehot` is 0.2 − 1 = −0.8 at this place. Raising the logit lowers the loss.",
        wrong=(
            (0.8, "The sign is reversed. It is `p − onehot`: raising this logit lowers the loss."),
            (0.2, "That holds for the other characters. Subtract 1 at the one that came."),
            (-5.0, "That is the derivative with respect to the probability, −1/p, not to the logit."),
            (1.609, "That is the loss itself, −ln 0.2. Its derivative is `p − onehot`."),
        ),
        otherwise="The derivative is `p − onehot`, and `onehot` is 1 at the character that came.",
        tolerance=0.005,
    ),
)
