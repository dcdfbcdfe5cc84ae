"""What a learner is told about each deviation of notebook 08, by the identifiers of solutions.py."""

from lstm_core.exercises.inside.solutions import EPSILONS, FIXED_SIZES

COUNTS = {
    "text.stripped": "You strip the text, so line ends at its beginning or end have no count. "
    "Return one integer for every character.",
    "text.end_stripped": "You remove the line ends at the end of the text, so their counts are "
    "missing. Return one integer for every character. `splitlines` leaves the last line end out "
    "as well.",
    "text.backwards": "You read the text from its end. Begin with the first character.",
    "text.first_line": "You count in the first line alone. Go on through all lines.",
    "text.last_line": "You return the counts of the last line alone. Keep the counts of all lines.",
    "text.not_last": "Your loop ends one character too early. Include the last character.",
    "text.one_line": "You removed the line ends. Each line end has an entry, and the count "
    "returns to 0 there.",
    "text.first_ignored": "You ignore the first character: your loop begins at 1. Begin at 0, and "
    "add the step of the first character.",
    "start.one": "Your count begins at 1. Before the first character it is 0.",
    "start.minus_one": "Your count begins at −1. Before the first character it is 0.",
    "restart.at_a": "Your count begins again at an a that follows a b. It returns to 0 at a line "
    "end only.",
    "restart.at_b": "Your count begins again at a b that follows an a. It returns to 0 at a line "
    "end only.",
    "restart.at_both": "You count the length of each run of equal letters. The count returns to 0 "
    "at a line end only.",
    "noted.before": "Your counts come one place too early: each is the count before its character "
    "was read. Change the count first, then append it.",
    "up.missing": "You do not count the a's. Add 1 at each a.",
    "up.down": "You subtract 1 at an a. Add 1 at an a.",
    "up.two": "You add 2 at an a. Add 1.",
    "up.assigned": "You set the count to 1 at an a. Add 1 to it: `+=`, not `=` or `=+`.",
    "up.reset": "Your count is 0 at every a. Does the last `else` belong to the `if` for b alone? "
    "Use `elif`, or handle the line end by name.",
    "up.from_zero": "At an a you begin at 0 again if the count is negative. It returns to 0 at a "
    "line end only.",
    "down.missing": "You count the a's and never subtract the b's. Subtract 1 at each b.",
    "down.up": "You add 1 at a b. Subtract 1 at a b.",
    "down.two": "You subtract 2 at a b. Subtract 1.",
    "down.assigned": "You set the count to −1 at a b. Subtract 1 from it: `-=`, not `=` or `=-`.",
    "down.reset": "Your count is 0 at every b. Does the last `else` belong to the `if` for a "
    "alone? Use `elif`, or handle the line end by name.",
    "down.not_below_zero": "Your count stops at 0. Where a line has more b's than a's, the count "
    "is negative.",
    "down.absolute": "Your count never falls below 0, because you keep its absolute value. Where a line has "
    "more b's than a's, the count is negative.",
    "line_end.goes_on": "Your count goes on across the line end. Set it to 0 at each `\\n`.",
    "line_end.one": "You set the count to 1 at a line end. Set it to 0.",
    "line_end.minus_one": "Your count is −1 at a line end. You reset it and then treat the line "
    "end as a b. At a line end it is 0.",
    "line_end.as_b": "You count the line end as a b. Does your function look for another character, "
    "such as the `.` of the notebook's language? Here each line ends with `\\n`, which sets the "
    "count to 0.",
    "line_end.as_a": "You count the line end as an a. At a line end the count is 0.",
    "line_end.late": "At a line end you append the count first and reset it then. Reset it first: "
    "the count at a line end is 0.",
    "line_end.noted_alone": "You return 0 at a line end, but the count goes on in the next line. "
    "Set the count itself to 0.",
    "line_end.then_one": "After a line end your count begins at 1. Each line begins at 0.",
    "line_end.if_above": "At a line end you reset positive counts only. Set every count to 0 there.",
    "line_end.if_below": "At a line end you reset negative counts only. Set every count to 0 there.",
    "line_end.left_out": "You leave the line ends out. They are characters too, and each has the "
    "count 0.",
    "line_end.no_case": "Your dictionary has no entry for the line end. Handle `\\n` first: the "
    "count is 0 there.",
    "counts.swapped": "The signs are reversed. Add 1 at an a and subtract 1 at a b.",
    "counts.absolute": "You return the absolute value of the count. Keep its sign: it is negative "
    "where a line has more b's than a's.",
    "counts.floor": "You return 0 where the count is negative. Return the negative count.",
    "counts.steps": "You return each character's own step, +1 or −1. Add the steps up since the "
    "line began: keep one number outside the loop and change it.",
    "counts.whole_text": "You return the total of the whole text at every character. Count only "
    "up to the character, and only in its line.",
    "counts.whole_line": "You return the total of the whole line at each of its characters. Count "
    "only up to the character.",
    "counts.whole_line_with_end": "You return the total of the whole line at each of its characters "
    "and at its line end. Count only up to the character, and return 0 at the line end.",
    "counts.summed_again": "You add the counts up once more. The count itself is the sum of the steps.",
    "counts.highest": "You return the highest count so far. Return the count itself.",
    "counts.a_reset_alone": "You reset the number of a's at a line end, but not that of the b's. "
    "Set both to 0.",
    "counts.b_reset_alone": "You reset the number of b's at a line end, but not that of the a's. "
    "Set both to 0.",
    "counts.first_part": "You count in the first part of `split`, which is the first line. The "
    "current line is the last part: `[-1]`.",
    "counts.character_plus_number": "You add a number to a character. Add to the count, and "
    "compare the character. With `accumulate`, `initial=0` makes the count begin at a number.",
    "counts.boolean": "You subtract two boolean arrays, which NumPy refuses. Convert them to "
    "integers first, with `.astype(int)`. Then add up the steps in each line.",
    "counts.compared": 'You compare the whole text with "a", which gives a single False. Compare '
    "each character: go through the text with `for`, or use `np.array(list(text))`.",
    "returned.in_loop": "Your function returns after the first character. Move `return` out of "
    "the loop.",
    "returned.at_a_alone": "You append at the a's alone. Append at every character, after the `if`.",
    "returned.at_b_alone": "You append at the b's alone. Append at every character, after the `if`.",
    "returned.two_columns": "You return the numbers of a's and of b's separately. Subtract them.",
    "returned.index_too_large": "You write or read one place beyond the end. With T characters "
    "the indices are 0 to T − 1; the count of character t belongs at index t.",
    "returned.total": "You return one number for the whole text. Return one integer for every character.",
    "returned.line_totals": "You return one number per line. Return one integer for every character.",
    "returned.ended_totals": "You append at line ends only, so you return one number per ended "
    "line. Append at every character.",
    "returned.split_totals": "You return one number per line of `splitlines`. Return one integer "
    "for every character.",
    "returned.per_line": "You return one row per line. Join the rows, with a 0 for each line end.",
    "returned.with_start": "Your result has the initial count as an additional first entry. "
    "Return one integer per character.",
    "returned.extra_zero": "Your result has an additional 0 at its end: `split` gives one line "
    "more than there are line ends. Return one integer per character.",
    "returned.extra_zero_unended": "You add a 0 after the last line even where no line end "
    "follows. Return one integer per character.",
    "returned.empty_list": "You assign to an entry of an empty list. Use `append`, or make an "
    "array of `len(text)` zeros first.",
    "returned.append_result": "You keep what `append` returns, which is None. It changes the list "
    "itself, so write `result.append(count)` alone.",
    "returned.plus_number": "You add a number to a list. Use `append`.",
    "returned.plus_into": "You extend a list by a number. Use `append`, or `+= [count]`.",
}


