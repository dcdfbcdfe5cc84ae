"""The quiz of notebook 03."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SingleChoice,
)

questions = QuizQuestions(
    "03_forward_pass",
    SingleChoice(
        name="shapes_of_a_batch",
        question="A network has H = 50 and V = 35, and reads B = 4 texts side by side. Which shapes "
        "have `W_h` and the pre-activations `z` of one step?",
        options=(
            Option(
                "(50, 50) and (4, 50)", "That is one gate. Four blocks stand side by side: 4H = 200."
            ),
            Option(
                "(50, 200) and (4, 200)",
                "`W_h` is (H, 4H) and `z` is (B, 4H). The batch never appears in the weights.",
                right=True,
            ),
            Option(
                "(4, 50, 200) and (4, 200)",
                "All texts share the weights, so `W_h` has no axis for the batch.",
            ),
            Option(
                "(50, 200) and (200,)", "Each of the 4 texts has its own `z`, so B is an axis of it."
            ),
        ),
    ),
    NumberQuestion(
        name="first_loss",
        question="A new network chooses among V = 65 characters. Which loss in nats per character do "
        "you expect before training? Give two digits.",
        answer=4.174,
        right="ln 65 = 4.17. A first loss far from ln V shows a mistake in labels, loss or weights.",
        wrong=(
            (3.555, "That is ln 35. Here the network chooses among 65 characters."),
            (65, "65 is the perplexity. The loss is its logarithm."),
            (0, "A loss of 0 would mean certain and right predictions. It knows nothing yet."),
            (6.02, "You took the logarithm to base 2, which gives bits. Nats use ln."),
        ),
        otherwise="Compute ln V: without knowledge each character gets about the probability 1/V.",
        unit="nats",
    ),
    SingleChoice(
        name="why_random",
        question="Why does it not help to start with all weights at 0.1 and to train longer?",
        options=(
            Option(
                "All units get the same gradient, so they stay equal.",
                "Training never separates equal units. Random weights make them differ from the start.",
                right=True,
            ),
            Option(
                "A weight of 0.1 saturates every gate.",
                "With weights of 0.1 the gates are near one half. Saturation needs large weights.",
            ),
            Option(
                "The gradient is exactly 0 at 0.1.",
                "The loss does fall, from 3.56 to 2.86. Look at the differences between the units.",
            ),
        ),
    ),
    SingleChoice(
        name="shift_the_logits",
        question="Softmax subtracts the largest logit of a row first. What does this change?",
        options=(
            Option(
                "Nothing in the probabilities, and no exponential overflows.",
                "A common shift cancels in the fraction, and the largest exponent becomes 0.",
                right=True,
            ),
            Option(
                "It makes the distribution more even.",
                "A common shift cancels between numerator and sum. Only a factor would do that.",
            ),
            Option(
                "It makes the probabilities add up to 1.",
                "The division by the sum does this. The shift keeps the exponentials finite.",
            ),
        ),
    ),
    SingleChoice(
        name="column_and_row",
        question="A textbook has `W_i` of shape (H, H + V) over `[h; x]`. Where are the input gate's "
        "recurrent weights in our `W_h`?",
        options=(
            Option(
                "Its first H columns, transposed, are the first block of `W_h`.",
                "These columns meet h. Blocks have the order i, f, g, o, so i comes first.",
                right=True,
            ),
            Option(
                "Its last V columns, transposed, are the first block of `W_h`.",
                "The last V columns meet x, so they belong to `W_x`.",
            ),
            Option(
                "Its first H rows are the first block of `W_h`.",
                "`W_i` has only H rows, one for each unit. Cut the columns, then transpose.",
            ),
        ),
    ),
)
