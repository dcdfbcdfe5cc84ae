"""The capstone: an LSTM written without the package, checked part by part.

from lstm_core.exercises import capstone as check

check.everything(globals(), text)     checks the five functions that the notebook asks for
check.hint("forward")                 the next hint for one of them
"""

from lstm_core.exercises.capstone.everything import everything as everything
from lstm_core.exercises.capstone.tasks import collection as collection
from lstm_core.exercises.capstone.tasks import example as example
from lstm_core.exercises.capstone.tasks import hint as hint
from lstm_core.exercises.capstone.tasks import progress as progress
from lstm_core.exercises.capstone.tasks import reset as reset
