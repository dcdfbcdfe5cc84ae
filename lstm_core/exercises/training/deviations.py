"""What a learner is told about each deviation of notebook 06, by the identifiers of solutions.py."""

_CLIP_FIRST = "Clip the derivatives first, then multiply by the learning rate."
_EACH = "Clipping by value treats each derivative by itself."

SGD_STEP = {
    "arguments.swapped": "You swapped θ and the derivatives. The step is made of `d` and subtracted "
    "from `theta`.",
    "numbers.swapped": "You swapped the learning rate and the limit. Clip with `limit`, multiply by "
    "`learning_rate`.",
    "derivative.absolute": "You take the absolute values of the derivatives. Clipping keeps the sign, "
    "which says in which direction to step.",
    "derivative.unit": "You divide the derivatives by their norm before clipping. Clip `d` itself.",
    "derivative.theta": "You clip θ and step along it. Clip the derivatives `d`.",
    "derivative.squared": "You square the derivatives. Clip `d` itself.",
    "derivative.times_theta": "You multiply the derivatives by θ. Clip `d` itself.",
    "derivative.times_rate": "You multiply by the learning rate before clipping and after it. Clip the "
    "derivatives first, then multiply once.",
    "derivative.plus_theta": "You add θ to the derivatives, which is weight decay. Clip `d` itself.",
    "derivative.minus_theta": "You subtract θ from the derivatives. Clip `d` itself.",
    "derivative.mean": "You use the mean of all derivatives. Each parameter has its own derivative.",
    "derivative.sum": "You use the sum of all derivatives. Each parameter has its own derivative.",
    "derivative.over_N": "You divide the derivatives by their number before clipping. Nothing here "
    "asks for a mean.",
    "derivative.centred": "You subtract the mean from the derivatives. Clip `d` itself.",
    "limit.one": "Your limits are −1 and 1, as in the notebook. Use the argument: −limit and limit.",
    "limit.five": "Your limits are −5 and 5. Use the argument: −limit and limit.",
    "limit.doubled": "Your limits are twice as large as they should be. The range is −limit to limit.",
    "limit.halved": "Your limits are half as large as they should be. The range is −limit to limit, "
    "which is 2 · limit wide.",
    "limit.squared": "You clip to the square of the limit. The range is −limit to limit.",
    "limit.rate": "You clip to the learning rate. Clip to `limit`.",
    "limit.times_rate": "You clip the derivatives to limit · learning rate, and then multiply by the "
    "learning rate again. " + _CLIP_FIRST,
    "clip.missing": "You do not clip: a derivative beyond the limit is used as it is.",
    "clip.above_only": "You clip on the upper side only: a derivative of −5 passes. Use both limits, "
    "and pass the array first: `np.clip(d, -limit, limit)`.",
    "clip.below_only": "You clip on the lower side only: a derivative of 5 passes. Use both limits, "
    "−limit and limit.",
    "clip.from_zero": "You clip to the range from 0 to limit, so negative derivatives become 0. The "
    "lower limit is −limit.",
    "clip.to_zero": "You clip to the range from −limit to 0, so positive derivatives become 0. The "
    "upper limit is limit.",
    "clip.below_limit_raised": "You raise every derivative to at least `limit`. Clipping needs both "
    "limits: `np.clip(d, -limit, limit)`, or a minimum with limit and a maximum with −limit.",
    "clip.above_minus_lowered": "You lower every derivative to at most −limit. Take the minimum with "
    "limit and the maximum with −limit.",
    "clip.limit_everywhere": "Every derivative becomes `limit`. Take the minimum with limit and the "
    "maximum with −limit.",
    "clip.minus_limit_everywhere": "Every derivative becomes −limit: the two limits are swapped. The "
    "lower one comes first, `np.clip(d, -limit, limit)`.",
    "clip.by_norm": f"You clip by norm, so all derivatives shrink together. {_EACH}",
    "clip.by_norm_to_one": f"You divide long gradients by their norm. {_EACH}",
    "clip.by_norm_always": f"You scale the derivatives to the norm `limit`, even short ones. {_EACH}",
    "clip.by_largest": f"You scale all derivatives by the largest one. {_EACH}",
    "clip.by_largest_always": "You scale all derivatives so that the largest becomes `limit`, even "
    f"where none exceeds it. {_EACH}",
    "clip.zeroed": "You set derivatives beyond the limit to 0. Move them to the limit: −limit or "
    "limit.",
    "clip.small_zeroed": "You keep the derivatives beyond the limit and set the others to 0. Clipping "
    "leaves the others alone and moves those beyond the limit to it.",
    "clip.small_raised": "The comparison is reversed: you move the small derivatives to the limit and "
    "keep the large ones.",
    "clip.small_to_limit": "You set the small derivatives to the limit and keep the large ones. The "
    "comparison is reversed.",
    "clip.two_values": "Every derivative becomes limit or −limit. Those within the limit stay as they "
    "are.",
    "clip.large_alone": "You set derivatives within the limit to 0. They stay as they are.",
    "clip.sign_lost": "A large negative derivative becomes +limit, and the step goes the wrong way. "
    "Beyond −limit it becomes −limit.",
    "clip.minus_limit": "A large positive derivative becomes −limit, and the step goes the wrong way. "
    "Beyond limit it becomes +limit.",
    "clip.sign_turned": "Derivatives beyond the limit change their sign. Beyond −limit they become "
    "−limit, beyond limit they become +limit.",
    "clip.to_one": "You set derivatives beyond the limit to −1 or 1. Set them to −limit or limit.",
    "clip.signs": "You take the sign of each derivative times the limit, so every step has full "
    "length. Derivatives within the limit stay as they are.",
    "clip.signs_alone": "You take the sign of each derivative. Derivatives within the limit stay as "
    "they are.",
    "clip.quotient": "You compute the sign as d / |d|, which is 0 / 0 for a derivative of 0. `np.clip` "
    "and `np.sign` give 0 there.",
    "clip.tanh": "You use tanh(d). Clipping leaves derivatives within the limit as they are.",
    "clip.tanh_limit": "You use limit · tanh(d / limit), a soft limit. Clipping leaves derivatives "
    "within the limit as they are.",
    "clip.remainder": "You take the remainder of a division by the limit. A derivative beyond the "
    "limit becomes the limit.",
    "clip.excess": "You step along what lies beyond the limit. Clipping keeps the part within it.",
    "clip.large_over_limit": "You divide derivatives beyond the limit by it. Replace them by −limit or "
    "limit.",
    "clip.dropped": "You drop derivatives beyond the limit, so the array gets too short. Move them to "
    "−limit or limit.",
    "clip.mask": "You step by the result of the comparison, 0 or 1. Use it to choose between `d` and "
    "the limit.",
    "clip.inside_mask": "You step by the result of the comparison, 0 or 1. Use it to choose between "
    "`d` and the limit, with the limit where |d| exceeds it.",
    "clip.whole_array_compared": "You compare the whole array at once, in `if`, `min` or `max`. "
    "`np.clip(d, -limit, limit)` decides entry by entry.",
    "rate.missing": "The learning rate is missing: multiply the clipped derivatives by it.",
    "rate.inverse": "You divide by the learning rate. Multiply by it.",
    "rate.notebook": "Your learning rate is 0.05, as in the notebook. Use the argument "
    "`learning_rate`.",
    "rate.hundredth": "Your learning rate is 0.01. Use the argument `learning_rate`.",
    "rate.tenth": "Your learning rate is 0.1. Use the argument `learning_rate`.",
    "rate.squared": "You multiply by the learning rate twice. Once is enough.",
    "rate.halved": "You halve the learning rate. Multiply by `learning_rate` itself.",
    "rate.one_minus": "You multiply by 1 − learning rate. Multiply by `learning_rate`.",
    "rate.limit": "You multiply by the limit. Multiply by the learning rate.",
    "rate.times_limit": "You multiply by the limit as well. The limit belongs in the clipping alone.",
    "rate.over_limit": "You divide by the limit as well. The limit belongs in the clipping alone.",
    "rate.over_N": "You divide the step by the number of parameters. Nothing here asks for a mean.",
    "step.clipped_after": "You clip after multiplying by the learning rate, so a derivative is clipped "
    f"only beyond limit / learning rate. {_CLIP_FIRST}",
    "step.clipped_again": "You clip the step once more. Only the derivatives are clipped.",
    "step.added": "You add the learning rate to the derivatives. Multiply by it.",
    "step.rate_alone": "You subtract the learning rate alone. Multiply it by the clipped derivatives.",
    "step.times_theta": "You multiply the step by θ. The step is learning rate · clipped derivative.",
    "step.mean": "You subtract the mean step from every parameter. Each has its own derivative.",
    "step.sum": "You subtract the sum of all steps from every parameter. Each has its own derivative.",
    "step.squared": "You square the clipped derivatives. The step is learning rate · clipped "
    "derivative.",
    "step.power": "You raise the derivatives to the power of the learning rate. `*` multiplies, `**` "
    "is a power.",
    "update.plus": "You step along the derivative, uphill. The derivative says where the loss grows, "
    "so subtract it.",
    "update.none": "You return θ unchanged. Assign the updated θ and return it.",
    "update.change": "You return the change alone, −learning rate · clipped derivative. Add it to θ.",
    "update.step": "You return the step alone. Subtract it from θ.",
    "update.clipped": "You return the clipped derivatives. Multiply them by the learning rate and "
    "subtract them from θ.",
    "update.product": "You multiply θ by the step. Subtract the step from θ.",
    "update.quotient": "You divide θ by the step. Subtract the step from θ.",
    "update.twice": "You subtract the step twice. Once is enough.",
    "update.decay": "You also shrink θ by the factor 1 − learning rate. That is weight decay, which "
    "nothing here asks for.",
    "update.bracket": "You multiply θ by the learning rate as well. A pair of brackets is in the wrong "
    "place: θ − learning rate · clipped.",
    "update.bracket_around_rate": "You compute (θ − learning rate) · clipped. A pair of brackets is in the "
    "wrong place: θ − learning rate · clipped.",
    "update.skipped": "You take no step if some derivative is beyond the limit. Clip it and take the step.",
    "update.skipped_by_norm": "You take no step if the norm of the derivatives is beyond the limit. "
    f"Always take the step. {_EACH}",
    "update.average": "You take an average of θ and the derivatives. Subtract learning rate · clipped "
    "from θ.",
    "result.clipped": "You clip the new parameters to the limit. Clip the derivatives only: a weight "
    "may be large.",
    "result.clipped_to_one": "You clip the new parameters to ±1. Clip the derivatives only: a weight "
    "may be large.",
    "result.integers": "Your result holds integers, so the digits after the point are lost. Use an "
    "array of floats.",
    "result.rounded": "You round the new parameters. Return them with all digits.",
    "result.first_only": "You update the first parameter alone. Does `return` stand inside the loop?",
    "result.last_only": "You update the last parameter alone. Update all of them.",
    "result.without_first": "You do not update the first parameter. Indices count from 0.",
    "result.without_last": "You do not update the last parameter. `range(n)` ends at n − 1, so use the "
    "full length.",
    "result.with_step": "You return the new θ and the step. Return the new θ alone.",
    "result.with_clipped": "You return the new θ and the clipped derivatives. Return the new θ alone.",
    "result.column": "You return the new θ as a column, (N, 1). It keeps the shape (N,).",
    "result.norm": "You return the norm of the new θ. Return the array itself.",
}

