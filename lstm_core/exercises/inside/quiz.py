"""The quiz of notebook 08."""

from lstm_core.exercises.quizzes.questions import Option, QuizQuestions, SeveralChoices, SingleChoice

questions = QuizQuestions(
    "08_inside_the_cells",
    SingleChoice(
        name="correlated",
        question="A cell correlates with the place in the line, r = 0.4, and 95 % of the shifts stay "
        "below 0.15. Has training taught the network its place in the line?",
        options=(
            Option(
                "yes, 0.4 is far above chance",
                "The shifted control excludes chance. It does not exclude a cell that slowly fills up "
                "with any weights.",
            ),
            Option(
                "that is not shown",
                "An untrained network may reach 0.4 as well. Only the same procedure on untrained "
                "networks can tell.",
                right=True,
            ),
            Option(
                "no, r would have to be near 1",
                "The size of r alone decides nothing. Compare with what untrained networks reach.",
            ),
        ),
    ),
    SingleChoice(
        name="every_step",
        question="To ablate a unit, you could read the whole text first and then set the unit's `h` to "
        "0 in the stored states. Why is this not enough?",
        options=(
            Option(
                "its values have already entered the gates of all later steps",
                "Through `W_h` the other units have reacted to it at every step. So it must be 0 at "
                "every step, or its rows of `W_h` and `W_y` must be.",
                right=True,
            ),
            Option(
                "its cell state `c` would remain",
                "`c` of this unit acts on the others through `h` alone. With `h` at 0 in every step it "
                "may remain.",
            ),
            Option(
                "the gradient would be wrong",
                "Ablation needs no gradient. It is a forward pass.",
            ),
        ),
    ),
    SingleChoice(
        name="patched",
        question="The network fails at a word, and gets another one right. If the counting cell's "
        "`h` is taken from the right word, the network still fails. If another unit's `h` is taken "
        "from there, it succeeds. What does this show?",
        options=(
            Option(
                "the counting cell counts wrongly in long words",
                "Then its replacement would have helped.",
            ),
            Option(
                "at this moment the failure comes through the other unit",
                "It does not show why that unit has left its usual value, nor that it alone would be "
                "enough in another word.",
                right=True,
            ),
            Option(
                "the network does not use the counting cell",
                "Ablation showed that it does: without it the network predicts most b wrongly.",
            ),
        ),
    ),
    SeveralChoices(
        name="rnn_as_good",
        question="Networks were trained on aⁿbⁿ with n up to 10. What did their comparison show? "
        "Choose all that is true.",
        options=(
            Option(
                "the RNN passes the exam too, with fewer parameters",
                "All five RNNs pass the exam, with less than a third of the parameters.",
                right=True,
            ),
            Option(
                "the LSTMs go farther beyond the trained lengths, on average",
                "They go on to 11 to 16, the RNNs to 10 to 12.",
                right=True,
            ),
            Option(
                "an LSTM that counts goes on for ever",
                "All five fail a few lengths beyond the training.",
            ),
        ),
    ),
)
