"""The quiz of notebook 10."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "10_relatives",
    SingleChoice(
        name="same_weights",
        question="You copy the weights of a GRU from one library to another. All shapes fit, and the "
        "outputs are wrong. What is the most likely reason?",
        options=(
            Option(
                "the blocks have another order there",
                "All blocks have the same shape, so a wrong order raises no error. A reset at another "
                "place also makes another network of the same weights.",
                right=True,
            ),
            Option(
                "float32 rounds the weights too much",
                "Rounding changes outputs in the seventh digit. It does not make them wrong.",
            ),
            Option(
                "the cell state was not copied",
                "A GRU has no cell state. Its hidden state is its memory.",
            ),
        ),
    ),
    NumberQuestion(
        name="gru_size",
        question="An LSTM layer reads D = 10 numbers and has H = 20 units: W_x, W_h and b have 2,480 "
        "parameters. How many parameters do W_x, W_h and b of a GRU of the same sizes have?",
        answer=1860,
        right="Three blocks instead of four: 3 · (10 · 20 + 20 · 20 + 20) = 1,860.",
        wrong=(
            (2480, "That is the LSTM with its four blocks. A GRU has three: r, u, g."),
            (1240, "That is two blocks. The candidate g has weights as well."),
            (620, "That is one block. A GRU has three: r, u, g."),
        ),
        otherwise="Each block has D · H + H · H + H parameters, and a GRU has three.",
        tolerance=0.001,
    ),
    SeveralChoices(
        name="both_directions",
        question="For which of these tasks may a network read in both directions?",
        options=(
            Option(
                "marking the names in a finished text",
                "All of the text is there, so the future may be read.",
                right=True,
            ),
            Option(
                "writing the next sentence",
                "What comes next does not exist yet, so nobody can read it from the right.",
            ),
            Option(
                "saying in which language a finished e-mail is written",
                "The e-mail is complete before it is judged.",
                right=True,
            ),
            Option(
                "forecasting next month's level",
                "The reader from the right would begin in the future.",
            ),
        ),
    ),
    SingleChoice(
        name="batch_dependent",
        question="A network for whole sequences gives the same sentence different answers, depending "
        "on the other sentences in the batch. What is missing?",
        options=(
            Option(
                "dropout",
                "Dropout acts in training only. It does not look at other sentences.",
            ),
            Option(
                "a mask",
                "The longest sentence decides how much padding follows. Without a mask the padding "
                "changes the last state.",
                right=True,
            ),
            Option(
                "a second direction",
                "Then two readers would read the padding instead of one.",
            ),
        ),
    ),
)
