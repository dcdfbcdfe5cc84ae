"""The exercises of notebook 08; each check is called with the learner's function."""

from lstm_core.exercises.inside.tasks import best_cell as best_cell
from lstm_core.exercises.inside.tasks import collection as collection
from lstm_core.exercises.inside.tasks import controls as controls
from lstm_core.exercises.inside.tasks import correlation as correlation
from lstm_core.exercises.inside.tasks import counts as counts
from lstm_core.exercises.inside.tasks import example as example
from lstm_core.exercises.inside.tasks import hint as hint
from lstm_core.exercises.inside.tasks import progress as progress
from lstm_core.exercises.inside.tasks import reset as reset
from lstm_core.exercises.inside.tasks import switch_off as switch_off
