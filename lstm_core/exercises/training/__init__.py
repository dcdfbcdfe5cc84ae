"""The exercises of notebook 06; each check is called with the learner's function."""

from lstm_core.exercises.training.tasks import best_epoch as best_epoch
from lstm_core.exercises.training.tasks import collection as collection
from lstm_core.exercises.training.tasks import descend as descend
from lstm_core.exercises.training.tasks import example as example
from lstm_core.exercises.training.tasks import hint as hint
from lstm_core.exercises.training.tasks import progress as progress
from lstm_core.exercises.training.tasks import read_in_pieces as read_in_pieces
from lstm_core.exercises.training.tasks import reset as reset
from lstm_core.exercises.training.tasks import sgd_step as sgd_step
