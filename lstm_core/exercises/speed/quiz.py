"""The quiz of notebook 09."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SingleChoice,
)

questions = QuizQuestions(
    "09_speed",
    NumberQuestion(
        name="share_of_a_loop",
        question="You make a loop twice as fast, and the whole program then takes 5 % less time. What "
        "share of the time did the loop take before? Give it in percent.",
        answer=10.0,
        right="Half of its time went away, and this was 5 % of all. The other half is the most that "
        "further work on this loop can bring.",
        wrong=(
            (5.0, "5 % is what went away, and this was half of the loop."),
            (2.5, "You halved the 5 %. They are one half of the loop, so double them."),
            (50.0, "Half of the loop went away, and this was only 5 % of the whole program."),
            (95.0, "That is what the program still takes."),
        ),
        otherwise="Half of the loop's time is 5 % of the whole time.",
        unit="%",
        tolerance=0.01,
    ),
    SingleChoice(
        name="float32_helps",
        question="At H = 25, why can float32 help a compiled kernel more than the NumPy kernel?",
        options=(
            Option(
                "the NumPy kernel spends its time on calls",
                "A call costs nearly the same for both types. The compiled kernel has no calls, so its "
                "time is arithmetic, and the processor does twice as many 32-bit operations at a time.",
                right=True,
            ),
            Option(
                "NumPy computes in 64 bits anyway",
                "NumPy keeps float32 arrays in float32. What costs here is the number of calls.",
            ),
            Option(
                "the compiler drops digits",
                "Both kernels give the same digits. The difference is what they spend their time on.",
            ),
        ),
    ),
    SingleChoice(
        name="three_products",
        question="Why does the limit count 24 H² operations for each character and not 8 H²?",
        options=(
            Option(
                "there are three more gates",
                "The 8 H² = 2 · 4 H² already count all four gates.",
            ),
            Option(
                "the product with W_h occurs once forward and twice backward",
                "Forward h W_h, backward dz W_hᵀ for the step before, and hᵀ dz for the gradient of "
                "W_h: three products of 8 H² each.",
                right=True,
            ),
            Option(
                "tanh and σ take the other 16 H²",
                "They work on 4 H numbers, not on H², and the limit does not count them.",
            ),
        ),
    ),
)
