"""What a learner is told about each deviation of notebook 03, by the identifiers of solutions.py."""

from lstm_core.exercises.forward.solutions import CLIPS, COPIES, ORDERS, READ_ORDERS, TINY

_SHIFT = "Subtract each row's own maximum: `y.max(axis=-1, keepdims=True)`"


def _spelled(order: str) -> str:
    return ", ".join(order)


def _number(name: str) -> str:
    return name.replace("_", "−").replace("1e", "10^")


def _about_logits(of: str) -> dict[str, str]:
    """Return what is said of the wrong choices that two exercises share; `of` is the logits' name."""
    told = {
        "logits.negative": f"You use −{of} in the exponent. The largest logit belongs to the likeliest "
        "character.",
        "logits.absolute": f"You take the absolute value of {of}. A logit of −3 means an improbable "
        "character, one of 3 a probable one.",
        "logits.squared": f"You square {of}. The exponent is the logit itself.",
        "logits.by_norm": f"You divide {of} by the norm of its row. The exponent is the logit itself.",
        "logits.standardised": f"You standardise each row of {of}. The exponent is the logit itself; only "
        "a shift changes nothing.",
        "logits.positive": f"You set the negative entries of {of} to 0. Logits may be negative.",
        "logits.over_V": f"You divide {of} by V. The exponent is the logit itself.",
        "logits.sigmoid": f"You apply σ to {of} before the softmax. The exponent is the logit itself.",
        "logits.tanh": f"You apply tanh to {of} before the softmax. The exponent is the logit itself.",
        "logits.logarithm": f"You take the logarithm of {of}. Logits may be negative; the exponent is the "
        "logit itself.",
        "logits.whole": f"You round {of} towards 0, as `.astype(int)` does. Keep the floats.",
        "logits.between_0_and_1": f"You rescale each row of {of} to the range from 0 to 1. The exponent is "
        "the logit itself; only a shift changes nothing.",
        "logits.over_largest": f"You divide each row of {of} by its largest absolute value. That changes the "
        f"probabilities; a shift does not. {_SHIFT}.",
        **{
            f"logits.clipped_{name}": f"You clip {of} to ±{name}. That changes the probabilities of large "
            f"logits; a shift does not. {_SHIFT}."
            for name in CLIPS
        },
        "axis.columns": "Your sum runs over the columns, `axis=0`, and so does the maximum if you subtract "
        "one. Each row is one prediction: `axis=-1, keepdims=True`.",
        "axis.everything": "Your sum runs over the whole matrix, and so does the maximum if you subtract "
        "one. Each row is one prediction: `axis=-1, keepdims=True`.",
        "difference.plus": "You add the maximum to the logits. Subtract it: the largest exponent is then 0.",
        "difference.reverse": "The difference in the exponent is the wrong way round: y − max, not max − y.",
        "difference.divided": "You divide the logits by the maximum. Subtract it: only a shift leaves the "
        "probabilities as they are.",
        "difference.once_more": "You subtract the maximum twice. The largest exponent should be 0.",
    }
    shifts = {
        "none": "With logits of ±1000 your exponential overflows or becomes 0, because nothing is "
        f"subtracted. {_SHIFT}.",
        "mean": f"You subtract the mean of the row, so large logits still overflow. {_SHIFT}.",
        "minimum": f"You subtract the smallest logit of the row, so large logits still overflow. {_SHIFT}.",
        "first": f"You subtract the first logit of the row, which need not be the largest. {_SHIFT}.",
        "last": f"You subtract the last logit of the row, which need not be the largest. {_SHIFT}.",
        "everything": "You subtract the maximum of the whole matrix. In a row far below it every "
        f"exponential becomes 0. {_SHIFT}.",
        "columns": f"You subtract the maximum of each column. The rows are the predictions. {_SHIFT}.",
        "no_keepdims": "`keepdims=True` is missing in the maximum. A result of shape (T,) is subtracted "
        f"along the columns, or does not fit. {_SHIFT}.",
        "sum": f"You subtract the sum of the row, which may be far from the largest logit. {_SHIFT}.",
        "at_least_0": "Your maximum is never below 0, as when a running maximum starts at 0. In a row of "
        f"logits near −1000 every exponential becomes 0. {_SHIFT}.",
        "largest_size": "You subtract the largest absolute value. In a row whose largest logit is far "
        f"smaller every exponential becomes 0. {_SHIFT}.",
        "seven_hundred": f"You subtract 700 from every logit. No fixed number fits all rows. {_SHIFT}.",
        "thousand": f"You subtract 1000 from every logit. No fixed number fits all rows. {_SHIFT}.",
        "large_only": "You subtract 700 if some logit is larger than 700. Logits of 1500 or of −1000 "
        f"still fail. {_SHIFT}.",
        "builtin": f"Python's `max` cannot compare whole rows. {_SHIFT}.",
    }
    return {**told, **{f"shift.{kind}": sentence for kind, sentence in shifts.items()}}