_STEP_COUNT = "Take `steps` steps: `for _ in range(steps)`."
_PLAIN_STEP = "The step is learning rate · gradient(θ)."
_PLAIN_RATE = "Multiply the gradient by `learning_rate` itself at every step."
_PLAIN_LOSSES = "Return the losses themselves, one for each step."

DESCEND = {
    "numbers.swapped": "You swapped `steps` and `learning_rate`. `range` takes the number of steps.",
    "functions.swapped": "You swapped `loss` and `gradient`. The loss is measured, the gradient gives "
    "the step.",
    "steps.one_more": f"You take one step too many. {_STEP_COUNT}",
    "steps.one_less": f"You take one step too few. {_STEP_COUNT}",
    "steps.two_less": f"You take two steps too few. {_STEP_COUNT}",
    "steps.one": "You take one step only. Does `return` stand inside the loop? Move it behind the "
    "loop.",
    "steps.none": f"You take no step at all. {_STEP_COUNT}",
    "steps.doubled": f"You take twice as many steps as you should. {_STEP_COUNT}",
    "steps.parameters": f"You take as many steps as there are parameters. {_STEP_COUNT}",
    "steps.ten": f"You always take 10 steps. {_STEP_COUNT}",
    "steps.hundred": f"You always take 100 steps. {_STEP_COUNT}",
    "start.zeros": "You begin with zeros. Begin with the `theta` that is passed in.",
    "start.ones": "You begin with ones. Begin with the `theta` that is passed in.",
    "gradient.start": "You use the gradient of the first θ for all steps. A gradient is valid nearby "
    "only: compute it again at every step.",
    "gradient.late": "Each update uses the gradient of the step before: backward and update are "
    "swapped in your loop. The loss may still fall, which makes this mistake easy to miss.",
    "gradient.loss": "You step by the loss, a single number. The direction comes from "
    "`gradient(theta)`.",
    "gradient.times_loss": f"You multiply the gradient by the loss. {_PLAIN_STEP}",
    "gradient.of_loss": "You compute the gradient of the loss's value. Its argument is θ: "
    "`gradient(theta)`.",
    "gradient.twice": "You apply `gradient` to the gradient. Its argument is θ: `gradient(theta)`.",
    "gradient.clipped": "You clip the gradient to ±1. Here every step uses it as it is.",
    "gradient.clipped_to_five": "You clip the gradient to ±5. Here every step uses it as it is.",
    "gradient.clipped_by_norm": "You clip the gradient by norm. Here every step uses it as it is.",
    "gradient.unit": "You divide the gradient by its norm. Here every step uses it as it is.",
    "gradient.sign": "You use the signs of the gradient alone. Here every step uses it as it is.",
    "gradient.absolute": "You use the absolute values of the gradient. Its signs give the direction.",
    "gradient.squared": f"You square the gradient. {_PLAIN_STEP}",
    "gradient.mean": "You use the mean of the gradient. Each parameter has its own entry.",
    "gradient.sum": "You use the sum of the gradient. Each parameter has its own entry.",
    "gradient.norm": "You use the gradient norm. Each parameter has its own entry.",
    "gradient.first_entry": "You use the first entry of the gradient for all parameters. Each has its "
    "own entry.",
    "gradient.over_N": f"You divide the gradient by the number of parameters. {_PLAIN_STEP}",
    "gradient.piles_up": "You add up the gradients of all steps so far. Each step uses the current "
    "gradient alone.",
    "gradient.averaged": "You average the gradients of all steps so far. Each step uses the current "
    "gradient alone.",
    "gradient.momentum": "You use momentum with the factor 0.9. Each step uses the current gradient "
    "alone.",
    "gradient.not_called": "You multiply by the function `gradient` itself. Call it: "
    "`gradient(theta)`.",
    "gradient.not_called_before": "You multiply the function `gradient` by a number. Call it: "
    "`gradient(theta)`.",
    "gradient.no_argument": "You call `gradient` without θ. It needs the current parameters: "
    "`gradient(theta)`.",
    "rate.missing": f"The learning rate is missing. {_PLAIN_STEP}",
    "rate.inverse": "You divide by the learning rate. Multiply by it.",
    "rate.added": "You add the learning rate to the gradient. Multiply by it.",
    "rate.doubled": f"Your steps are twice as long as they should be. {_PLAIN_STEP}",
    "rate.halved": f"Your steps are half as long as they should be. {_PLAIN_STEP}",
    "rate.squared": "You multiply by the learning rate twice. Once is enough.",
    "rate.notebook": "Your learning rate is 0.05, as in the notebook. Use the argument "
    "`learning_rate`.",
    "rate.tenth": "Your learning rate is 0.1. Use the argument `learning_rate`.",
    "rate.hundredth": "Your learning rate is 0.01. Use the argument `learning_rate`.",
    "rate.thousandth": "Your learning rate is 0.001. Use the argument `learning_rate`.",
    "rate.one_minus": "You multiply by 1 − learning rate. Multiply by `learning_rate`.",
    "rate.over_steps": f"You divide each step by the number of steps. {_PLAIN_STEP}",
    "rate.times_steps": f"You multiply each step by the number of steps. {_PLAIN_STEP}",
    "rate.shrinks": f"Your learning rate shrinks as 1 / (k + 1). {_PLAIN_RATE}",
    "rate.shrinks_by_root": f"Your learning rate shrinks as 1 / √(k + 1). {_PLAIN_RATE}",
    "rate.shrinks_linearly": f"Your learning rate shrinks linearly towards 0. {_PLAIN_RATE}",
    "rate.grows": f"Your learning rate grows: you multiply it by k + 1. {_PLAIN_RATE}",
    "rate.times_k": f"You multiply the learning rate by the number of the step. {_PLAIN_RATE}",
    "rate.halves": f"Your learning rate is halved after every step. {_PLAIN_RATE}",
    "rate.decays": f"Your learning rate shrinks by the factor 0.9 after every step. {_PLAIN_RATE}",
    "rate.decays_slowly": "Your learning rate shrinks by the factor 0.99 after every step. "
    f"{_PLAIN_RATE}",
    "rate.decays_at_once": "Your learning rate shrinks by the factor 0.9 before every step. "
    f"{_PLAIN_RATE}",
    "rate.power": f"Your learning rate is multiplied by itself at every step. {_PLAIN_RATE}",
    "update.plus": "You walk uphill. The gradient says where the loss grows, so subtract it.",
    "update.none": "You never update θ. Assign the result: `theta = theta - learning_rate * "
    "gradient(theta)`.",
    "update.replaced": "You replace θ by −learning rate · gradient. Subtract the step from θ.",
    "update.step": "You replace θ by the step. Subtract the step from θ.",
    "update.reverse": "You subtract θ from the step. Subtract the step from θ.",
    "update.product": "You multiply θ by the step. Subtract the step from θ.",
    "update.times_theta": f"You multiply the step by θ. {_PLAIN_STEP}",
    "update.from_start": "Each step begins at the first θ again. Assign the new θ, so that the next "
    "step begins there.",
    "update.decay": "You also shrink θ by the factor 1 − learning rate. That is weight decay, which "
    "nothing here asks for.",
    "update.only_if_lower": "You take a step only if it lowers the loss. Take every step, even where "
    "the loss rises.",
    "update.clipped": "You clip θ to ±1. A parameter may be of any size.",
    "update.absolute": "You take the absolute value of θ. A parameter may be negative.",
    "update.rounded": "You round θ at every step. Keep all digits.",
    "update.first_entry_only": "You update the first parameter alone. Update all of them.",
    "stop.rises": "You stop as soon as the loss rises. Take all `steps` steps.",
    "stop.rises_unmeasured": "You stop as soon as the loss rises, before you write it down. Take all "
    "`steps` steps.",
    "measured.after": "You measure each loss after the update. Measure it before its step, so the "
    "first loss is that of the θ that was passed in.",
    "measured.with_last": "There is one loss too many. Each step has one, measured before it, and the "
    "last θ has none.",
    "measured.final_alone": "You measure the loss once, after the last step. Measure inside the loop, "
    "before each step.",
    "measured.start": "You measure the loss of the first θ at every step. Measure that of the current "
    "θ.",
    "measured.end": "All your losses belong to the last θ. Measure inside the loop, before each step.",
    "measured.late": "Each of your losses belongs to the step before. Measure the current θ, before "
    "its step.",
    "measured.gradient": "You collect the gradients instead of the losses. Append `loss(theta)`.",
    "measured.gradient_norm": "You collect the gradient norms instead of the losses. Append "
    "`loss(theta)`.",
    "measured.of_gradient": "You measure the loss of the gradient. Its argument is θ: `loss(theta)`.",
    "measured.of_step": "You measure the loss of the step. Its argument is θ: `loss(theta)`.",
    "measured.theta": "You collect the parameters instead of the losses. Append `loss(theta)`.",
    "measured.theta_after": "You collect the updated parameters instead of the losses. Append "
    "`loss(theta)` before the step.",
    "measured.over_N": "You divide the loss by the number of parameters. Append `loss(theta)` as it "
    "is.",
    "measured.times_rate": "You multiply the losses by the learning rate. It belongs in the step "
    "alone.",
    "measured.root": "You take the root of the losses. Append `loss(theta)` as it is.",
    "measured.logarithm": "You take the logarithm of the losses. Append `loss(theta)` as it is.",
    "measured.squared": "You square the losses. Append `loss(theta)` as it is.",
    "measured.not_called": "You collect the function `loss` itself. Call it: `loss(theta)`.",
    "measured.no_argument": "You call `loss` without θ. It needs the current parameters: "
    "`loss(theta)`.",
    "losses.emptied": "You keep the last loss alone. Make the empty list before the loop, not inside "
    "it.",
    "losses.first_kept": f"You keep the first loss alone. {_PLAIN_LOSSES}",
    "losses.none": "Your list of losses is empty. Append `loss(theta)` at every step.",
    "losses.change": f"You return the first loss and then the changes of the loss. {_PLAIN_LOSSES}",
    "losses.differences": f"You return the changes of the loss. {_PLAIN_LOSSES}",
    "losses.falls": f"You return by how much the loss falls. {_PLAIN_LOSSES}",
    "losses.below_first": f"You subtract the first loss from all losses. {_PLAIN_LOSSES}",
    "losses.relative": f"You divide all losses by the first one. {_PLAIN_LOSSES}",
    "losses.lowest_so_far": f"You return the lowest loss so far at each step. {_PLAIN_LOSSES}",
    "losses.lowest": f"You return the lowest loss alone. {_PLAIN_LOSSES}",
    "losses.sums_so_far": f"You add each loss to those before it. {_PLAIN_LOSSES}",
    "losses.means_so_far": f"You return the mean of the losses so far at each step. {_PLAIN_LOSSES}",
    "losses.last_everywhere": "All entries hold the last loss. Write each loss to its own place.",
    "losses.mean_everywhere": "All entries hold the mean loss. Write each loss to its own place.",
    "losses.only_last_filled": "Only the last entry holds a loss; the others are 0. Write each loss to "
    "its own place.",
    "losses.only_first_filled": "Only the first entry holds a loss; the others are 0. Write each loss "
    "to its own place.",
    "losses.zeros": "Your array of losses holds zeros only. Write `loss(theta)` into it at every step.",
    "losses.zero_at_end": "There is an additional 0 at the end of your losses. The array has `steps` "
    "entries.",
    "losses.zero_at_start": "There is an additional 0 before your losses. The array has `steps` "
    "entries.",
    "losses.first_not_filled": "The first loss is 0: its place is never written to. Indices count from "
    "0.",
    "losses.last_not_filled": "The last loss is 0: its place is never written to. Write one loss for "
    "each step.",
    "losses.one_place_late": "Each loss is one place too late, with a 0 before them. Indices count "
    "from 0.",
    "losses.sorted": "You sort the losses. Return them in the order of the steps.",
    "losses.numbered": f"You return pairs of a number and a loss. {_PLAIN_LOSSES}",
    "losses.column": "Your losses form a column, (steps, 1). Return an array of shape (steps,).",
    "losses.integers": "Your losses are integers, so the digits after the point are lost. Use an array "
    "of floats.",
    "losses.rounded": "You round the losses. Return them with all digits.",
    "theta.first": "You return the θ that was passed in. Return the last one.",
    "theta.before_last": "You return the θ before the last step. Return the one after it.",
    "theta.best": "You return the θ with the lowest loss. Return the last one.",
    "theta.mean": "You return the mean of all θ. Return the last one.",
    "theta.mean_with_first": "You return the mean of all θ, with the first one. Return the last one.",
    "theta.sum": "You return the sum of all θ. Return the last one.",
    "theta.history": "You return every θ, with the first one. Return the last one alone.",
    "theta.history_before": "You return the θ before each step. Return the one after the last step "
    "alone.",
    "theta.history_after": "You return the θ after each step. Return the last one alone.",
    "theta.last_change": "You return the last change of θ. Return the last θ itself.",
    "theta.whole_change": "You return the change of θ over all steps. Return the last θ itself.",
    "theta.gradient": "You return the gradient of the last θ. Return θ itself.",
    "theta.last_gradient": "You return the gradient of the last step. Return the last θ.",
    "result.swapped": "The two values are in the other order: `return theta, losses`.",
    "result.new_name": "Every step begins at the first θ, because the updated θ gets another name and "
    "the loop never uses it. Assign it to `theta`.",
    "result.theta_alone": "You return θ alone. Return both: `return theta, losses`.",
    "result.losses_alone": "You return the losses alone. Return both: `return theta, losses`.",
    "result.with_last_loss": "You return three values, with the loss of the last θ. Return two: "
    "`return theta, losses`.",
}

