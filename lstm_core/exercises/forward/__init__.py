"""The exercises of notebook 03; each check is called with the learner's function."""

from lstm_core.exercises.forward.tasks import collection as collection
from lstm_core.exercises.forward.tasks import example as example
from lstm_core.exercises.forward.tasks import forward as forward
from lstm_core.exercises.forward.tasks import hint as hint
from lstm_core.exercises.forward.tasks import mean_surprise as mean_surprise
from lstm_core.exercises.forward.tasks import progress as progress
from lstm_core.exercises.forward.tasks import reset as reset
from lstm_core.exercises.forward.tasks import softmax as softmax
from lstm_core.exercises.forward.tasks import to_row_form as to_row_form
