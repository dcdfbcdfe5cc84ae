"""The quiz of notebook 00."""

from lstm_core.exercises.quizzes.questions import NumberQuestion, Option, QuizQuestions, SingleChoice

questions = QuizQuestions(
    "00_start_here",
    NumberQuestion(
        name="probabilities",
        question='The network reads "to be". The page has 35 distinct characters. How many '
        "probabilities come out?",
        answer=35,
        right="One for each character of the vocabulary, and they add up to 1. A letter is drawn "
        "from them afterwards.",
        wrong=(
            (
                1,
                "That is the character that is drawn afterwards. The network gives a probability "
                "for each one.",
            ),
            (
                5,
                "The text has 5 characters. After each of them comes a probability for every "
                "possible next one.",
            ),
            (
                25,
                "The network has 25 units. The output layer turns them into one number for each "
                "character.",
            ),
        ),
        otherwise="Count the characters that could come next.",
        unit="probabilities",
    ),
    SingleChoice(
        name="same_letter",
        question="Two prefixes end with the same letter. How can the predictions differ?",
        options=(
            Option(
                "The network carries a memory of all characters that it has read.",
                "The prediction is computed from the hidden state, which depends on the whole prefix.",
                right=True,
            ),
            Option(
                "The network draws random numbers while it reads.",
                "Reading is not random: the same prefix always gives the same probabilities.",
            ),
            Option(
                "The parameters change while it reads.",
                "Only training changes parameters. Here they stay the same for both prefixes.",
            ),
        ),
    ),
    SingleChoice(
        name="learned_english",
        question="The loss on the page fell from 3.56 to about 0.5. Can you tell from this number "
        "whether the network has learned English?",
        options=(
            Option(
                "Nobody can tell from this number.",
                "The loss was measured on the text that it was trained on. Only held-out text can "
                "tell.",
                right=True,
            ),
            Option(
                "Yes, because the loss fell so far.",
                "It has 7,010 parameters for 901 characters, so it can memorise the page. Measure "
                "on held-out text.",
            ),
            Option(
                "No, because the loss is not 0.",
                "A loss of 0 is not possible on new text either. What counts is the loss on "
                "held-out text.",
            ),
        ),
    ),
)