def _one_mean(name: str, other: str) -> dict[str, str]:
    told = {
        "missing": f"You do not subtract the mean of {name}. Subtract each series' own mean.",
        "of_other": f"You subtract the mean of {other} from {name}. Subtract each series' own mean.",
        "median": f"You subtract the median of {name}. Subtract its mean.",
        "smallest": f"You subtract the smallest value of {name}. Subtract its mean.",
    }
    return {f"mean_{name}.{kind}": sentence for kind, sentence in told.items()}


_DENOMINATOR = "Divide by √(Σ x² · Σ y²), with the means subtracted."
_STEPS = {
    "differences": "You compare the differences from step to step. Compare the values themselves.",
    "ranks": "You compare ranks, which gives Spearman's correlation. Use the values themselves.",
    "without_first": "You leave out the first time step. Use all T steps.",
    "without_last": "You leave out the last time step. Use all T steps.",
}
CORRELATION = {
    **_one_mean("x", "y"),
    **_one_mean("y", "x"),
    **{f"series.{kind}": sentence for kind, sentence in _STEPS.items()},
    "series.x_first": "You compare each x with the y of the next step. Pair values of the same step.",
    "series.y_first": "You compare each x with the y of the step before. Pair values of the same step.",
    "series.sorted": "You sort both series, which separates the values that belong together. Keep "
    "their order.",
    "series.y_reversed": "You read y from its end. Pair values of the same step.",
    "means.missing": "You did not subtract the means. Two series that are always positive would "
    "then look alike. Subtract each series' mean first.",
    "means.median": "You subtract the medians. Subtract the means.",
    "means.smallest": "You subtract the smallest values. Subtract the means.",
    "means.first": "You subtract the first values. Subtract the means.",
    "means.sum": "You subtract the sums. Divide them by T first: subtract the means.",
    "means.plus": "You add the means. Subtract them.",
    "means.joint": "You subtract one mean of both series together. Subtract each series' own mean.",
    "means.swapped": "You swapped the means: x loses that of y, and y that of x. Subtract each "
    "series' own mean.",
    "means.not_called": "You subtract the method `x.mean` itself. Call it: `x.mean()`.",
    "terms.without_first": "Your sums leave out the first time step. Add up all T terms.",
    "terms.without_last": "Your sums leave out the last time step. Add up all T terms.",
    "above.not_centred": "You add up the products of the original series. Use the series with "
    "their means subtracted in the numerator as well.",
    "above.not_summed": "You do not add up the products, so you return T numbers. The numerator "
    "is the sum Σ x y.",
    "above.absolute_products": "You add up the absolute values of the products. Keep their signs.",
    "above.product_of_sums": "You multiply the two sums. Multiply step by step first, then add "
    "up: Σ x y.",
    "above.sums_of_centred": "Your r is 0. Either you cut off its decimals, as `int` does, or you "
    "multiply two sums that are 0, because the means are subtracted. Multiply step by step first, "
    "then add up: Σ x y.",
    "above.difference": "You add up squared differences in the numerator. It is the sum of the "
    "products, Σ x y.",
    "above.without_first": "The first product is missing in the numerator. Add up all T products.",
    "above.without_last": "The last product is missing in the numerator. Add up all T products.",
    "above.last": "Your numerator is the last product alone. Add up all products: `+=`, not `=`.",
    "above.one_mean": "You subtract the product of the means once from a sum of T terms. Take the "
    "mean of the products, or subtract T times.",
    "below.missing": "You return the sum of the products alone. It grows with the size of the numbers. "
    + _DENOMINATOR,
    "below.no_root": "The square root is missing in the denominator, so your r changes with the scale. "
    + _DENOMINATOR,
    "below.only_x": "You divide by the sum of squares of x alone, which gives the slope of a regression line. "
    "Perhaps x stands twice under the root. " + _DENOMINATOR,
    "below.only_y": "You divide by the sum of squares of y alone, which gives the slope of a regression line. "
    "Perhaps y stands twice under the root. " + _DENOMINATOR,
    "below.root_x": "You divide by √(Σ x²) alone. Divide by √(Σ y²) as well.",
    "below.root_y": "You divide by √(Σ y²) alone. Divide by √(Σ x²) as well.",
    "below.no_root_y": "The square root covers Σ x² alone. It covers the product of both sums.",
    "below.division_no_root": "You divide by √(Σ x²) and multiply by Σ y². Put the product under "
    "the root, and put brackets round the whole denominator.",
    "below.sum": "You add the two sums of squares in the denominator. Multiply them.",
    "below.sum_without_root": "You add the two sums of squares and take no root. Multiply them, "
    "then take the square root.",
    "below.sum_of_roots": "You add the two roots in the denominator. Multiply them.",
    "below.division_order": "You divide by one root and multiply by the other. Put brackets round "
    "the whole denominator.",
    "below.one_sum": "You multiply first and sum once in the denominator, Σ x² y². It is a "
    "product of two sums: Σ x² · Σ y².",
    "below.not_summed": "You do not add up the squares in the denominator, so you return T numbers. "
    + _DENOMINATOR,
    "below.not_centred": "Your denominator has the original series. Subtract the means there as well.",
    "below.squared_sums": "You square the sums in the denominator. Square each value first, then "
    "add up.",
    "below.means": "You divide by the product of the means. " + _DENOMINATOR,
    "below.absolute": "You add up absolute values in the denominator. Add up squares and take the "
    "root.",
    "below.absolute_root": "You add up absolute values under the root. Add up squares.",
    "below.largest": "You divide by the largest deviations from the means. " + _DENOMINATOR,
    "below.spread_epsilon": "You add an epsilon to the standard deviations, which changes r for "
    "series of small numbers. Leave it out.",
    "below.math_root": "`math.sqrt` takes one number, but you give it an array. Add up the "
    "squares first; `np.sqrt` also takes arrays.",
    **{
        f"below.epsilon_{name}": "You add an epsilon to the denominator, which changes r for series of small "
        "numbers. Leave it out."
        for name in EPSILONS
    },
    "averages.above": "You take the mean in the numerator and sums in the denominator, so your r "
    "is T times too small. Use sums in both.",
    "averages.below": "Your r is T times too large: a sum in the numerator, but means or standard "
    "deviations in the denominator. Take the mean in the numerator as well.",
    "averages.below_sample": "Your r is T − 1 times too large: a sum in the numerator, but "
    "standard deviations in the denominator. Use sums in both.",
    "averages.sample_below": "You divide by T in the numerator and by T − 1 (`ddof=1`) in the "
    "denominator. Use the same in both.",
    "averages.sample_above": "You divide by T − 1 in the numerator, as `np.cov` does, and by T in "
    "the denominator, as `std` does. Use the same in both.",
    "averages.sample_one": "One of your standard deviations divides by T − 1 (`ddof=1`), the "
    "other by T. Use the same for both.",
    "result.opposite": "Your r has the opposite sign. It is positive where both series rise together.",
    "result.size": "You return |r|. Keep the sign: it says whether y rises or falls when x rises.",
    "result.squared": "You return r². Return r, with its sign.",
    "result.positive": "You return 0 where r is negative. Return r, with its sign.",
    "result.distance": "You return the distance 1 − r. Return r.",
    "result.percent": "You return r in per cent. Return r, between −1 and 1.",
    "result.rounded": "You round r to two decimals. Return r as it is.",
    "result.rounded_3": "You round r to three decimals. Return r as it is.",
    "result.in_loop": "You return after the first time step, so r is 1 or −1. Move `return` out "
    "of the loop.",
    "result.covariance": "You return the covariance, which grows with the size of the numbers. "
    "Divide by both standard deviations.",
    "result.sample_covariance": "You return the covariance (with T − 1), which grows with the "
    "size of the numbers. Divide by both standard deviations.",
    "below.variances": "You divide the covariance by the variances. Divide by the standard "
    "deviations, their square roots.",
    "below.sample_variances": "You divide the covariance by the variances (with T − 1). Divide by "
    "the standard deviations, their square roots.",
    "result.spread_x": "You divide the covariance by the standard deviation of x alone. Divide by "
    "that of y as well.",
    "result.spread_y": "You divide the covariance by the standard deviation of y alone. Divide by "
    "that of x as well.",
    "result.sign_shares": "You compare signs alone. Use the values: Σ x y, divided by the root of "
    "both sums of squares.",
    "result.matrix": "You return the whole matrix of `np.corrcoef`. Take one entry: `[0, 1]`.",
    "result.matrix_row": "You return a row of the matrix of `np.corrcoef`. Take one entry: `[0, 1]`.",
    "result.other_row": "You return a row of the matrix of `np.corrcoef`. Take one entry: `[0, 1]`.",
    "result.covariance_matrix": "You return the whole matrix of `np.cov`. Return the single number r.",
    "result.diagonal": "You return 1, the correlation of a series with itself, from the diagonal "
    "of `np.corrcoef`. Take the entry `[0, 1]`.",
    "result.np_correlate": "`np.correlate` adds up the products alone. Subtract the means, and "
    "divide by the root of both sums of squares.",
    "result.running": "You return the running sums. Return the last one alone, a single number.",
}

