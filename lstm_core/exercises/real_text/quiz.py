"""The quiz of notebook 11."""

from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

questions = QuizQuestions(
    "11_real_text",
    SingleChoice(
        name="training_above",
        question="A network is trained with dropout. Its training loss is above its validation loss. "
        "What follows about overfitting?",
        options=(
            Option(
                "it does not overfit",
                "The training loss was measured with units dropped. It says little about the gap.",
            ),
            Option(
                "nothing: the two are not comparable",
                "Dropout acts on one of them. Measure both texts without dropout: the difference is "
                "then the generalisation gap.",
                right=True,
            ),
            Option(
                "the validation text is the easier one",
                "The same happens with any validation text: dropout makes the training loss larger.",
            ),
        ),
    ),
    SeveralChoices(
        name="checkpoint",
        question="Which of these must a checkpoint hold for a run to continue bit for bit?",
        options=(
            Option(
                "Adam's running averages and its number of updates",
                "Without them the next updates have another length.",
                right=True,
            ),
            Option(
                "the carried state and the place in the text",
                "Without them the next step reads other characters, from a state of zeros.",
                right=True,
            ),
            Option(
                "the dropout masks of all earlier updates",
                "A mask follows from the seed, the number of the update and the layer. Earlier masks "
                "are not needed.",
            ),
        ),
    ),
    NumberQuestion(
        name="more_in_pytorch",
        question="An LSTM layer of PyTorch has 100 units and reads 65 different characters. How many "
        "more parameters does it have than ours?",
        answer=400,
        right="The second bias has 4 H numbers. It is added to the first.",
        wrong=(
            (100, "That is one bias for one gate. The second bias has four blocks."),
            (800, "That is the number of both biases. One of them is in our layer as well."),
            (0, "PyTorch adds two biases, each with 4 H numbers. We have one."),
            (65, "The input weights are the same, transposed. The difference is a second bias."),
        ),
        otherwise="PyTorch has a second bias, with a number for each unit of each of the four blocks.",
        unit="parameters",
        tolerance=0.001,
    ),
    SingleChoice(
        name="stateful",
        question="What does a Keras LSTM with `stateful=False` do, in our terms?",
        options=(
            Option(
                "it has no cell state",
                "It has one within each batch. The question is what happens between two batches.",
            ),
            Option(
                "it starts each batch with a state of zeros",
                "As `forward(inputs)` does without `state`. With `stateful=True` the last state is "
                "carried to the next batch.",
                right=True,
            ),
            Option(
                "it resets the state at each character",
                "Then it could not remember anything. Within a batch the state is carried.",
            ),
        ),
    ),
)
