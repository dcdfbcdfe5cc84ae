"""The exercises of notebook 01; each check is called with the learner's function."""

from lstm_core.exercises.encoding.tasks import collection as collection
from lstm_core.exercises.encoding.tasks import example as example
from lstm_core.exercises.encoding.tasks import hint as hint
from lstm_core.exercises.encoding.tasks import make_pairs as make_pairs
from lstm_core.exercises.encoding.tasks import make_vocabulary as make_vocabulary
from lstm_core.exercises.encoding.tasks import one_hot_rows as one_hot_rows
from lstm_core.exercises.encoding.tasks import pair_loss as pair_loss
from lstm_core.exercises.encoding.tasks import progress as progress
from lstm_core.exercises.encoding.tasks import reset as reset