_ROWS = "Each cell is a column of `cells`: `cells[:, k]`, or a loop over `cells.T`."
_CELL_MEANS = {
    "means.missing": "You did not subtract the means before you multiply. Subtract the mean of "
    "each cell and of the feature.",
    "means.cells_missing": "You did not subtract the means of the cells. Subtract each cell's mean.",
    "means.feature_missing": "You did not subtract the mean of the feature. Subtract it.",
    "means.table": "You subtract one mean of the whole table. Subtract each cell's own mean, with "
    "`axis=0`.",
}
_CELL_BELOW = {
    "below.missing": "Your scores are sums of products, so the cell with the largest numbers "
    "wins. Divide by the root of both sums of squares.",
    "below.covariance": "Your scores are covariances, so the cell with the largest numbers wins. "
    "Use correlations, which do not depend on the scale.",
    "below.sample_covariance": "Your scores are covariances (with T − 1, as in `np.cov`), so the "
    "cell with the largest numbers wins. Use correlations, which do not depend on the scale.",
    "below.only_cell": "You divide by the cell's sum of squares alone. Divide by the root of both "
    "sums of squares.",
    "below.sum_above_means_below": "Your r are T times too large: sums in the numerator, but "
    "means or standard deviations in the denominator. Use the same in both.",
    "below.mean_above_sums_below": "Your r are T times too small: means in the numerator and sums "
    "in the denominator. Use the same in both.",
    "below.sample_below": "You divide by T in the numerator and by T − 1 (`ddof=1`) in the "
    "denominator. Use the same in both.",
    "below.sample_above": "You divide by T − 1 in the numerator, as `np.cov` does, and by T in "
    "the denominator. Use the same in both.",
}
_SIZES = {
    **{
        f"cells.{name}": f"You try {size} cells, whatever the table's size. Take the number of cells from "
        "`cells.shape[1]`."
        for name, size in FIXED_SIZES.items()
    },
    "cells.more": "You try more cells than there are. Take the number of cells from "
    "`cells.shape[1]`; T is the number of rows.",
    "cells.without_last": "You leave out the last cell. Try all H cells.",
}