_ROW_SUM = "Divide each row by its own sum: `e.sum(axis=-1, keepdims=True)`."
SOFTMAX = {
    **_about_logits("y"),
    "exp.two": "You raise 2 to the logits. The softmax uses e: `np.exp`.",
    "exp.ten": "You raise 10 to the logits. The softmax uses e: `np.exp`.",
    "exp.sigmoid": "You use σ in place of the exponential. The softmax is e^y divided by the row's sum.",
    "exp.missing": "The exponential is missing: you divide the shifted logits by their sum. Negative "
    "numbers are no probabilities; take `np.exp` of them first.",
    "exp.missing_unshifted": "You divide the logits by their sum, without the exponential. Logits may be "
    "negative; take `np.exp` first.",
    "exp.minus_1": "You subtract 1 after the exponential. Subtract the maximum before it, and nothing "
    "after it.",
    "exp.plus_1": "You add 1 to each exponential. The softmax is e^y divided by the row's sum.",
    "exp.softplus": "You use ln(1 + e^y) in place of e^y.",
    "exp.positive": "You use max(y, 0) in place of e^y.",
    "exp.squares": "You use y² in place of e^y.",
    "exp.shifted_squares": "You square the shifted logits in place of taking e to their power.",
    "exp.absolute": "You use |y| in place of e^y.",
    "exp.squared": "You square the exponentials, which doubles the logits. Use e^y.",
    "exp.of_squares": "You square the exponent. Use e^y.",
    "exp.one_number": "`math.exp` takes one number. Use `np.exp`, which takes a whole array.",
    "exp.power_of": "You raise the logits to the power e. Raise e to the logits: `np.exp(y)`.",
    "late_shift.instead": "You subtract the maximum after the exponential instead of before it. The "
    "overflow has happened by then, and the largest entry of each row becomes 0.",
    "late_shift.times_e_to_the_maximum": "You multiply by e^max again after the shift, which overflows "
    "again. The shift cancels in the division; leave it.",
    "sum.everything": f"You divide by the sum of the whole matrix. {_ROW_SUM}",
    "sum.columns": "You divide by the sums of the columns, as `axis=0` and Python's `sum` give them. "
    f"{_ROW_SUM}",
    "keepdims.missing": "`keepdims=True` is missing in the maximum and in the sum. A result of shape (T,) is laid along the columns; with `keepdims=True` it has the shape (T, 1), one number for each row.",
    "sum.no_keepdims": "`keepdims=True` is missing in the sum. A sum of shape (T,) divides along the "
    f"columns, or does not fit. {_ROW_SUM}",
    "sum.one": "Your rows are not divided by their sum, or by the largest exponential, which is 1. "
    f"{_ROW_SUM}",
    "sum.of_logits": f"You divide by the sum of the logits, not of the exponentials. {_ROW_SUM}",
    "sum.of_shifted": f"You divide by the sum of the shifted logits, not of the exponentials. {_ROW_SUM}",
    "sum.power_of_the_sum": "You take the exponential of the sum. Take the sum of the exponentials.",
    "sum.mean": f"You divide by the mean of the row. {_ROW_SUM}",
    "sum.V": f"You divide by the number of columns. {_ROW_SUM}",
    "sum.T": f"You divide by the number of rows. {_ROW_SUM}",
    "sum.norm": f"You divide by the norm of the exponentials. {_ROW_SUM}",
    "sum.of_squares": f"You divide by the sum of the squared exponentials. {_ROW_SUM}",
    "sum.unshifted": "You shift the exponentials above the line, but not those in the sum below it. Use "
    f"the same exponentials in both places. {_ROW_SUM}",
    "sum.logarithm": f"You divide by the logarithm of the sum. {_ROW_SUM}",
    "sum.plus_1": f"You add 1 to the sum. {_ROW_SUM}",
    "sum.epsilon": "You add 0.001 to the sum. With the maximum subtracted the sum is at least 1, so nothing "
    "needs to be added.",
    "sum.epsilon_4": "You add 0.0001 to the sum. With the maximum subtracted the sum is at least 1, so "
    "nothing needs to be added.",
    "sum.two_columns": f"Your sum has the first two columns alone. y may have any number. {_ROW_SUM}",
    "sum.three_columns": "Your sum has the first three columns by name. y may have fewer or more. "
    f"{_ROW_SUM}",
    "sum.without_first": f"The first column is missing in your sum. {_ROW_SUM}",
    "sum.without_last": f"The last column is missing in your sum. {_ROW_SUM}",
    "sum.others": f"You divide each exponential by the sum of the others. It belongs to the sum. {_ROW_SUM}",
    "sum.running": f"You divide by a running sum, as `cumsum` gives it. {_ROW_SUM}",
    "sum.first_row": f"You divide every row by the sum of the first one. {_ROW_SUM}",
    "sum.last_row": f"You divide every row by the sum of the last one. {_ROW_SUM}",
    "division.times": f"You multiply by the sum. {_ROW_SUM}",
    "division.minus": f"You subtract the sum. {_ROW_SUM}",
    "division.reverse": f"Your fraction is upside down. {_ROW_SUM}",
    "division.twice": f"You divide by the sum twice. {_ROW_SUM}",
    "overflow.nan_to_zero": f"You turn NaN into 0, but the overflow has lost the numbers by then. {_SHIFT}.",
    "overflow.nan_to_one": f"You turn NaN into 1, but the overflow has lost the numbers by then. {_SHIFT}.",
    "overflow.nan_to_even": f"You turn NaN into 1/V, but the overflow has lost the numbers by then. {_SHIFT}.",
    "overflow.inf_to_large": "You replace infinity by the largest float, but the overflow has lost the "
    f"numbers by then. {_SHIFT}.",
    "overflow.tiny_8": f"You add 10^−8 to the sum against 0/0, but that changes small sums. {_SHIFT}.",
    "overflow.tiny_12": f"You add 10^−12 to the sum against 0/0, but that changes small sums. {_SHIFT}.",
    "p.logarithm": "You return the logarithms of the probabilities. Return the probabilities.",
    "p.negative_logarithm": "You return the surprises, −ln p. Return the probabilities p.",
    "p.one_minus": "You return 1 − p. Return p.",
    "p.again": "You apply the softmax twice. Apply it once.",
    "p.squared": "You square the probabilities. The rows then no longer add up to 1.",
    "p.percent": "You return percentages. Return probabilities between 0 and 1.",
    "p.largest": "You return each row's largest probability alone. Return all of them, in the shape of y.",
    "p.choice": "You return the place of each row's largest probability. Return the probabilities.",
    "p.hard": "You give the largest logit 1 and the others 0. The softmax gives every character a share.",
    "p.rounded_0": "You round to whole numbers. Return the probabilities as they are.",
    "p.rounded_1": "You round to 1 decimal. Return the probabilities as they are.",
    "p.rounded_2": "You round to 2 decimals. Return the probabilities as they are.",
    "p.rounded_3": "You round to 3 decimals. Return the probabilities as they are.",
    "p.rounded_4": "You round to 4 decimals. Return the probabilities as they are.",
    "p.whole": "Your probabilities are cut to whole numbers, so nearly all are 0. Write into an array of "
    "floats.",
    "p.row_sums": "You return the sums of the rows, which are 1. Return the probabilities themselves.",
    "p.flat": "You return one long row. The result has the shape of y, (T, V).",
    "p.running": "You return cumulative sums. Return the probabilities themselves.",
    "p.sorted": "You sort the probabilities. Column k belongs to character k.",
    "p.slope": "You return p (1 − p), which is a derivative. Return p.",
    "p.at_least": "You set small probabilities to 0.001. Return them as they are.",
    "p.columns_reversed": "Your columns come in the reverse order.",
    "p.log_softmax": "You return ln p, the log-softmax. Return the probabilities p.",
    "p.power_of_share": "You divide the logits by their sum first and take the exponential afterwards. Take "
    f"the exponentials first. {_ROW_SUM}",
    "p.log_softmax_unshifted": "You return y − ln Σ e^y, which is the logarithm of p. Return p.",
    "rows.last_zero": "The last row stays 0: your loop ends one row too early.",
    "rows.first_zero": "The first row stays 0: your loop begins with row 1.",
    "rows.first_alone": "Only the first row is filled in. Does `return` stand inside the loop?",
    "rows.last_alone": "Only the last row is filled in. Is the array made again inside the loop?",
    "rows.first_everywhere": "Every row is the first row's distribution. Use row t of y for row t.",
    "rows.last_everywhere": "Every row is the last row's distribution. Use row t of y for row t.",
    "rows.as_many_as_columns": "Your loop runs over as many rows as y has columns. The number of rows is "
    "`len(y)`.",
    "rows.mean": "You return the mean of the rows. Return every row.",
}

