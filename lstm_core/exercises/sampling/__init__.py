"""The exercises of notebook 07; each check is called with the learner's function."""

from lstm_core.exercises.sampling.tasks import at_temperature as at_temperature
from lstm_core.exercises.sampling.tasks import collection as collection
from lstm_core.exercises.sampling.tasks import draw as draw
from lstm_core.exercises.sampling.tasks import entropy as entropy
from lstm_core.exercises.sampling.tasks import example as example
from lstm_core.exercises.sampling.tasks import expected_accuracy as expected_accuracy
from lstm_core.exercises.sampling.tasks import hint as hint
from lstm_core.exercises.sampling.tasks import progress as progress
from lstm_core.exercises.sampling.tasks import reset as reset
from lstm_core.exercises.sampling.tasks import write as write