BEST_CELL = {
    **{f"steps.{kind}": sentence for kind, sentence in _STEPS.items()},
    "steps.cell_first": "You compare the cells with the feature of the next step. Pair values of "
    "the same step.",
    "steps.feature_first": "You compare the cells with the feature of the step before. Pair "
    "values of the same step.",
    "steps.absolute": "You take absolute values before you correlate. Use the values with their signs.",
    "steps.reversed": "You read the feature from its end. Pair values of the same step.",
    "steps.rows_corrcoef": f"You correlate rows of `cells` with the feature. {_ROWS} For the whole table, "
    "`np.corrcoef` needs `cells.T` or `rowvar=False`.",
    "steps.rows_product": "You combine one number per cell (H,) with one per step (T,): a row of "
    "`cells` with the feature, or means or standard deviations of another axis. A cell is a "
    "column, so use `axis=0` or loop over `cells.T`.",
    "steps.rows_matmul": "You multiply `cells @ feature`, which sums over the cells. Sum over the "
    "steps: `feature @ cells`, or `cells.T @ feature`.",
    "steps.row_means": "You combine the table (T, H) with one number per row (T,), such as "
    "`feature` or the means with `axis=1`. Take means over the steps, with `axis=0`, and write "
    "`feature[:, None]`.",
    **_CELL_MEANS,
    "means.rows": "You subtract the mean of each row, over the cells. Subtract each cell's mean, "
    "with `axis=0`.",
    "means.median": "You subtract the medians. Subtract the means.",
    **_CELL_BELOW,
    "below.only_feature": "You divide by the feature's sum of squares alone. Divide by the root "
    "of both sums of squares.",
    "below.no_root": "The square root is missing in the denominator. Divide by the root of both "
    "sums of squares.",
    "below.table": "You divide by one number of the whole table. Sum the squares of each cell, "
    "with `axis=0`.",
    "below.absolute": "You add up absolute values in the denominator. Add up squares and take the "
    "root.",
    "scores.diagonal": "You take an entry of `np.corrcoef` that compares a series with itself, so "
    "r is 1. Take the entry of the cell and the feature: `[0, 1]`.",
    "scores.itself_first": "A series that is compared with itself is among your candidates, at "
    "the first place with r = 1. Compare the cells with the feature alone.",
    "scores.with_feature": "The feature itself is among your candidates, with r = 1. Leave the "
    "last entry out: `[:-1]`.",
    "scores.product": "You compare plain products, `feature @ cells`. Use correlations: subtract "
    "the means and divide by the root of both sums of squares.",
    "scores.mean_product": "You compare means of plain products. Use correlations: subtract the "
    "means and divide by the standard deviations.",
    "scores.signs": "You compare signs alone. Use the correlation of the values.",
    "scores.distance": "You compare distances between the cell and the feature. Use the "
    "correlation, which does not depend on the scale.",
    "scores.squared_distance": "You compare squared distances between the cell and the feature. "
    "Use the correlation, which does not depend on the scale.",
    **_SIZES,
    "cells.rows": "You try one cell per row of the table. Take the number of cells from "
    "`cells.shape[1]`.",
    "cells.without_first": "You leave out the first cell and count the others from 0, so every "
    "number is too small by 1. Try all H cells, from 0.",
    "cells.from_one": "You leave out the first cell: your loop begins at 1. Try all H cells, from 0.",
    "choice.largest": "You take the largest r, so a cell with r = −0.9 loses against one with "
    "0.3. A cell may follow upside down: compare |r|.",
    "choice.smallest": "You take the smallest r. That is the best cell only where it follows "
    "upside down: compare |r|.",
    "choice.weakest": "You take the cell that follows the feature least. Take the largest |r|: "
    "`argmax`.",
    "choice.second": "You take the second best cell. Take the largest |r|.",
    "choice.first": "You always take the first cell. Does your loop end at once? Compare all cells.",
    "choice.last": "You always take the last cell. Does every cell replace the one before? Keep "
    "the best.",
    "choice.widest": "You take the cell with the largest spread, whatever the feature does. Take "
    "the largest |r|.",
    "choice.highest_mean": "You take the cell with the largest mean, whatever the feature does. "
    "Take the largest |r|.",
    "choice.largest_size": "You take the cell with the largest numbers, whatever the feature "
    "does. Take the largest |r|.",
    "choice.covariance": "You choose by covariance, so a cell with large numbers wins. Choose by "
    "|r|, which does not depend on the scale.",
    "choice.nearest": "You take the cell whose values are nearest to the feature. Take the "
    "largest |r|, which does not depend on the scale.",
    "choice.value_as_index": "You use the largest |r| as an index. Take its place: `argmax`, not "
    "`max`.",
    "choice.value_as_list_index": "You use the largest |r| as an index of a list. Take its place: "
    "`argmax`, not `max`.",
    "choice.size_of_list": "`abs` does not take a list. Make an array first: "
    "`np.abs(np.array(r))`, or `np.abs(r)`.",
    "value.size": "The cell is right, but you return |r|. Keep the sign: it says whether the cell "
    "rises or falls with the feature.",
    "value.squared": "You return r². Return r, with its sign.",
    "value.opposite": "Your r has the opposite sign.",
    "value.largest": "You return the largest r of all cells. Return the r of the cell that you "
    "chose: `r[k]`.",
    "value.smallest": "You return the smallest r of all cells. Return the r of the cell that you "
    "chose: `r[k]`.",
    "value.all": "You return the r of all cells. Return that of the best one: `r[k]`.",
    "value.all_sizes": "You return the |r| of all cells. Return the r of the best one: `r[k]`.",
    "value.mean": "You return the mean of all r. Return that of the best cell: `r[k]`.",
    "value.next": "You return the r of the cell after the best one. Return `r[k]`.",
    "value.first": "You return the r of the first cell. Return that of the best one: `r[k]`.",
    "value.last": "You return the r of the last cell, perhaps the last value in your loop. Return "
    "that of the best one: `r[k]`.",
    "value.shifted": "Your r is the entry before the best one: the list of r has one entry more "
    "at its beginning. Leave the first entry out of both.",
    "value.rounded": "You round r to two decimals. Return r as it is.",
    "value.covariance": "You return the covariance of the best cell. Return its correlation r.",
    "value.slope": "You return the slope of a regression line for the best cell. Return its "
    "correlation r.",
    "value.percent": "You return r in per cent. Return r, between −1 and 1.",
    "value.sign": "You return the sign of r alone. Return r.",
    "number.from_one": "You count the cells from 1. Count them from 0, as indices do.",
    "number.one_less": "Your cell number is too small by 1. Count the cells from 0.",
    "number.from_the_end": "You count the cells from the last one. Count from the first, which is 0.",
    "number.list": "You return the cell's number in a list. Return the number itself.",
    "number.first": "The r is right, but the number is always 0. Keep the number when you keep a "
    "better r.",
    "number.onehot": "You return a one-hot vector of the best cell. Return its number.",
    "number.order": "You return the order of all cells. Return the number of the best one, its "
    "first entry.",
    "number.last": "The r is right, but the number is that of the last cell, perhaps of your loop. "
    "Keep the number when you keep a better r.",
    "number.of_largest": "You return the number of the cell with the largest r, and the r of the "
    "one with the largest |r|. Compare |r| for both.",
    "returned.swapped": "The two values are swapped. Return the cell's number first, then its r.",
    "form.number_alone": "You return the cell's number alone. Return its r as well: `return k, r[k]`.",
    "form.value_alone": "You return r alone. Return the cell's number as well: `return k, r[k]`.",
    "form.size_alone": "You return |r| alone. Return the cell's number and its r, with the sign: "
    "`return k, r[k]`.",
    "form.all_sizes": "You return the |r| of all cells. Return the number of the best one and its r.",
    "form.in_arrays": "Both values are right, but each comes in an array of one entry, as from "
    "`np.where`. Use `argmax`, or take the entry `[0]`.",
    "form.with_size": "You return three values. Return the cell's number and its r.",
    "form.all_values": "You return the r of all cells. Return the number of the best one and its r.",
    "returned.loop_signed": "You compare |r| with the best so far, but that one keeps its sign. "
    "Once it is negative, every later cell beats it. Compare |r| with |best|.",
    "returned.loop_from_zero": "Your best r begins at 0 and only a larger r replaces it, so cells "
    "that fall with the feature are never found. Compare |r| with |best|.",
}