_HELD_OUT = "The held-out loss `unknown` alone decides."
_LOWEST = "Look at all epochs and take the one with the lowest held-out loss."
_FROM_ONE = "Return the number of the epoch, counted from 1."
_SMALL = {2: "two", 3: "three", 4: "four", 5: "five", 10: "ten"}

BEST_EPOCH = {
    "curve.known": "You look at the training loss. It falls almost to the end, whatever happens on new "
    "text. " + _HELD_OUT,
    "curve.sum": f"You add both losses (or take their mean). {_HELD_OUT}",
    "curve.gap": "You take the epoch with the smallest difference unknown − known, often an early one. "
    f"{_HELD_OUT}",
    "curve.gap_reversed": "You take the epoch with the largest gap between the two losses. "
    f"{_HELD_OUT}",
    "curve.gap_absolute": "You take the epoch in which both losses lie closest together, often an "
    f"early one in which both are bad. {_HELD_OUT}",
    "curve.ratio": f"You divide the held-out loss by the training loss. {_HELD_OUT}",
    "curve.product": f"You multiply the two losses. {_HELD_OUT}",
    "curve.larger": f"You take the larger of the two losses at each epoch. {_HELD_OUT}",
    "curve.smaller": f"You take the smaller of the two losses at each epoch. {_HELD_OUT}",
    "curve.smoothed": "You smooth the held-out loss over three epochs. Each network has its own loss, "
    "so look at the losses themselves.",
    "curve.smoothed_more": "You smooth the held-out loss over five epochs. Each network has its own "
    "loss, so look at the losses themselves.",
    "curve.smoothed_inside": "You smooth the held-out loss over three epochs, which also shifts the "
    "places by one. Look at the losses themselves.",
    "curve.means_so_far": f"You average the held-out losses so far. {_LOWEST}",
    "curve.falls": f"You take the steepest fall of the held-out loss. {_LOWEST}",
    "curve.steepness": f"You take the smallest change from one epoch to the next. {_LOWEST}",
    "curve.slope": f"You take the most negative slope of the held-out loss. {_LOWEST}",
    "curve.flatness": f"You take the flattest place of the held-out curve. {_LOWEST}",
    "curve.bend": f"You look at the second differences of the held-out loss. {_LOWEST}",
    "curve.known_falls": f"You take the steepest fall of the training loss. {_HELD_OUT}",
    "curve.distance_from_mean": "You take the epoch whose held-out loss is closest to the mean. "
    f"{_LOWEST}",
    "curve.both_in_a_row": f"You search both losses in one row, the training loss first. {_HELD_OUT}",
    "curve.both_reversed": f"You search both losses in one row, the held-out loss first. {_HELD_OUT}",
    "span.without_first": "You leave out the first epoch. It can be the best one, so look at all "
    "epochs.",
    "span.without_last": "You leave out the last epoch. It can be the best one, so look at all epochs.",
    "span.without_both": "You leave out the first and the last epoch. Either can be the best one, so "
    "look at all epochs.",
    "span.without_two": "You leave out the first two epochs. Look at all epochs.",
    "span.first_half": "You look at the first half of the epochs alone. Look at all of them.",
    "span.second_half": "You look at the second half of the epochs alone. Look at all of them.",
    "span.cut_first": "You search from the second epoch on, so your number is one too small or the "
    "first epoch is missed. Search all epochs.",
    "span.cut_both": "You search without the first and the last epoch, and the places shift by one. "
    "Search all epochs.",
    "span.cut_half": "You search the second half alone and count from its beginning. Search all "
    "epochs.",
    "span.reverse": f"You count the epochs from the end, or search the reversed array. {_FROM_ONE}",
    "span.every_second": "You look at every second loss alone. Look at all of them.",
    "place.highest": "You take the epoch with the highest held-out loss. Take the lowest: `np.argmin`.",
    "place.last": f"You always take the last epoch, whatever the held-out loss says. {_LOWEST}",
    "place.before_last": f"You always take the last epoch but one. {_LOWEST}",
    "place.first": f"You always return 1. Is the best value so far ever replaced? {_LOWEST}",
    "place.second": f"You always return 2. {_LOWEST}",
    "place.middle": f"You always take the middle epoch. {_LOWEST}",
    "place.second_lowest": f"You take the epoch with the second lowest held-out loss. {_LOWEST}",
    "place.second_highest": f"You take the epoch with the second highest held-out loss. {_LOWEST}",
    "place.median": f"You take the epoch with the median held-out loss. {_LOWEST}",
    "place.first_rise": "You stop where the held-out loss rises for the first time. Curves are rough: "
    f"after a small rise the loss may fall much further. {_LOWEST}",
    "place.first_rise_itself": "You return the first epoch whose held-out loss is higher than the one "
    f"before. {_LOWEST}",
    "place.first_local_minimum": "You take the first local minimum of the held-out loss. A lower one "
    f"may follow. {_LOWEST}",
    "place.last_local_minimum": "You take the last local minimum of the held-out loss. An earlier one "
    f"may be lower. {_LOWEST}",
    "place.first_fall": "You return the first epoch whose held-out loss is lower than the one before. "
    f"{_LOWEST}",
    "place.last_fall": "You compare each loss with the one before it and keep the last that is lower. "
    "Compare it with the lowest loss so far.",
    "place.last_rise": "You return the last epoch whose held-out loss is higher than the one before. "
    f"{_LOWEST}",
    "place.before_last_rise": "You return the epoch before the last rise of the held-out loss. "
    f"{_LOWEST}",
    "place.steepest_rise": "You return the epoch before the steepest rise of the held-out loss. "
    f"{_LOWEST}",
    "place.two_rises": f"You stop where the held-out loss rises twice in a row. {_LOWEST}",
    "place.crossing": "You return the first epoch with a held-out loss above the training loss. "
    f"{_LOWEST}",
    "place.last_crossing": "You return the last epoch with a held-out loss below the training loss. "
    f"{_LOWEST}",
    "place.before_crossing": "You return the epoch before the held-out loss first exceeds the training "
    "loss. " + _LOWEST,
    "place.first_below_start": "You return the first epoch that is better than the first one. Does "
    f"`return` stand inside the loop? {_LOWEST}",
    "place.last_below_start": "You compare every loss with the first one, because the best value is "
    "never replaced. Store the new lowest loss as well as its epoch.",
    "place.below_mean": f"You return the first epoch whose held-out loss is below the mean. {_LOWEST}",
    "place.below_one": "You return the first epoch with a held-out loss below 1. A best value that "
    "starts at 1 is no upper bound; start with the first loss or `np.inf`.",
    "place.near_minimum": "You return the first epoch within 5 % of the lowest loss. Take the lowest "
    "loss itself.",
    "place.nearer_minimum": "You return the first epoch within 1 % of the lowest loss. Take the lowest "
    "loss itself.",
    "place.small_change": f"You stop where the held-out loss changes by less than 0.01. {_LOWEST}",
    "place.smallish_change": f"You stop where the held-out loss changes by less than 0.1. {_LOWEST}",
    "place.earlier_of_both": f"You take the earlier of the two best epochs. {_HELD_OUT}",
    "place.later_of_both": f"You take the later of the two best epochs. {_HELD_OUT}",
    "place.mean_of_both": f"You take the mean of the two best epochs. {_HELD_OUT}",
    "place.both": f"You return the best epoch of each of the two losses. {_HELD_OUT}",
    "place.which_lower": f"You return which of the two losses is lower at each epoch. {_HELD_OUT}",
    "place.list_method": "`unknown` is an array, and arrays have no method `index`. Use "
    "`np.argmin(unknown)`.",
    "place.second_as_axis": "The second argument of `np.argmin` is an axis, not another array. Pass "
    "`unknown` alone.",
    **{
        f"place.patience_{k}": f"You stop after {word} epochs without improvement. A better epoch may "
        f"follow later. {_LOWEST}"
        for k, word in _SMALL.items()
    },
    **{
        f"place.end_of_patience_{k}": f"You stop after {_SMALL[k]} epochs without improvement and "
        f"return the epoch in which you stop. {_LOWEST}"
        for k in (2, 3, 5)
    },
    "number.from_zero": "You count from 0. The first epoch is epoch 1.",
    "number.from_two": "Your number is one too large. The first epoch is epoch 1.",
    "number.zero": "You always return 0. Is the best value so far ever replaced? Start it with the "
    "first loss or `np.inf`, not with 0.",
    "number.value": f"You return the lowest loss itself. {_FROM_ONE}",
    "number.known_value": f"You return the training loss of the best epoch. {_FROM_ONE}",
    "number.negative_index": f"You return an index that counts from the end. {_FROM_ONE}",
    "number.share": f"You return the best epoch as a fraction of all epochs. {_FROM_ONE}",
    "number.mask": f"You return the comparison of every loss with the lowest one. {_FROM_ONE}",
    "number.ranking": "You return all epochs in the order of their losses (`argsort`), counted from 0. "
    f"{_FROM_ONE}",
    "number.ranking_from_one": "You return all epochs in the order of their losses (`argsort`). Return "
    "the first of them.",
    "number.with_loss": "You return the epoch and its loss. Return the number of the epoch alone.",
    "number.with_loss_from_zero": "You return the epoch and its loss, and count from 0. Return the "
    "number of the epoch alone, counted from 1.",
    "number.after_loss": "You return the loss and the epoch. Return the number of the epoch alone.",
}

