"""Exercises that recognise mistakes: one package for each notebook.

    from lstm_core.exercises import bptt as check

    check.step_backward(my_function)      runs the function on small inputs and answers
    check.step_backward(my_function, in_process=True)    the same in the kernel itself, for breakpoints
    check.hint("step_backward")           the next hint, below the earlier ones; a number repeats one
    check.example("step_backward")        inputs that the check uses, to try by hand
    check.progress()                      what is done and what is to do in this notebook
    check.reset()                         forgets what was done, guessed and answered in this notebook
    check.reset(undo=True)                brings it back

The same folder has the notebook's guesses and its quiz, as docs/guesses-and-quizzes.md explains:

    from lstm_core.exercises.gates import guesses, quiz
    from lstm_core.widgets import Guess, Quiz

An answer is one of four kinds: right, and what that proves; the wrong form (shape, dtype, type, an
error, an argument changed, no end); a mistake that is known, with a sentence on it; or wrong in an
unknown way, with the first entry that differs. A function that is not written yet gets a friendly line.
Nothing is ever raised. On Linux the function runs in a process of its own, which cannot change or end
the kernel; files are not protected. On Windows and macOS it runs in a thread, where `os._exit`, a crash
and a compiled call that never returns are not protected from, nor is what a variable holds. In the
browser there is no time limit either, and with ``in_process=True`` none anywhere. Pictures that the
function shows do not appear.
"""
