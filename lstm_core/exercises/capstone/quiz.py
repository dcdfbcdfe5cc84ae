"""The quiz of the capstone: what a network that does not work shows, and where to look."""

from lstm_core.exercises.quizzes.questions import NumberQuestion, Option, QuizQuestions, SingleChoice

questions = QuizQuestions(
    "capstone",
    SingleChoice(
        name="one_step",
        question="Your gradient passes the check for a text of one character and fails for five. "
        "Where do you look first?",
        options=(
            Option(
                "at the softmax and the output layer",
                "They act in every step alike, so a mistake there fails with one character too.",
            ),
            Option(
                "at what is propagated from a step to the step before",
                "With one character nothing is propagated. `dh_next`, `dc_next` and the sums over the "
                "steps matter from two characters on.",
                right=True,
            ),
            Option(
                "at the step size of the finite differences",
                "A wrong step size spoils the check for one character as well.",
            ),
        ),
    ),
    SingleChoice(
        name="stuck",
        question="After 30 epochs the loss is 3.02, which is the loss of the unigram model. "
        "It hardly moves. What does the network use?",
        options=(
            Option(
                "the last few characters",
                "Already one character of context lowers the loss far below the unigram model's.",
            ),
            Option(
                "its output bias alone",
                "The bias `b_y` alone can learn the letter frequencies. Look for what cuts the path "
                "from the input to the logits: weights near 0, or a gradient that does not arrive.",
                right=True,
            ),
            Option(
                "nothing at all",
                "A network that uses nothing stays at ln 35 = 3.56. Letter frequencies are learned.",
            ),
        ),
    ),
    SingleChoice(
        name="good_loss_bad_text",
        question="The loss on the page is 0.1 and falls, but the samples are random letters. Which "
        "part do you suspect?",
        options=(
            Option(
                "the gradients",
                "A loss of 0.1 on the page means that the network predicts the page. Its gradients did "
                "their work.",
            ),
            Option(
                "the forward pass",
                "The loss is computed by the forward pass, and it is low.",
            ),
            Option(
                "the sampler",
                "The loss is measured with the true text and a carried state. A sampler that forgets "
                "the state, or does not feed in what it drew, asks the network something else.",
                right=True,
            ),
        ),
    ),
    NumberQuestion(
        name="untrained",
        question="An untrained network knows nothing about a text with 100 distinct characters. What "
        "loss should it have, roughly?",
        answer=4.605,
        right="ln 100 = 4.605. A start far above it has weights that are too large.",
        wrong=(
            (3.555, "That is ln 35, for the page of Hamlet. Here V is 100."),
            (0.01, "That is the probability of each character. The loss is its negative logarithm."),
            (6.644, "That is in bits, log₂ 100. The loss is in nats: use the natural logarithm."),
            (2.0, "That is the logarithm to the base 10. The loss is in nats: ln 100."),
        ),
        otherwise="Every character gets a probability near 1/100. The loss is −ln of it.",
        unit="nats",
    ),
)