_ALL = "Read every piece: `for start in range(0, len(inputs), length)`."
_ALSO_DIVIDED = " You divide by the number of all characters all the same."
_FINAL = "Pass `trace.final_state`, the pair (h, c), to the next `forward`."
_MEAN = "Collect the losses of all characters, then take one mean."
_NATS = "Return the mean loss per character, in nats."
_MINUS_LOG = "The loss of a character is −log p of its target."
_SAME_SLICE = "Cut the targets with the slice of the inputs."

_PIECES = {
    "pieces.without_shorter": "You leave out the last piece where it is shorter. Its characters belong "
    "to the text as well.",
    "pieces.without_last": f"You leave out the last piece. {_ALL}",
    "pieces.without_first": f"You leave out the first piece. {_ALL}",
    "pieces.first_alone": "You read the first piece alone. Does `return` stand inside the loop?",
    "pieces.overlap": "Each piece begins with the last character of the piece before. The step of "
    "`range` is `length`.",
    "pieces.gap": "You skip a character between two pieces. The step of `range` is `length`.",
    "pieces.every_place": "A piece begins at every character, so characters are read several times. "
    "The step of `range` is `length`.",
    "pieces.every_full_window": "A piece begins at every character, so most characters are read several "
    "times. The step of `range` is `length`.",
    "pieces.from_one": f"You begin at the second character. Indices count from 0. {_ALL}",
    "pieces.stops_early": "Your `range` ends one place too early: a last piece of a single character "
    "is left out. It ends at `len(inputs)`.",
    "pieces.numbers": "Your pieces begin at 0, 1, 2, …: the number of the piece. Multiply it by "
    "`length`, and keep a last, shorter piece.",
    "cut.shorter": "Your pieces lack their last character. A slice ends before its second number: "
    "`start : start + length`.",
    "cut.first_character": "You read the first character of each piece alone. The piece is "
    "`inputs[start : start + length]`.",
    "cut.always_first": "You read the first piece again and again. The piece is `inputs[start : start "
    "+ length]`.",
}

