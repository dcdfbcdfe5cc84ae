"""The quiz of notebook 12."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "12_what_came_after",
    NumberQuestion(
        name="cache",
        question="An attention layer with H = 100 generates text. How many numbers does it keep for "
        "keys and values after 1,000 characters?",
        answer=200_000,
        right="A key and a value of 100 numbers for each of 1,000 characters. An LSTM keeps 200 "
        "numbers.",
        wrong=(
            (100_000, "That is the keys alone. The values are kept as well."),
            (
                200,
                "That is the state of an LSTM. Attention keeps a key and a value for each character.",
            ),
            (1_000_000, "That is the number of scores of a whole text, T². They are not kept."),
            (300_000, "The queries of earlier characters are not needed again. Keys and values are."),
        ),
        otherwise="Each character leaves a key and a value, of H numbers each.",
        tolerance=0.01,
    ),
    SingleChoice(
        name="stabiliser",
        question="Why may the backward pass of the sLSTM treat the stabiliser as a constant?",
        options=(
            Option(
                "its derivative is too small to matter",
                "It is not small, it is zero: cell and normaliser have the same factor.",
            ),
            Option(
                "it cancels in the hidden state",
                "`c` and `n` both carry the factor e to the power of −m, so `c / n` does not depend "
                "on it.",
                right=True,
            ),
            Option(
                "a maximum has no derivative",
                "A maximum has a derivative at almost every place: that of the larger number.",
            ),
        ),
    ),
    SeveralChoices(
        name="parallel",
        question="Which of these layers can be trained without going through the text step by step?",
        options=(
            Option(
                "attention",
                "No line of it refers to the step before: products of whole matrices are enough.",
                right=True,
            ),
            Option(
                "the LSTM and the sLSTM",
                "Their gates need the hidden state of the step before, through `W_h`.",
            ),
            Option(
                "the minLSTM",
                "Its gates depend on the character alone, and its state enters linearly, so a scan "
                "can compute it.",
                right=True,
            ),
        ),
    ),
    SingleChoice(
        name="many_pairs",
        question="A text names 500 people with their towns, and any of them may be asked for at the "
        "end. Which layer is the safest choice?",
        options=(
            Option(
                "an LSTM with a large forget bias",
                "Open gates keep a memory for long. They do not make room for 500 pairs in it.",
            ),
            Option(
                "a 16 × 16 matrix memory",
                "It holds about 8 random pairs. With 500 they disturb each other.",
            ),
            Option(
                "attention",
                "It keeps every character's key and value, and pays with a store that grows.",
                right=True,
            ),
        ),
    ),
)