_TWO_CHARACTERS = "Compare the losses of the same character, `targets[t]` in row t."
SWITCH_OFF = {
    "unit.row": "You set a row of h to 0, which is one character with all its units. A unit is a "
    "column: `[:, unit]`.",
    "unit.before": "You switch off the unit before. Use column `unit`, counted from 0.",
    "unit.next": "You switch off the unit after. Use column `unit`, counted from 0.",
    "unit.next_around": "You switch off the unit after, and the first one in place of the one "
    "after the last. Use column `unit`, counted from 0.",
    "unit.all_others": "You ablated all units but this one. Set this one's column to 0 and "
    "keep the others.",
    "unit.up_to_it": "You switch off all units up to this one. Set one column to 0: `[:, unit]`.",
    "unit.below_it": "You switch off all units before this one. Set one column to 0: `[:, unit]`.",
    "unit.from_it": "You switch off this unit and all after it. Set one column to 0: `[:, unit]`.",
    "unit.all": "You switch off all units. Set one column to 0: `[:, unit]`.",
    "unit.first": "You always switch off the first unit. Use the argument: `[:, unit]`.",
    "unit.last": "You always switch off the last unit. Use the argument: `[:, unit]`.",
    "unit.one_entry": "You set a single entry of h to 0. A unit is a whole column: `[:, unit]`.",
    "unit.first_character": "You switch the unit off at the first character alone. Set its whole "
    "column to 0.",
    "value.one": "You set the unit to 1. Set it to 0.",
    "value.minus_one": "You set the unit to −1. Set it to 0.",
    "value.mean": "You set the unit to its mean. That is another kind of ablation. Here, set it to 0.",
    "value.mean_of_all": "You set the unit to the mean of all units. Set it to 0.",
    "value.opposite": "You reverse the sign of the unit. Set it to 0.",
    "value.halved": "You halve the unit. Set it to 0.",
    "value.size": "You set the unit to its absolute value. Set it to 0.",
    "softmax.axis": "Your softmax sums over the characters of the text. Sum over the vocabulary, "
    "the last axis.",
    "softmax.whole": "Your softmax divides by one sum of the whole table. Sum over the "
    "vocabulary: `axis=-1, keepdims=True`.",
    "softmax.missing": "You compare logits. The loss is −log p: take the softmax first, because "
    "the other logits change as well.",
    "softmax.twice": "You apply the softmax twice. `lc.cross_entropy` takes logits and applies it "
    "itself.",
    "softmax.sigmoid": "You apply σ to each logit. The probabilities come from the softmax of all "
    "logits.",
    "softmax.tanh": "You apply tanh to the logits. The output layer is linear: h @ W_y + b_y.",
    "softmax.no_keepdims": "You divide (T, V) by sums of shape (T,), which NumPy cannot align. "
    "Write `keepdims=True` in the sum.",
    "exponentials.overflow": "Your exponentials overflow where logits are large, such as 1000, and "
    "the result is NaN. Use `lc.cross_entropy`, or subtract the largest logit of each row first.",
    "softmax.base_two": "Your losses are in bits. Use the natural logarithm, which gives nats.",
    "softmax.base_ten": "You use the logarithm to base 10. Use the natural one, which gives nats.",
    **{
        f"softmax.epsilon_{name}": "You add an epsilon to the probabilities, which limits large losses. Use "
        "`lc.cross_entropy`, or subtract the log of the sum from the logit."
        for name in EPSILONS
    },
    "softmax.clipped": "You clip small probabilities, which limits large losses. Use "
    "`lc.cross_entropy`, or subtract the log of the sum from the logit.",
    "switched.nothing": "Your result is 0 everywhere, because both losses come from the same "
    "states. After `quiet = h` both names mean one array, and writing into it changes both. Use "
    "`h.copy()`.",
    "switched.weight_column": "You set a column of W_y to 0, which belongs to a character of the "
    "vocabulary. A unit's weights are a row of W_y.",
    "switched.column_around": "You set a column of W_y to 0, which belongs to a character of the "
    "vocabulary. A unit's weights are a row of W_y, so no `% V` is needed.",
    "switched.bias": "You set an entry of b_y to 0. Set a column of h to 0.",
    "switched.deleted": "You delete the unit's column, so h no longer fits W_y. Set the column to "
    "0, or delete the row of W_y as well.",
    "switched.deleted_flat": "`np.delete` without an axis makes one long row. Set the column to 0 "
    "instead: `quiet[:, unit] = 0`.",
    "switched.row_deleted": "You delete a row of h, which is one character. Set a column to 0: "
    "`quiet[:, unit] = 0`.",
    "switched.row_deleted_checked": "You delete a row of h, which is one character, so the logits "
    "no longer fit the targets. Set a column to 0: `quiet[:, unit] = 0`.",
    "bias.missing": "b_y is missing. The logits are h @ W_y + b_y, before and after.",
    "bias.missing_before": "b_y is missing in the loss with the unit. The logits are h @ W_y + b_y.",
    "bias.missing_after": "b_y is missing in the loss without the unit. The logits are quiet @ "
    "W_y + b_y.",
    "bias.twice": "You add b_y twice. The logits are h @ W_y + b_y.",
    "logits.transposed": "You transpose W_y, which has the shape (H, V) already. The logits are h "
    "@ W_y + b_y.",
    "logits.product": "You multiply h and W_y element-wise. Use the matrix product: h @ W_y.",
    "logits.weights_first": "You multiply W_y @ h. Each row of h is a state, so h comes first: h "
    "@ W_y.",
    "logits.weights_first_transposed": "You multiply W_y.T @ h. Each row of h is a state, so h "
    "comes first: h @ W_y.",
    "logits.tanh": "You apply tanh to h once more. h is what the cell gives: the logits are h @ "
    "W_y + b_y.",
    "targets.previous": f"You use the target of the row before. {_TWO_CHARACTERS}",
    "targets.next": f"You use the target of the next row. {_TWO_CHARACTERS}",
    "targets.previous_after": f"Without the unit you use the target of the row before. {_TWO_CHARACTERS}",
    "targets.next_after": f"Without the unit you use the target of the next row. {_TWO_CHARACTERS}",
    "targets.likeliest": "You use the most probable character in place of the target. Use `targets`.",
    "targets.likeliest_before": "You use the character that is most probable with the unit. Use "
    "`targets`.",
    "targets.first": "You use character 0 in place of the target. Use `targets`.",
    "targets.from_one": "You subtract 1 from the targets. They are indices that count from 0.",
    "loss.probability": "You compare probabilities. The loss is −log p: take the logarithms "
    "before you subtract.",
    "loss.probability_growth": "You return by how much the probability grows. The loss is −log p: "
    "take the logarithms first, and the loss grows where the probability shrinks.",
    "loss.inverse": "You compare perplexities, 1/p. The loss is −log p.",
    "loss.one_minus": "You use −log(1 − p). The loss is −log p of the target.",
    "loss.entropy": "You compare entropies, which do not know the target. The loss is −log p of "
    "the target.",
    "loss.all_characters": "You add up −log p of all characters of the vocabulary. Take that of "
    "the target.",
    "loss.every_character": "You return one number per character of the vocabulary, (T, V). Take "
    "that of the target: `[np.arange(T), targets]`.",
    "loss.columns": "`[:, targets]` takes every target in every row, (T, T). Take one per row: "
    "`[np.arange(T), targets]`.",
    "loss.rows": "`[targets]` takes rows. Take one entry per row: `[np.arange(T), targets]`.",
    "loss.squared_error": "You use the squared error. The loss is −log p of the target.",
    "difference.opposite": "The sign is reversed. A positive number means that the loss grew: the "
    "loss without the unit minus the loss with it.",
    "difference.after": "You return the loss without the unit. Subtract the loss with it.",
    "difference.before": "You return the loss with the unit. Subtract it from the loss without "
    "the unit.",
    "difference.before_total": "You subtract the sum of all losses with the unit. Subtract each "
    "character's own loss: use `none` as the reduction in both.",
    "difference.before_mean": "You subtract the mean loss with the unit. Subtract each "
    "character's own loss.",
    "difference.sum": "You add the two losses. Subtract the loss with the unit.",
    "difference.ratio": "You divide the two losses. Subtract them: the growth is in nats.",
    "difference.share": "You divide the growth by the loss before. Return the growth itself, in nats.",
    "difference.size": "You return the absolute value. A loss may also shrink: keep the sign.",
    "difference.positive": "You replace negative numbers by 0. A loss may also shrink: keep the sign.",
    "difference.squared": "You square the growth. Return the difference itself.",
    "difference.signs": "You return the signs alone. Return the difference itself.",
    "difference.clipped": "You clip the growth to ±1. Return the difference itself.",
    "difference.divergence": "You return the divergence of the two distributions, Σ p log(p/q). "
    "Compare the losses of the targets.",
    "returned.total": "You return the sum over all characters of the text. Return one number per "
    'character; with `lc.cross_entropy`, use "none".',
    "returned.mean": "You return the mean over all characters of the text. Return one number per "
    'character; with `lc.cross_entropy`, use "none".',
    "returned.mean_everywhere": "You return the mean at every place. Return each character's own "
    "growth.",
    "returned.sums": "You add up the growth along the text. Return each character's own growth.",
    "returned.in_loop": "Your function returns after the first character. Move `return` out of "
    "the loop.",
    "returned.letter_means": "You return the mean for each character of the vocabulary. Return "
    "one number per place in the text, (T,).",
    "returned.letter_sums": "You return the sum for each character of the vocabulary. Return one "
    "number per place in the text, (T,).",
    "returned.sorted": "You sort the result. Keep the order of the text.",
    "returned.order": "You return places, in the order of the growth. Return the growth itself.",
    "returned.is_worse": "You return whether the loss grew. Return by how much.",
    "returned.both": "You return both losses. Return their difference.",
    "returned.rounded": "You round the growth to two decimals. Return it as it is.",
}