READ_IN_PIECES = {
    **_PIECES,
    **{
        f"{name}_over_all": told + _ALSO_DIVIDED
        for name, told in _PIECES.items()
        if name
        not in ("pieces.gap", "pieces.every_place", "pieces.every_full_window", "pieces.from_one")
    },
    "text.swapped": "You swapped inputs and targets. The network reads `inputs`.",
    "text.reads_targets": "The model reads the targets, so it has seen each character that it is to "
    "predict. It reads `inputs`.",
    "text.reverse": "You read the text backwards. Read it from its beginning.",
    "length.number": "You take `length` as the number of pieces. It is the number of characters in "
    "each piece.",
    "length.split": "You divide the text into `length` equal parts with `np.split`. `length` is the "
    "number of characters in each piece, and the last piece may be shorter.",
    "length.array_split": "You divide the text into `length` parts with `np.array_split`. `length` is "
    "the number of characters in each piece.",
    "length.whole": "You read the text in one go (or up to its end). The model reads at most `length` "
    "characters, so hand it one piece after the other: `inputs[start : start + length]`.",
    "pieces.backwards": f"You read the last piece first. The state comes from the piece before. {_ALL}",
    "pieces.reshape": "You reshape the text into rows of `length` characters, which needs a last piece "
    "of full length. Use slices: `inputs[start : start + length]`.",
    "pieces.one_too_many": "You read one piece too many, an empty one. `range` ends at `len(inputs)`.",
    "pieces.count_plus_one": "You read `len(inputs) // length + 1` pieces. The last one is empty where "
    "the length divides the text: let `range` end at `len(inputs)`.",
    "cut.next": "Your pieces begin one character too late. The piece is `start : start + length`.",
    "cut.longer": "Your pieces are one character too long. A slice ends before its second number: "
    "`start : start + length`.",
    "cut.end_at_length": "Your slice ends at `length` for every piece, so the second piece is empty. "
    "It ends at `start + length`.",
    "cut.from_beginning": "Your pieces begin at 0 each time and get longer. The piece is `inputs[start "
    ": start + length]`.",
    "targets.beginning": f"You take the first targets of the text for every piece. {_SAME_SLICE}",
    "targets.first_length": "You take the first `length` targets of the text for every piece. "
    f"{_SAME_SLICE}",
    "targets.end": f"You take the last targets of the text for every piece. {_SAME_SLICE}",
    "targets.inputs": "You compare with the inputs. Compare with the targets: each is the character "
    "that follows.",
    "targets.whole": "You pass all targets of the text (or all from `start` on) for one piece. "
    f"{_SAME_SLICE}",
    "targets.next": "You shift the targets by one place (or cut them from the inputs). `targets` is "
    "shifted already. " + _SAME_SLICE,
    "targets.shifted_piece": "You shift the targets inside each piece. `targets` is shifted already. "
    f"{_SAME_SLICE}",
    "targets.number": f"You pass a single target for a whole piece. {_SAME_SLICE}",
    "targets.reverse": f"You take the targets of each piece in reverse order. {_SAME_SLICE}",
    "state.only_h": "You pass h on, but the cell state begins at zero in each piece. A state is the "
    "pair (h, c).",
    "state.only_c": "You pass c on, but the hidden state begins at zero in each piece. A state is the "
    "pair (h, c).",
    "state.swapped": "You swapped h and c in the state. A state is the pair (h, c).",
    "state.h_twice": "You pass h in the place of c as well. A state is the pair (h, c).",
    "state.of_first_piece": "Every piece begins with the state after the first piece. Replace the "
    "state after each piece.",
    "state.first_step": f"You pass on the state after the first character of the piece. {_FINAL}",
    "state.before_last_step": f"You pass on the state before the last character of the piece. {_FINAL}",
    "state.every_second": f"Every second piece begins with an empty state. {_FINAL}",
    "state.all_steps": f"You pass on the states of all steps. {_FINAL}",
    "state.hidden_states": f"You pass on `trace.hidden_state`, which holds h at every step. {_FINAL}",
    "state.c_none": f"You pass None in the place of c. {_FINAL}",
    "state.h_alone": f"You pass on h alone. {_FINAL}",
    "state.c_alone": f"You pass on c alone. {_FINAL}",
    "state.trace": f"You pass on the whole trace. {_FINAL}",
    "state.logits": f"You pass on the logits. {_FINAL}",
    "state.joined": f"You join h and c to one array. {_FINAL}",
    "state.method": "You call `trace.final_state`. It is no function but the pair (h, c) itself, so "
    "leave the brackets out.",
    "call.not_forward": "You call the model itself. Call its method: `model.forward(piece, state)`.",
    "call.state_forgotten": "Every piece begins with an empty state. The network remembers what it has "
    "read: pass `trace.final_state` to the next `forward`.",
    "call.targets": "The model reads the first targets instead of the piece. It reads `inputs[start : "
    "start + length]`.",
    "call.one_hot": "You pass one-hot vectors. `model.forward` takes the indices themselves.",
    "surprise.probability": f"You average the probabilities of the targets. {_MINUS_LOG}",
    "surprise.improbability": f"You average 1 − p of the targets. {_MINUS_LOG}",
    "surprise.right_guesses": f"You return the share of right guesses (accuracy). {_MINUS_LOG}",
    "surprise.wrong_guesses": f"You return the share of wrong guesses. {_MINUS_LOG}",
    "surprise.logit": f"You use the target's logit as log p. Take the log-softmax first. {_MINUS_LOG}",
    "surprise.entropy": "You average the entropy of the prediction, which ignores the targets. "
    f"{_MINUS_LOG}",
    "surprise.most_probable": f"You take −log p of the most probable character. {_MINUS_LOG}",
    "surprise.all_characters": f"You add −log p over the whole vocabulary. {_MINUS_LOG}",
    "surprise.mean_of_all_characters": f"You average −log p over the whole vocabulary. {_MINUS_LOG}",
    "surprise.over_V": "You divide by the size of the vocabulary as well. The mean runs over the "
    "characters of the text.",
    "surprise.times_p": f"You multiply by p. That is a part of the entropy. {_MINUS_LOG}",
    "surprise.squared": f"You square the losses. {_MINUS_LOG}",
    "surprise.squared_error": f"You add the squared errors of the probabilities. {_MINUS_LOG}",
    "surprise.mean_squared_error": f"You average the squared errors of the probabilities. {_MINUS_LOG}",
    "surprise.binary": "You also add −log(1 − p) of the other characters, the binary cross-entropy. "
    + _MINUS_LOG,
    "surprise.sigmoid": "You apply σ to the target's logit. Probabilities come from the softmax of all "
    f"logits. {_MINUS_LOG}",
    "surprise.softmax_twice": "You apply the softmax twice. `lc.cross_entropy` takes the logits "
    "themselves.",
    "surprise.wrong_axis": "Your softmax runs over the characters of the piece. It runs over the "
    "vocabulary, the last axis.",
    "surprise.whole_piece": "Your softmax has one sum for the whole piece. Each row has its own: "
    "`keepdims=True` on the last axis.",
    "surprise.no_keepdims": "You divide by sums of shape (T,). Keep the axis, so that each row is "
    "divided by its own sum: `sum(axis=1, keepdims=True)`.",
    "surprise.table": "`log_p[:, targets]` takes every target at every place. Take one at each place: "
    "`log_p[np.arange(len(targets)), targets]`.",
    **{
        f"surprise.epsilon_{k}": f"You add an epsilon such as 1e-{k} to the probability, which spoils "
        "the loss of improbable characters. `lc.cross_entropy` computes log p from the logits and "
        "needs none."
        for k in (7, 8, 9, 10, 12, 15)
    },
    **{
        f"surprise.floor_{k}": f"You raise small probabilities to 1e-{k}, which spoils the loss of "
        "improbable characters. `lc.cross_entropy` computes log p from the logits and needs no floor."
        for k in (7, 10, 12, 15)
    },
    "mean.of_means": "You average the means of the pieces, so the characters of a shorter piece count "
    f"for more. {_MEAN}",
    "mean.sum": f"You return the sum of the losses. {_NATS}",
    "mean.over_pieces": "You divide the sum by the number of pieces (`cross_entropy` adds up unless "
    "told otherwise). Divide by the number of characters.",
    "mean.over_length": "You divide the sum by the length of one piece. Divide by the number of all "
    "characters.",
    "mean.over_full_pieces": "You divide by the number of pieces times `length`, but the last piece is "
    "shorter. Divide by `len(inputs)`.",
    "mean.over_cut_pieces": "You divide by the number of characters in full pieces. Divide by "
    "`len(inputs)`.",
    "mean.over_more": "You divide by one character too many. Divide by `len(inputs)`.",
    "mean.full_weights": "You multiply each piece's mean by `length`, but the last piece is shorter. "
    "Multiply by the length of the piece.",
    "mean.over_less": "You divide by one character too few. Divide by `len(inputs)`: each input has "
    "its target.",
    "mean.sum_of_means": f"You add the means of the pieces. {_MEAN}",
    "mean.sum_of_means_over_N": "You add the means of the pieces and divide by the number of "
    "characters. Add the sums of the pieces.",
    "mean.last_over_N": "You keep the sum of the last piece alone: `=` stands where `+=` belongs.",
    "mean.last_mean": f"You return the mean of the last piece. {_MEAN}",
    "mean.last_sum": f"You return the sum of the last piece. {_MEAN}",
    "mean.first_sum": "You return the sum of the first piece. Does `return` stand inside the loop? "
    + _MEAN,
    "mean.median": "You take the median of the losses. Take their mean.",
    "mean.largest": "You take the largest loss. Take the mean of all losses.",
    "mean.last_characters": f"You average the losses of the last character of each piece. {_MEAN}",
    "mean.without_last_characters": "You leave out the last character of each piece in the mean. "
    f"{_MEAN}",
    "mean.last_character": f"You return the loss of the last character. {_MEAN}",
    "mean.running": "You average each piece's mean with the result so far, so later pieces count for "
    f"more. {_MEAN}",
    "mean.all": f"You return the loss of each character. {_NATS}",
    "mean.sums": f"You return the sum of each piece. {_NATS}",
    "mean.means": f"You return the mean of each piece. {_NATS}",
    "mean.ragged": "You take the mean of a list of arrays of different lengths. Collect single numbers "
    "with `extend`, or join the arrays with `np.concatenate`.",
    "mean.sum_of_arrays": "You add arrays of different lengths, place by place. Add up each piece with "
    "`.sum()` first.",
    "mean.sum_of_arrays_over_N": "You add the arrays of the pieces place by place and divide by the "
    "number of characters. Add up each piece with `.sum()` first.",
    "unit.bits": f"You return bits: you divide by log 2, or use log2. {_NATS}",
    "unit.base_10": f"You use the logarithm to base 10. {_NATS}",
    "unit.perplexity": f"You return the perplexity, e to the power of the loss. {_NATS}",
    "unit.bits_perplexity": f"You return 2 to the power of the loss. {_NATS}",
    "unit.integer": "Your result is an integer, so the digits after the point are lost. Return a "
    "float.",
    "unit.with_state": f"You return the loss and the state. {_NATS}",
    **{
        f"unit.rounded_{k}": f"You round the loss to {k} digits. Return it with all digits."
        for k in (2, 4)
    },
}
