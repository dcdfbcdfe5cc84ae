"""The quiz of notebook 01."""

import math

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SingleChoice,
)

questions = QuizQuestions(
    "01_encoding",
    SingleChoice(
        name="unsorted_vocabulary",
        question="A friend numbers the characters with `enumerate(set(text))`, trains a model and "
        "saves it. The next day the model writes nonsense. Why?",
        options=(
            Option(
                "The set has another order today, so indices mean other characters.",
                "The weights belong to yesterday's indices. Sort the characters, or save the "
                "vocabulary with the model.",
                right=True,
            ),
            Option(
                "The file format rounds the weights.",
                "Rounding in a file changes a weight in its last digits. Look at the order of the set.",
            ),
            Option(
                "The text has lost characters that occur only once.",
                "`set(text)` keeps every distinct character. Look at the order in which it lists them.",
            ),
        ),
    ),
    NumberQuestion(
        name="pairs_of_six",
        question="A text has 6 characters. How many training pairs does it give?",
        answer=5,
        right="The inputs leave out the last character and the targets the first, so 5 pairs remain.",
        wrong=(
            (6, "The last character has no next one, so it is a target and never an input."),
            (4, "You left out one pair too many: both slices leave out one character of 6."),
            (3, "The pairs overlap: each target is the input of the next pair."),
            (36, "You counted possible pairs. A training pair is a character and the one after it."),
        ),
        otherwise="Write the text twice, the second time shifted by one, and count complete columns.",
        unit="pairs",
    ),
    SingleChoice(
        name="row_look_up",
        question="`x_t` is one-hot with index 3, and `W_x` is (35, 100). What is `x_t @ W_x`?",
        options=(
            Option(
                "row 3 of `W_x`",
                "All other rows are multiplied by 0. This look-up is called an embedding.",
                right=True,
            ),
            Option(
                "column 3 of `W_x`",
                "A column has 35 entries, and the product has 100. Each entry of `x_t` meets one row.",
            ),
            Option(
                "the sum of all rows",
                "Each row is multiplied by an entry of `x_t`, and only one entry is 1.",
            ),
            Option(
                "3 times the first row",
                "The index says where the 1 stands. It is never a factor.",
            ),
        ),
    ),
    NumberQuestion(
        name="loss_of_one_half",
        question="A model gives every character that comes the probability ½. What is its loss in nats "
        "per character? Give two digits.",
        answer=math.log(2),
        right="−ln ½ = ln 2 = 0.69 nats, which is a perplexity of 2.",
        wrong=(
            (0.5, "You gave the probability. The loss is its negative logarithm, −ln ½."),
            (-math.log(2), "The loss is −ln ½, and ln ½ is negative, so the loss is positive."),
            (1, "One bit is right in base 2. In nats the logarithm is natural: −ln ½."),
            (2, "2 is the perplexity, e to the power of the loss. Take the logarithm of it."),
        ),
        otherwise="Compute −ln ½: the loss per character is the negative logarithm of the probability.",
        unit="nats",
        tolerance=0.02,
    ),
    SingleChoice(
        name="low_training_loss",
        question="A model has a loss of 0.4 on its training text and 3.1 on held-out text. What has it "
        "learned?",
        options=(
            Option(
                "It has memorised much of the training text.",
                "It overfits. The generalisation gap of 2.7 nats shows that its knowledge does not "
                "carry over to other text.",
                right=True,
            ),
            Option(
                "It predicts any English text with a loss of 0.4.",
                "The loss on text that it has not seen is 3.1. Only held-out text can answer this.",
            ),
            Option(
                "It has learned nothing.",
                "A loss of 0.4 is far below that of a uniform model. It has learned this one text.",
            ),
        ),
    ),
)