_LSE = "ln p_k = y_k − m − ln Σ e^(y_j − m), with m the row's maximum"
_EACH = "Row t goes with target t alone: `log_p[np.arange(T), targets]`."
_MEAN = "Add up the T surprises and divide by T."
MEAN_SURPRISE = {
    **_about_logits("logits"),
    "softmax_first.yes": "You apply the softmax twice: probabilities go where logits belong. The formula "
    "takes the logits.",
    "sum.everything": "The sum of the exponentials runs over the whole matrix. Each row has its own sum: "
    "`axis=-1, keepdims=True`.",
    "sum.columns": "The sum of the exponentials runs over the columns. Each row has its own sum: `axis=-1, "
    "keepdims=True`.",
    "sum.no_keepdims": "`keepdims=True` is missing in the sum. A sum of shape (T,) is subtracted along the "
    "columns, or does not fit.",
    "sum.mean": f"You take the mean of the exponentials, which lowers the loss by ln V. Take the sum: {_LSE}.",
    "sum.two": "You sum powers of 2. The formula has powers of e: `np.exp`.",
    "sum.unshifted": f"The maximum is not subtracted inside the sum: {_LSE}.",
    "sum.of_shifted": f"The exponential is missing inside the sum: {_LSE}.",
    "sum.of_logits": f"You sum the logits. Sum their exponentials: {_LSE}.",
    "sum.without_first": f"The first column is missing in the sum: {_LSE}.",
    "sum.without_last": f"The last column is missing in the sum: {_LSE}.",
    "log_sum.missing": f"The logarithm of the sum is missing, so the largest logit gets the loss 0: {_LSE}.",
    "log_sum.no_log": f"You subtract the sum itself. Subtract its logarithm: {_LSE}.",
    "log_sum.of_logs": "You sum logarithms. Take the logarithm of the sum: `np.log(np.exp(…).sum(…))`.",
    "log_sum.base_2": "The logarithm of the sum has base 2 beside logits in nats. Use `np.log`.",
    "log_sum.base_10": "The logarithm of the sum has base 10 beside logits in nats. Use `np.log`.",
    "log_sum.plus_1": f"You add 1 inside the logarithm, as `np.log1p` does: {_LSE}.",
    "log_sum.epsilon": "You add 0.001 inside the logarithm. With the maximum subtracted the sum is at least "
    "1, so nothing needs to be added.",
    "log_p.plus": f"The logarithm of the sum has the wrong sign: {_LSE}.",
    "log_p.unshifted": "You subtract the maximum inside the sum, but not from the target's logit: "
    f"{_LSE}.",
    "log_p.shift_twice": f"You subtract the maximum twice from the target's logit: {_LSE}.",
    "log_p.divided": f"You divide by the logarithm of the sum. Subtract it: {_LSE}.",
    "log_p.logits": f"You take the target's logit for its log-probability. Subtract the log-sum-exp: {_LSE}.",
    "log_p.of_logits": "You take the logarithm of the logits. A logit may be negative and is no "
    f"probability: {_LSE}.",
    "log_p.of_sigmoid": f"You use σ in place of the softmax. The V characters exclude each other: {_LSE}.",
    "log.of_p": "A target's probability can become 0, and its logarithm −∞. Do not compute p; compute the "
    f"logarithm of the formula: {_LSE}.",
    "log.of_naive_p": "You compute the softmax without a shift and then its logarithm. Both overflow for "
    f"large logits: {_LSE}.",
    "log.nan_to_zero": "You turn NaN and infinity into numbers, but the overflow has lost the loss by "
    f"then. Compute the logarithm of the formula: {_LSE}.",
    "log.large_for_infinite": "You turn infinity into the largest float. Compute the logarithm of the "
    f"formula instead: {_LSE}.",
    **{
        f"log.plus_{name}": f"You add {_number(name)} to the probability before the logarithm. That hides "
        f"how wrong an improbable target was: {_LSE}."
        for name in TINY
    },
    **{
        f"log.at_least_{name}": f"You clip the probability at {_number(name)} before the logarithm. That "
        f"hides how wrong an improbable target was: {_LSE}."
        for name in TINY
    },
    "log.missing": "The logarithm is missing: you average minus the probabilities. The surprise is −ln p.",
    "log.one_minus": "You average 1 − p. The surprise is −ln p.",
    "log.one_minus_squared": "You average (1 − p)². The surprise is −ln p.",
    "log.of_the_rest": "You take −ln(1 − p). The surprise is −ln p.",
    "log.base_2": "You compute log₂ of a probability: base 2, and −∞ where p becomes 0. In nats and finite: "
    f"{_LSE}.",
    "log.base_10": "You compute log₁₀ of a probability: base 10, and −∞ where p becomes 0. In nats and "
    f"finite: {_LSE}.",
    "log.log1p": "You take ln(1 + p). The surprise is −ln p.",
    "log.weighted": "You weight ln p with p, which is a term of the entropy. The surprise is −ln p.",
    "log.one_over": "You average 1/p, the perplexities of the steps. Average −ln p.",
    "target.favourite": "You use each row's largest probability. Use that of the target. " + _EACH,
    "target.least": "You use each row's smallest probability. Use that of the target. " + _EACH,
    "target.every_target": f"`[:, targets]` gives every row at every target, (T, T). {_EACH}",
    "target.everything": f"You average over all characters. Only the target of each step counts. {_EACH}",
    "target.rows_of_targets": f"`[targets]` picks whole rows. {_EACH}",
    "target.swapped": f"Row and column are swapped in the index. {_EACH}",
    "target.next": f"You use the target of the next step. {_EACH}",
    "target.before": f"You use the target of the step before. {_EACH}",
    "target.next_short": "You pair row t with target t + 1. The targets are moved by one already. "
    + _EACH,
    "target.before_short": f"You pair row t with target t − 1. {_EACH}",
    "target.without_first": f"The first step is left out. All T steps count. {_EACH}",
    "target.without_last": f"The last step is left out. All T steps count. {_EACH}",
    "target.reversed": f"The targets run backwards. {_EACH}",
    "target.less_1": "You use the column before the target, as if characters were counted from 1. "
    + _EACH,
    "target.plus_1": f"You use the column after the target. {_EACH}",
    "target.plus_1_outside": f"`targets + 1` leaves the matrix. Columns are counted from 0. {_EACH}",
    "target.first_row": "You use the first row for every target, as `log_p[0, targets]` and "
    f"`take` do. {_EACH}",
    "target.first_target": f"You use the first target in every row. {_EACH}",
    "target.last_target": f"You use the last target in every row. {_EACH}",
    "target.last_row": f"You use the last row for every target. {_EACH}",
    "target.first_column": f"You use column 0 in every row. {_EACH}",
    "target.diagonal": f"You use the diagonal: column t in row t. {_EACH}",
    "target.onehot": "You divide by T · V: the mean of a matrix of one-hot rows counts its zeros too. There "
    "are T surprises.",
    "target.product": "You multiply the log-probabilities and the one-hot rows as matrices. Multiply them "
    "element-wise with `*`, or index.",
    "target.number": f"You multiply by the target's number. It is an index. {_EACH}",
    "target.times_number": f"You multiply each log-probability by its target's number. It is an index. {_EACH}",
    "target.others": f"You add up the log-probabilities of all characters except the target. {_EACH}",
    "target.summed_rows": f"You add up the log-probabilities of each row. {_EACH}",
    "surprise.positive": "The sign is wrong. The logarithm of a probability is never positive, and a "
    "surprise never negative: −ln p.",
    "surprise.entropy": "You compute the entropy of each prediction, which ignores the target. The surprise "
    "is −ln p of the target.",
    "surprise.binary": "You add −ln(1 − p) of the characters that did not come: that is binary "
    "cross-entropy. Here one of V characters comes, so take −ln p of the target alone.",
    "surprise.binary_plus_tiny": "You compute binary cross-entropy over all columns, with a small number "
    "added to each probability. Here one of V characters comes, so take −ln p of the target alone.",
    "surprise.finite_alone": "You leave out the steps whose loss is infinite. A loss becomes infinite only "
    f"where p is rounded to 0. Compute the logarithm of the formula: {_LSE}.",
    "surprise.infinite_as_zero": "You replace infinite losses by 0, so the worst predictions count as "
    f"perfect ones. Compute the logarithm of the formula: {_LSE}.",
    "surprise.mean_squares": "You average squared errors of the probabilities. The surprise is −ln p of the "
    "target.",
    "surprise.binary_infinite": "You compute binary cross-entropy over all columns, in which 0 · ln 0 is not "
    "a number. Take −ln p of the target alone.",
    "surprise.squares": "You add up squared errors of the probabilities. The surprise is −ln p of the target.",
    "surprise.error": "You add up absolute errors of the probabilities. The surprise is −ln p of the target.",
    "surprise.share_wrong": "You count the steps whose most probable character is wrong. The surprise is −ln p of the "
    "target.",
    "surprise.share_right": "You return the accuracy: the share of steps whose most probable character is right. The surprise is "
    "−ln p of the target.",
    "surprise.squared": "You square the surprises. The loss is their mean.",
    "surprise.weighted": "You weight each surprise with its probability. Every step counts alike.",
    "surprise.one_plus": "You take the logarithm of 1 + surprise. The loss is the mean of the surprises.",
    "mean.sum": "You return the sum of the surprises. Divide by T, so that texts of different lengths can be "
    "compared.",
    "mean.over_V": f"You divide by V, the number of characters. {_MEAN}",
    "mean.over_T_and_number": f"You divide by T twice. {_MEAN}",
    "mean.over_T_less_1": f"You divide by T − 1. There are T surprises. {_MEAN}",
    "mean.over_T_plus_1": f"You divide by T + 1. There are T surprises. {_MEAN}",
    "mean.over_root_T": f"You divide by the square root of T. {_MEAN}",
    "mean.missing": f"You return one surprise for each step. The loss is one number. {_MEAN}",
    "mean.largest": f"You return the largest surprise. {_MEAN}",
    "mean.least": f"You return the smallest surprise. {_MEAN}",
    "mean.median": f"You return the median of the surprises. {_MEAN}",
    "mean.first": "You return the first step's surprise. Does `return` stand inside the loop? " + _MEAN,
    "mean.first_over_T": "You divide the first surprise by T and return. Does `return` stand inside the "
    f"loop? {_MEAN}",
    "mean.last": f"You return the last step's surprise. Use `+=` in the loop. {_MEAN}",
    "mean.last_over_T": f"Only the last surprise is in your sum. Use `+=` in the loop. {_MEAN}",
    "mean.without_last": f"The last step is missing in your sum. {_MEAN}",
    "mean.without_first": f"The first step is missing in your sum. {_MEAN}",
    "mean.product": f"You multiply the surprises. {_MEAN}",
    "mean.before_logarithm": "You average the probabilities and take the logarithm of the mean. First the "
    "surprise of each step, then the mean.",
    "mean.likelihood": "You multiply the probabilities of all steps. " + _MEAN,
    "mean.root_of_squares": f"You return the root mean square. {_MEAN}",
    "mean.spread": f"You return the standard deviation of the surprises. {_MEAN}",
    "mean.halving": "You average each surprise with the mean so far, which weights late steps more. "
    + _MEAN,
    "mean.running": f"You return running sums. The loss is one number. {_MEAN}",
    "unit.bits": "Your loss is in bits, because the logarithm has base 2. In nats it is `np.log`.",
    "unit.base_10": "Your logarithm has base 10. In nats it is `np.log`.",
    "unit.to_nats_again": "You multiply by ln 2, as if the loss were in bits. It is in nats already.",
    "unit.perplexity": "You return the perplexity, e^loss. Return the loss itself.",
    "unit.power_of_2": "You return 2^loss. Return the loss itself, in nats.",
    "unit.probability": "You return e^(−loss), a mean probability. Return the loss itself.",
    "unit.of_baseline": "You divide by ln V, the loss of the uniform baseline. Return the loss itself.",
    "unit.rounded_1": "You round the loss to 1 decimal. Return it as it is.",
    "unit.rounded_2": "You round the loss to 2 decimals. Return it as it is.",
    "unit.rounded_3": "You round the loss to 3 decimals. Return it as it is.",
    "unit.rounded_4": "You round the loss to 4 decimals. Return it as it is.",
    "unit.logarithm": "You take the logarithm of the loss. Return the loss itself.",
    "unit.root": "You take the square root of the loss. Return the loss itself.",
    "unit.whole": "You cut the loss to a whole number. Return a float.",
}