_ORDERS = "Each row of `orders` is one order: `for order in orders`."
CONTROLS = {
    "shuffle.missing": "Each of your controls is the real search again. Either nothing is "
    "shuffled, or the cells are shuffled along with the feature, so that all pairs stay together. "
    "Shuffle the feature alone.",
    "shuffle.inverse": "You shuffle the cells in place of the feature, or you assign to "
    "`shuffled[order]`. Both use the inverse order. Use `feature[order]` and keep the cells.",
    "shuffle.again": "You shuffle a feature that is shuffled already. Each order applies to the "
    "original feature: give the shuffled one another name.",
    "shuffle.first_order": "You use the first order every time. Use each row of `orders` once.",
    "shuffle.last_order": "You use the last order every time, or you fill all entries with the "
    "last result. Use each row of `orders` once.",
    "shuffle.steps_for_orders": "You run over the T steps where you should run over the N orders. "
    "Use `for order in orders`.",
    "shuffle.order_itself": "You correlate the cells with the order itself. Use `feature[order]`.",
    "shuffle.rolled": "You give the order to `np.roll`. Use it as an index: `feature[order]`.",
    "shuffle.rolled_by_number": "You shift the feature as in the notebook. Here, shuffle it: "
    "`feature[order]`.",
    "shuffle.rolled_by_first": "You shift the feature by the order's first entry. Shuffle it: "
    "`feature[order]`.",
    "shuffle.own_seed": "You draw a permutation of your own, with the same seed each time. Use "
    "the rows of `orders`: `feature[order]`.",
    "shuffle.own_seeds": "You draw permutations of your own. Use the rows of `orders`: "
    "`feature[order]`.",
    "shuffle.own_generator": "You draw permutations of your own. Use the rows of `orders`: "
    "`feature[order]`.",
    "shuffle.real_one_first": "Your first entry is the search with the real feature. Return the "
    "controls alone.",
    "shuffle.columns_corrcoef": f"You go through the columns of `orders`. {_ORDERS}",
    "shuffle.columns_product": f"You multiply a cell by a feature of N values, from a column of `orders`. {_ORDERS}",
    "shuffle.columns_matmul": f"You multiply the cells by a feature of N values, from a column of `orders`. "
    f"{_ORDERS}",
    "shuffle.rows_corrcoef": f"You correlate rows of `cells` with the feature. {_ROWS} For the whole table, "
    "`np.corrcoef` needs `cells.T` or `rowvar=False`.",
    "shuffle.rows_product": "You combine one number per cell (H,) with one per step (T,): a row "
    "of `cells` with the feature, or means or standard deviations of another axis. A cell is a "
    "column, so use `axis=0` or loop over `cells.T`.",
    "shuffle.rows_matmul": "You multiply `cells @ feature`, which sums over the cells. Sum over "
    "the steps: `feature[order] @ cells`, or `cells.T @ feature[order]`.",
    "shuffle.row_means": "You combine the table (T, H) with one number per row (T,), such as the "
    "feature or the means with `axis=1`. Take means over the steps, with `axis=0`, and write "
    "`feature[order][:, None]`.",
    "shuffle.two_indices": "You index the feature with several orders as if it had several axes. "
    "Use one row at a time: `feature[order]`.",
    **_SIZES,
    "cells.best_alone": "You ask only the cell that follows the real feature best. The real "
    "search had all cells to choose from, and so must each control: the best of many looks good "
    "by chance.",
    "cells.first_alone": "You ask the first cell alone. Each control searches all cells.",
    "cells.last_alone": "You ask the last cell alone. Each control searches all cells, and keeps "
    "the best.",
    "cells.without_first": "You leave out the first cell. Try all H cells, from 0.",
    "cells.largest_r_alone": "You ask only the cell with the largest r for the real feature. Each "
    "control searches all cells.",
    "size.missing": "You take the largest r. Take the largest |r|: a control must be ranked "
    "exactly as the real search is.",
    "size.opposite": "You take the most negative r and reverse its sign. Take the largest |r|.",
    "size.squared": "You return r². Return |r|.",
    "size.positive": "You replace negative r by 0. Take the absolute value |r|.",
    **_CELL_MEANS,
    **_CELL_BELOW,
    "below.table": "You divide by one number of the whole table. Sum the squares of each cell, "
    "with `axis=0`.",
    "scores.product": "You compare plain products. Use correlations: subtract the means and "
    "divide by the root of both sums of squares.",
    "scores.diagonal": "You take an entry of `np.corrcoef` that compares a series with itself, so "
    "r is 1. Take the entry of the cell and the feature: `[0, 1]`.",
    "search.signed": "You keep the sign of the best r. Return |r|.",
    "search.smallest": "You take the smallest |r|. The real search keeps the best cell: take the "
    "largest |r|.",
    "search.mean": "You average over the cells. The real search keeps the best cell, so each "
    "control must too: take the largest |r|.",
    "search.sum": "You add up over the cells. Take the largest |r|.",
    "search.median": "You take the median over the cells. Take the largest |r|.",
    "search.second": "You take the second largest value. Take the largest |r|.",
    "search.number": "You return the number of the best cell. Return its |r|: `max`, not `argmax`.",
    "search.signed_then_size": "You take the largest r and then its absolute value. Take the "
    "absolute values first, then the largest.",
    "search.mean_then_size": "You take the absolute value of the mean r. Take the largest |r|.",
    "search.most_negative": "You take the smallest r. Take the largest |r|.",
    "search.every_best": "You append for each cell. Append once per order, after the loop over "
    "the cells.",
    "search.every_one": "You append the |r| of each cell. Append the largest once per order.",
    "search.pairs": "You return the number and the r of each best cell. Return its |r| alone.",
    "search.not_searched": "You return the |r| of all cells. Return the largest of each search, (N,).",
    "search.spread": "You return the distance from the smallest r to the largest. Return the largest |r|.",
    "search.over_orders": "You take the largest |r| of each cell over all orders, (H,). Take the "
    "largest of each order over all cells, (N,): `axis=1`.",
    "returned.sorted": "You sort the result. Keep the order of the rows of `orders`.",
    "returned.sorted_down": "You sort the result, the largest first. Keep the order of the rows "
    "of `orders`.",
    "returned.largest": "You return the largest value of all orders. Return one number per order.",
    "returned.mean": "You return the mean over all orders. Return one number per order.",
    "returned.quantile": "You return the 95 % quantile over all orders. Return one number per order.",
    "returned.running": "Your best value is carried over from order to order. Begin each search "
    "afresh: set the best to 0 inside the loop over the orders.",
    "returned.made_anew": "You return the result of the last order alone. Make the empty list "
    "before the loop.",
    "returned.in_loop": "Your function returns after the first order. Move `return` out of the loop.",
    "returned.mean_everywhere": "You return the mean at every place. Return each order's own |r|.",
    "returned.with_real": "Your last entry is the real search. Return the controls alone.",
    "returned.real": "You return the |r| of the real search. Return one number per order.",
    "returned.above_real": "You return whether each control beats the real search. Return the |r| "
    "themselves.",
    "returned.minus_real": "You subtract the |r| of the real search. Return the |r| of the controls "
    "themselves.",
    "returned.share_above": "You return the share of controls that beat the real search. Return "
    "the |r| themselves.",
}
