"""The quiz of notebook 02."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "02_gates",
    SingleChoice(
        name="count_letters",
        question="A unit counts the letters since the last space. What does it need at a letter?",
        options=(
            Option(
                "f = 0, i = 1, g > 0",
                "`f = 0` erases the count at every letter, so the unit only knows the last step. Keep "
                "the old count first.",
            ),
            Option(
                "f = 1, i = 0, g > 0",
                "`i = 0` lets nothing in, so the count never grows. Open the input gate.",
            ),
            Option(
                "f = 1, i = 1, g > 0",
                "`f = 1` keeps the count, and `i ⊙ g` adds a fixed positive number. The count may go "
                "beyond 1, because nothing in the line of `c_t` squashes it. At a space the unit "
                "needs `f = 0` and `i = 0`.",
                right=True,
            ),
            Option(
                "f = 1, i = 1, g = 0",
                "`g` is what is added, and here it is 0. The count stays as it is. Make `g` positive.",
            ),
        ),
    ),
    SeveralChoices(
        name="in_the_cell_state",
        question="Which of these occur in the line that computes the new cell state `c_t`?",
        options=(
            Option("forget gate f", "`f` multiplies the old cell state: `f ⊙ c_{t-1}`.", right=True),
            Option("input gate i", "`i` multiplies the candidate: `i ⊙ g`.", right=True),
            Option("candidate g", "`g` is what is added, times `i`.", right=True),
            Option(
                "output gate o",
                "`o` scales what is shown, `h_t = o ⊙ tanh(c_t)`. It does not occur in `c_t`.",
            ),
        ),
    ),
    NumberQuestion(
        name="half_life_20",
        question="Which forget gate f has a half-life of 20 steps? Give three digits.",
        answer=0.5 ** (1 / 20),
        right="`f = 0.5 ** (1 / 20)` = 0.966, since `f` to the power of 20 has to be one half.",
        wrong=(
            (0.5, "`f = 0.5` halves the memory in one step, not in 20."),
            (0.95, "You took 1 − 1/20. Then `0.95 ** 20` = 0.36 is left. Solve `f ** 20 = 0.5`."),
            (0.97, "Two digits are not enough: `0.97 ** 20` = 0.54 is left. Give three."),
            (0.975, "You took 1 − 0.5/20. Then `0.975 ** 20` = 0.60 is left: factors are multiplied."),
            (0.025, "You divided 0.5 by 20. A memory is multiplied by `f`: solve `f ** 20 = 0.5`."),
        ),
        otherwise="Solve `f ** 20 = 0.5` for `f`: which number, multiplied 20 times, gives one half?",
        tolerance=0.002,
    ),
    SingleChoice(
        name="shut_output",
        question="The output gate of a unit has been 0 for ten steps. Is its memory lost?",
        options=(
            Option(
                "yes, since h = 0",
                "`h` is 0, but `h` is not the memory. The memory is `c`, and `o` does not occur in it.",
            ),
            Option(
                "no, it is only not shown",
                "`c_t` does not contain `o`, so the cell state is kept. Because the next gates see `h` "
                "and not `c`, they do not know about it either.",
                right=True,
            ),
            Option(
                "no, if the forget gate was 0 as well",
                "A forget gate of 0 erases the cell state. The memory stays if `f` was near 1.",
            ),
        ),
    ),
)