_RIGHT_ORDER = "The order here is i, f, g, o."
_CUT = "The first H columns of each matrix meet h, the other V meet x."
_SIZES = "The matrices here have other sizes; take H from them, `H = len(W_i)`."
_BLOCKS = "Put the transposed blocks side by side: `np.hstack([W_i[:, :H].T, …])`."


def _orders(prefix: str, where: str) -> dict[str, str]:
    told = {
        order: f"Your blocks{where} stand in the order {_spelled(order)}. {_RIGHT_ORDER}"
        for order in ORDERS
    }
    for gate, other in COPIES:
        told[f"{gate}_is_{other}"] = (
            f"You use W_{other} twice{where}: it stands in the block of {gate} as well. W_{gate} belongs there."
        )
    return {f"order.{prefix}{name}": sentence for name, sentence in told.items()}


def _blocks(array: str, right: str) -> dict[str, str]:
    return {
        f"{array}{gate}.block.not_transposed": f"The block of W_{gate} in W_{array} is not transposed. Use "
        f"`W_{gate}{right}.T`."
        for gate in "ifgo"
    }


def _array_forms(array: str, name: str) -> dict[str, str]:
    told = {
        "below_each_other": f"You put the blocks of {name} below each other. {_BLOCKS}",
        "rows_reversed": f"The rows of {name} come in the reverse order. Keep their order.",
        "stack": f"Your {name} has three axes, one for the gates. {_BLOCKS}",
    }
    return {f"{array}.form.{kind}": sentence for kind, sentence in told.items()}


TO_ROW_FORM = {
    "cut.two": f"You cut after 2 columns, as in the example with two units. {_SIZES}",
    "cut.three": f"You cut after 3 columns, the V of the example. {_SIZES}",
    "cut.notebook": f"You cut after 25 columns, the notebook's H. {_SIZES}",
    "cut.V_of_notebook": f"You cut after 35 columns, the notebook's V. {_SIZES}",
    "cut.before_last_3": f"You give x the last 3 columns, the V of the example. {_SIZES}",
    "cut.split_in_two": "You split each matrix into two equal parts with `np.split(…, 2)`. H and V may "
    f"differ. {_CUT}",
    "cut.columns": "Your cut lies behind the last column: `W_i.shape[1]` is H + V. H is the number of rows, "
    "`W_i.shape[0]`.",
    "cut.half": f"You cut each matrix in the middle. H and V may differ. {_CUT}",
    "cut.V": f"You cut after V columns, but read the first part as that of h. {_CUT}",
    "cut.one_late": f"You cut one column too late. {_CUT}",
    "cut.one_early": f"You cut one column too early. {_CUT}",
    "parts.x_on_top": "You cut x before h. In the tall column h stands on top, so the first H columns of each "
    "matrix meet h, and the other V meet x.",
    "parts.column_lost": f"The first column of x is lost: its part begins at H, not at H + 1. {_CUT}",
    "parts.column_lost_from_h": f"The last column of h is lost: its part is `[:, :H]`. {_CUT}",
    "parts.column_twice": f"The first column of x stands in W_h as well. {_CUT}",
    "parts.column_twice_for_x": f"The last column of h stands in W_x as well. {_CUT}",
    "parts.first_column_lost": f"The first column of h is lost. Columns are counted from 0. {_CUT}",
    "parts.last_column_lost": f"The last column of x is lost, as `[H:-1]` leaves it out. {_CUT}",
    "parts.every_second": f"You take every second column. {_CUT}",
    "rows.cut": f"You cut the rows of each matrix, which belong to the units. Cut its columns. {_CUT}",
    "rows.rows_not_transposed": "You cut the rows of each matrix, which belong to the units, and do not "
    f"transpose. Cut its columns. {_CUT}",
    **_orders("", ""),
    **{
        f"order.without_{gate}": f"W_{gate} is missing. Four gates need four blocks: i, f, g, o."
        for gate in "ifgo"
    },
    **_blocks("x", "[:, H:]"),
    **_orders("x_", " in W_x"),
    **_array_forms("x", "W_x"),
    "x.form.not_transposed": "The blocks of W_x are not transposed: each still has one row per unit. "
    + _BLOCKS,
    "x.form.reshaped": "You used `reshape` in W_x where a transpose belongs. It keeps the order of the "
    "numbers; `.T` turns rows into columns.",
    "x.form.units_in_rows": "Your W_x has one row per unit, (4H, V). The row form is its transpose, (V, 4H).",
    "x.form.rows_reversed_short": "You read the rows of W_x backwards and lose the first. Use `[H:]`.",
    **_blocks("h", "[:, :H]"),
    **_orders("h_", " in W_h"),
    **_array_forms("h", "W_h"),
    "h.form.not_transposed": "The blocks of W_h are not transposed. They are square, (H, H), so the shape "
    f"does not show it. {_BLOCKS}",
    "h.form.below_each_other_not_transposed": "You put the blocks of W_h below each other without "
    f"transposing them, which gives (4H, H). {_BLOCKS}",
    "form.whole_not_transposed": "You put the matrices below each other and cut the rows, without a "
    f"transpose. {_CUT} Transpose first: `np.vstack([…]).T`.",
    "form.units_in_rows": "Both arrays have one row per unit, (4H, V) and (4H, H), as in PyTorch. The row "
    "form is their transpose.",
    "form.not_transposed": "You cut in the right place but do not transpose: each block still has one row "
    f"per unit. {_BLOCKS}",
    "form.below_each_other": f"You put the blocks below each other, as `np.vstack` does. {_BLOCKS}",
    "form.reshaped": "You used `reshape` where a transpose belongs. `reshape` keeps the order of the numbers; "
    "`.T` turns rows into columns.",
    "form.cut_then_reshaped": "You cut in the right place, then used `reshape` where a transpose belongs. "
    "`reshape` keeps the order of the numbers; `.T` turns rows into columns.",
    "h.form.reshaped": "You used `reshape` for W_h where a transpose belongs. `reshape` keeps the order of the "
    "numbers; `.T` turns rows into columns.",
    "form.blocks_reshaped": "You used `reshape` on the blocks where a transpose belongs. `reshape` keeps the "
    "order of the numbers; `.T` turns rows into columns.",
    "form.side_by_side": "You put the matrices side by side before transposing, so the gates lie below each "
    f"other. {_BLOCKS}",
    "form.side_by_side_cut": "You put the whole matrices side by side and cut once. Cut and transpose each "
    f"of them. {_BLOCKS}",
    "form.laid_down_then_cut": "You cut the columns after transposing. Then the rows belong to h and x: "
    "`W[:H]` and `W[H:]`.",
    "form.interleaved": "The gates are interleaved, unit by unit. Each gate is a block of H columns.",
    "form.stack": f"Your arrays have three axes, one for the gates. {_BLOCKS}",
    "form.stack_not_transposed": "Your arrays have three axes, one for the gates, and the blocks are not "
    f"transposed. {_BLOCKS}",
    "form.summed": f"You add up the blocks of the four gates. {_BLOCKS}",
    "result.swapped": "W_x and W_h are swapped in what you return. The order is W_x, W_h.",
    "result.one_array": "You return one array of H + V rows. Cut it: the first H rows are W_h, the others "
    "are W_x.",
    "result.one_array_x_first": "You return one array with the rows of x on top. Return two: W_x, W_h.",
    "result.W_x_alone": "You return W_x alone. Return two arrays: W_x, W_h.",
    "result.W_h_alone": "You return W_h alone. Return two arrays: W_x, W_h.",
    "result.W_x_twice": "You return W_x twice. Return W_x, W_h.",
    "result.W_h_twice": "You return W_h twice. Return W_x, W_h.",
    "result.averaged": "You divide by 4. Nothing here asks for a mean.",
    "result.gate_by_gate": "You return eight blocks. Put the four of W_x side by side, and the four of W_h.",
}

_Z = "z = W_x[k] + h @ W_h + b"
_NEW_C = "c = f * c + i * g"
_NEW_H = "h = o * np.tanh(c)"
_LAYER = "The logits are h @ W_y + b_y"
_SIGMA = "A gate is σ(z) = 1 / (1 + e^(−z))"
_LOGITS = "The output layer has no activation function: return h @ W_y + b_y"
_NAMES = {"i": "input gate", "f": "forget gate", "o": "output gate"}


def _gate(gate: str) -> dict[str, str]:
    name = _NAMES[gate]
    told = {
        "missing": f"The σ of the {name} is missing: {gate} = σ(z_{gate}).",
        "tanh": f"Your {name} goes through tanh. A gate lies between 0 and 1: {gate} = σ(z_{gate}).",
        "negative": f"Your {name} is 1 − {gate}, or σ(−z_{gate}). It is {gate} = σ(z_{gate}).",
        "positive": f"Your {name} is max(z_{gate}, 0). It is {gate} = σ(z_{gate}).",
        "twice": f"You apply σ to the {name} twice.",
    }
    return {f"{gate}.sigma.{kind}": sentence for kind, sentence in told.items()}


def _gate_orders() -> dict[str, str]:
    told = {
        order: f"You read the gates from z in the order {_spelled(order)}. {_RIGHT_ORDER}"
        for order in READ_ORDERS
    }
    for order, one, other in (("figo", "i", "f"), ("iogf", "f", "o"), ("ofgi", "i", "o")):
        told[order] = (
            f"You swapped {one} and {other}: in the order in which you read the gates from z, or further on. "
            f"{_RIGHT_ORDER} {_NEW_C}, {_NEW_H}."
        )
    for gate, other in COPIES:
        told[f"{gate}_is_{other}"] = (
            f"You use z_{other} for {gate} as well, or {other} itself in the place of {gate}. {gate} is made "
            f"of z_{gate}."
        )
    return {f"order.{name}": sentence for name, sentence in told.items()}


def _biases(point: str, name: str, right: str) -> dict[str, str]:
    told = {
        "missing": f"The bias {name} is missing: {right}.",
        "twice": f"You add the bias {name} twice: {right}.",
        "minus": f"You subtract the bias {name}: {right}.",
        "times": f"You multiply by the bias {name}: {right}.",
        "first": f"You add the first entry of {name} to all. Every entry has its own: {right}.",
        "sum": f"You add the sum of {name} to all. Every entry has its own: {right}.",
    }
    return {f"{point}.{kind}": sentence for kind, sentence in told.items()}


FORWARD = {
    "H.notebook": "Your H is the notebook's 25. Take it from the weights: `H = len(W_h)`.",
    "H.two": "Your H is 2. Take it from the weights: `H = len(W_h)`.",
    "H.three": "Your H is 3. Take it from the weights: `H = len(W_h)`.",
    "H.V": "You take V for H: the length of b_y, or the rows of W_x. H is the number of rows of W_h.",
    "H.T": "You take the number of steps for H. H is the number of rows of W_h.",
    "x.column": "You take a column of W_x. Character k has the row `W_x[k]`.",
    "x.missing": f"The input is missing: {_Z}.",
    "x.number": "You multiply the first row of W_x by the character's number. The number is an index: "
    "`W_x[k]`.",
    "x.number_times_W_x": "You multiply W_x by the character's number, `k @ W_x`. Use row k: `W_x[k]`.",
    "x.twice": f"You add the row of W_x twice: {_Z}.",
    "x.negative": f"You subtract the row of W_x: {_Z}.",
    "x.all_rows": "You add up all rows of W_x. A one-hot x has a single 1: use `W_x[k]`.",
    "x.up_to_k": "You add up the rows of W_x up to k. Use row k alone: `W_x[k]`.",
    "x.first_row": "Every step uses row 0 of W_x. Character k has the row `W_x[k]`.",
    "z.product": f"You multiply the two products. Add them: {_Z}.",
    "z.side_by_side": f"You join the two products into one long row. Add them: {_Z}.",
    "z.mean": f"You take the mean of the two products. Add them: {_Z}.",
    "x.from_behind": "You count the rows of W_x from the end. Use `W_x[k]`.",
    "x.one_number": "You take a single number of W_x. Use the whole row: `W_x[k]`.",
    "recurrent.missing": "The hidden state h does not reach the next step: `h @ W_h` is missing, or h is set "
    f"to zeros at each step. {_Z}.",
    "recurrent.from_c": f"You multiply c by W_h. The gates see the hidden state h: {_Z}.",
    "recurrent.from_both": f"You multiply h + c by W_h. The gates see h alone: {_Z}.",
    "recurrent.tanh": f"You apply tanh to h once more before W_h: {_Z}.",
    "recurrent.tanh_of_c": "The recurrence gets tanh(c), without the output gate. The gates see h: "
    f"{_Z}.",
    "recurrent.minus": f"You subtract h @ W_h: {_Z}.",
    "recurrent.twice": f"You add h @ W_h twice: {_Z}.",
    "recurrent.W_h_first": "You multiply `W_h @ h`, or your h has 4H entries. The row form has h, with H "
    "entries, on the left: `h @ W_h`.",
    "recurrent.W_h_first_dot": "You multiply W_h by h. The row form has h on the left: `h @ W_h`.",
    "recurrent.transposed": "You transpose W_h. In the row form it is (H, 4H) already: `h @ W_h`.",
    "recurrent.transposed_dot": "You transpose W_h. In the row form it is (H, 4H) already: `h @ W_h`.",
    "recurrent.element_wise": "You multiply h and W_h element-wise. Use the matrix product: `h @ W_h`.",
    "recurrent.outer": "You take the outer product of h and W_h. Use the matrix product: `h @ W_h`.",
    "recurrent.blocks_transposed": "You transpose each block of W_h. They are transposed already: `h @ W_h`.",
    "recurrent.reshaped": "You reshape W_h. It has the right shape already: `h @ W_h`.",
    "recurrent.input_block": "Every gate uses the input gate's block of W_h. Each has its own: `h @ W_h`.",
    "recurrent.column_sums": "You add the column sums of W_h, as if h were 1 everywhere. Use `h @ W_h`.",
    **_biases("b", "b", _Z),
    **_gate_orders(),
    "cut.interleaved": "You read the gates from z unit by unit. Each gate is a block of H entries: "
    "`np.split(z, 4)`.",
    "cut.split_rows": "Your z has the shape (1, 4H), and `np.split` cuts along its first axis. Begin with h "
    "of shape (H,), `np.zeros(H)`.",
    "cut.always_4": "You cut z at 4, 8 and 12. A gate has H entries: `np.split(z, 4)`.",
    "cut.numbers": "You unpack z into four names. Cut it into four parts: `np.split(z, 4)`.",
    "cut.halves_of_H": "The last entry of the output gate is lost: its part is `z[3 * H :]`.",
    "sigma.missing": "The σ of the three gates is missing.",
    "sigma.tanh": "Your gates go through tanh. A gate lies between 0 and 1: σ(z).",
    "sigma.minus_missing": f"The minus in σ is missing. {_SIGMA}.",
    "sigma.minus_below": f"The sign below the line of σ is wrong. {_SIGMA}.",
    "sigma.brackets_missing": "The brackets in σ are missing, or the division: you have 1 + e^(−z). "
    f"{_SIGMA}.",
    "sigma.without_1": f"The 1 below the line of σ is missing. {_SIGMA}.",
    "sigma.twice": "You apply σ to the gates twice.",
    "sigma.hard": f"You use a hard sigmoid made of straight lines. {_SIGMA}.",
    "sigma.switch": f"Your gates are 0 or 1. {_SIGMA}, which may be anything between.",
    "sigma.positive": f"Your gates are max(z, 0). {_SIGMA}.",
    "sigma.one_number": "The functions of `math` take one number. Use `np.exp` and `np.tanh` for arrays.",
    "sigma.softmax": f"Your gates go through a softmax. Each unit has its own gate: {_SIGMA[0].lower()}"
    f"{_SIGMA[1:]}.",
    **_gate("i"),
    **_gate("f"),
    **_gate("o"),
    "g.sigma": "Your candidate goes through σ. It is content, not a gate: g = tanh(z_g).",
    "g.missing": "The tanh of the candidate is missing: g = tanh(z_g).",
    "g.positive": "Your candidate is max(z_g, 0). It is g = tanh(z_g).",
    "g.tanh_of_sigma": "You apply σ to all of z and then tanh to the candidate. It is g = tanh(z_g).",
    "g.sigma_of_tanh": "You apply σ after the tanh of the candidate. It is g = tanh(z_g).",
    "g.twice": "You apply tanh to the candidate twice.",
    "g.between_1": "Your candidate is 2σ(z_g) − 1, which is tanh(z_g / 2). It is g = tanh(z_g).",
    "g.softmax": "Your candidate goes through a softmax. It is g = tanh(z_g).",
    "g.clipped": "You clip z_g to ±1. The candidate is g = tanh(z_g).",
    "c.no_forget": f"The forget gate is missing in the new cell state: {_NEW_C}.",
    "c.no_input": f"The input gate is missing in the new cell state: {_NEW_C}.",
    "c.no_candidate": f"The candidate is missing in the new cell state: {_NEW_C}.",
    "c.no_gates": f"Both gates are missing in the new cell state: {_NEW_C}.",
    "c.minus": f"The second term of the new cell state has the opposite sign: {_NEW_C}.",
    "c.sums": f"You add f and c. A gate multiplies: {_NEW_C}.",
    "c.i_plus_g": f"You add i and g. A gate multiplies: {_NEW_C}.",
    "c.coupled": f"You use 1 − f for the input gate, as a GRU does. An LSTM has its own i: {_NEW_C}.",
    "c.coupled_input": f"You use 1 − i for the forget gate. An LSTM has its own f: {_NEW_C}.",
    "c.forget_all": f"The forget gate multiplies the new content as well. It belongs to the old c: {_NEW_C}.",
    "c.input_all": f"The input gate multiplies the old c as well. It belongs to g: {_NEW_C}.",
    "c.brackets": f"Brackets are in the wrong place, you have f (c + i) g: {_NEW_C}.",
    "c.tanh": f"You apply tanh to the new cell state and keep the result. The cell state has none: {_NEW_C}.",
    "c.tanh_of_old": f"The next step gets tanh(c) as its cell state. Carry c itself: {_NEW_C}.",
    "c.h": f"The forget gate multiplies h, or you carry h in place of c: {_NEW_C}.",
    "c.mean": f"You take the mean of the two terms. Add them: {_NEW_C}.",
    "c.piles_up": f"The old cell state enters twice, as with `c += f * c + i * g`: {_NEW_C}.",
    "c.g_for_c": f"The forget gate multiplies g. It belongs to the old c: {_NEW_C}.",
    "c.clipped": f"You clip the cell state to ±1. It may be larger: {_NEW_C}.",
    "c.inner_product": f"You use `@` between gate and content, which gives one number. Use `*`: {_NEW_C}.",
    "c.stays_zero": "All your logits are b_y, because the state stays zero or does not reach the output. "
    f"Add the new content, {_NEW_C}, and return h @ W_y + b_y.",
    "h.no_tanh": f"The tanh around c is missing: {_NEW_H}.",
    "h.no_gate": f"The output gate is missing: {_NEW_H}.",
    "h.c": f"Your h is the cell state: {_NEW_H}.",
    "h.o": f"Your h is the output gate alone: {_NEW_H}.",
    "h.sigma": f"You apply σ to c in place of tanh: {_NEW_H}.",
    "h.tanh_outside": f"The tanh goes around c alone, not around the product: {_NEW_H}.",
    "h.tanh_of_o": f"The tanh goes around c, not around o: {_NEW_H}.",
    "h.old_c": "Your h is made from the c of the step before. Compute the new c first, then h = o * np.tanh(c).",
    "h.candidate": f"Your h is made from the candidate. It is made from the cell state: {_NEW_H}.",
    "h.tanh_of_candidate": f"You take the tanh of the candidate. It is made from the cell state: {_NEW_H}.",
    "h.plus": f"You add the output gate. A gate multiplies: {_NEW_H}.",
    "h.twice": f"You apply tanh to c twice: {_NEW_H}.",
    "h.piles_up": f"You add the old h to the new one, as with `+=`: {_NEW_H}.",
    "h.gate_twice": f"You multiply by the output gate twice: {_NEW_H}.",
    "h.slope": f"You use the derivative of tanh: {_NEW_H}.",
    "h.positive": f"You use max(c, 0) in place of tanh(c): {_NEW_H}.",
    "h.inner_product": f"You use `@` between o and tanh(c), which gives one number. Use `*`: {_NEW_H}.",
    "start.ones": "Your state begins with ones. It begins with zeros.",
    "start.h_ones": "Your h begins with ones. It begins with zeros.",
    "start.c_ones": "Your c begins with ones. It begins with zeros.",
    "start.halves": "Your state begins with 0.5. It begins with zeros.",
    "start.tenths": "Your state begins with 0.1. It begins with zeros.",
    "start.matrix": "Your logits have the shape (T, 1, V), because the state has the shape (1, H). Begin with "
    "`np.zeros(H)`.",
    "start.column": "Your state begins as a column, (H, 1). The row form has `np.zeros(H)`.",
    "start.numbers": "Your h begins as a single number. Begin with `np.zeros(H)`.",
    "carry.reset": "Every character is read with an empty state: neither h nor c is carried over. Set the "
    "state to zeros once, before the loop.",
    "carry.c_reset": "The cell state c is not carried from step to step: it is set to zeros each time, or "
    f"f * c is missing. {_NEW_C}.",
    "carry.swapped": "You swap h and c on the way to the next step. Both have the shape (H,), so nothing "
    "complains.",
    "carry.h_piles_up": "The next step gets the sum of all h so far. Carry the new h alone.",
    "carry.both_pile_up": "The next step gets the sums of all h and c so far. Carry the new ones alone.",
    "carry.averaged": "The next step gets the mean of old and new state. Carry the new one.",
    "read.c": f"Your output layer reads the cell state c. {_LAYER}.",
    "read.before": "Your logits come from the hidden state before the character is read. Compute the new h "
    "first, then h @ W_y + b_y.",
    "read.c_before": f"Your output layer reads the cell state of the step before. {_LAYER}.",
    "read.tanh_of_c": f"Your output layer reads tanh(c), without the output gate. {_LAYER}.",
    "read.o": f"Your output layer reads the output gate. {_LAYER}.",
    "read.gated_again": f"You multiply h by the output gate once more before the output layer. {_LAYER}.",
    "read.tanh": f"You apply tanh to h before the output layer. {_LAYER}.",
    "read.both": f"Your output layer reads h + c. {_LAYER}.",
    "read.both_steps": f"Your output layer reads the old h plus the new one. {_LAYER}, with the new h.",
    "read.side_by_side": f"Your output layer reads h and c side by side. {_LAYER}.",
    "W_y.W_y_first": "You multiply `W_y @ h`. The row form has h on the left: `h @ W_y`.",
    "W_y.W_y_first_dot": "You multiply W_y by h. The row form has h on the left: `h @ W_y`.",
    "W_y.transposed": "You transpose W_y. It is (H, V) already: `h @ W_y`.",
    "W_y.transposed_dot": "You transpose W_y. It is (H, V) already: `h @ W_y`.",
    "W_y.reshaped": "You reshape W_y. It is (H, V) already: `h @ W_y`.",
    "W_y.element_wise": "You multiply h and W_y element-wise. Use the matrix product: `h @ W_y`.",
    "W_y.minus": f"You subtract h @ W_y. {_LAYER}.",
    "W_y.column_sums": f"You add the column sums of W_y, as if h were 1 everywhere. {_LAYER}.",
    **_biases("b_y", "b_y", "the logits are h @ W_y + b_y"),
    "logits.softmax": "You return probabilities. Logits are the scores before the softmax.",
    "logits.log_softmax": "You return log-probabilities. Logits are the scores before the softmax.",
    "logits.sigmoid": f"You apply σ to the logits. {_LOGITS}.",
    "logits.tanh": f"You apply tanh to the logits. {_LOGITS}.",
    "logits.exponential": f"You take the exponential of the logits. {_LOGITS}.",
    "logits.shifted": f"You subtract the largest logit. That belongs to the softmax. {_LOGITS}.",
    "logits.positive": f"You set negative logits to 0. {_LOGITS}.",
    "logits.normalised": f"You divide the logits by their sum. {_LOGITS}.",
    "logits.clipped": f"You clip the logits to ±1. {_LOGITS}.",
    "logits.clipped_to_five": f"You clip the logits to ±5. {_LOGITS}.",
    "logits.largest": "You return the largest logit of each step. Return all V of them.",
    "logits.choice": "You return the likeliest character of each step. Return the V logits.",
    "logits.hard": "You return one-hot rows of the likeliest characters. Return the logits.",
    "walk.reversed": "You read the text from its end. Begin with the first character.",
    "walk.without_last": "The last character is left out. Return one row for each of the T characters.",
    "walk.without_first": "The first character is left out. Return one row for each of the T characters.",
    "walk.one_later": "You read the next character in place of this one. Step t reads `inputs[t]`.",
    "walk.one_earlier": "You read the character before in place of this one. Step t reads `inputs[t]`.",
    "walk.next": "You use row k + 1 of W_x. Characters are counted from 0: `W_x[k]`.",
    "walk.less_1": "You use row k − 1 of W_x. Characters are counted from 0: `W_x[k]`.",
    "walk.step_number": "You use the step's number as the row of W_x. Use the character's: `W_x[inputs[t]]`.",
    "walk.all_characters": "Your loop runs over all V characters. Read those of `inputs`.",
    "walk.first_character": "Every step reads the first character. Step t reads `inputs[t]`.",
    "walk.last_character": "Every step reads the last character. Step t reads `inputs[t]`.",
    "walk.sorted": "You sort the characters. Read them in the order of the text.",
    "walk.first_alone": "You return after the first character, or read it alone. Does `return` stand inside "
    "the loop?",
    "result.last": "You return the logits of the last step alone. Collect one row per step.",
    "result.first": "You return the logits of the first step alone. Does `return` stand inside the loop?",
    "result.last_everywhere": "All rows are those of the last step: one array is in the list T times. "
    "`y[:] = …` changes the array that is in the list already; `y = …` makes a new one.",
    "result.first_everywhere": "All rows are those of the first step. Collect a new row in each turn.",
    "result.last_zero": "The last row stays 0: your loop ends one step too early.",
    "result.first_zero": "The first row stays 0: your loop begins with step 1.",
    "result.last_row_alone": "Only the last row is filled in. Is the array made again inside the loop?",
    "result.with_start": "You return T + 1 rows, because one belongs to the state before the first character. "
    "Return one row per character.",
    "result.hidden": f"You return the hidden states. {_LAYER}.",
    "result.cells": f"You return the cell states. {_LAYER}.",
    "result.hidden_last": f"You return the last hidden state. {_LAYER}, one row per step.",
    "result.with_state": "You return the state besides the logits. Return the logits alone.",
    "result.with_states": "You return all states besides the logits. Return the logits alone.",
    "result.flat": "You return one long row. `np.array(list_of_rows)` has the shape (T, V).",
    "result.running": "Each row holds the sum of the logits so far. Use `=`, not `+=`.",
    "result.sum": "You add up the logits of all steps. Return one row per step.",
    "result.mean": "You return the mean of the logits over the steps. Return one row per step.",
    "result.last_axis": "Your logits have the shape (T, V, 1). Return (T, V).",
    "result.column_softmax": "You apply a softmax over the steps. Return the logits.",
    "result.by_character": "You write the logits of step t into row k, the character's number. Row t belongs "
    "to step t.",
    "result.characters_only": "You return one row per character of the alphabet. Return one row per step.",
}
