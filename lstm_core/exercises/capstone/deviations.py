"""What a learner is told about each deviation of the capstone, by the identifiers of solutions.py."""

_ROW_ORDER = "The columns of `W_x`, `W_h` and `b` hold the four gates in the order i, f, g, o"


def _orders(point: str, what: str) -> dict[str, str]:
    told = {
        order: f"{what} in the order {', '.join(order)}. {_ROW_ORDER}."
        for order in ("figo", "ifog", "igfo", "fiog", "gifo", "fogi", "iogf")
    }
    return {f"{point}.{order}": sentence for order, sentence in told.items()}


FORWARD = {
    **_orders("order", "You read the four blocks"),
    "order.figo": f"The input gate and the forget gate are swapped. {_ROW_ORDER}, and c = f ⊙ c_prev + i ⊙ g.",
    "i.one": "The input gate is missing. Multiply the candidate by it: c = f ⊙ c_prev + i ⊙ g.",
    "i.tanh": "Your input gate comes from tanh. A gate comes from σ, so that it lies between 0 and 1.",
    "f.one": "The forget gate is missing: your cell state only adds. Multiply c_prev by f.",
    "f.tanh": "Your forget gate comes from tanh. A gate comes from σ, so that it lies between 0 and 1.",
    "f.i": "Your forget gate is the input gate. Take its own block of z, the second one.",
    "f.one_minus_i": "Your forget gate is 1 − i. Take its own block of z, the second one.",
    "g.sigma": "Your candidate comes from σ, so it can only add. It comes from tanh.",
    "g.raw": "Your candidate is z_g itself. Put tanh around it.",
    "o.one": "The output gate is missing. Multiply tanh(c) by it: h = o ⊙ tanh(c).",
    "o.tanh": "Your output gate comes from tanh. A gate comes from σ, so that it lies between 0 and 1.",
    "z.no_bias": "The bias `b` is missing in z = x W_x + h_prev W_h + b.",
    "z.no_h": "h_prev does not reach the gates. Add `h @ W_h`, with the h of the step before.",
    "z.no_x": "The character does not reach the gates. Add its row of `W_x`.",
    "z.c_for_h": "The gates read the cell state. They read h_prev: z = x W_x + h_prev W_h + b.",
    "c.no_memory": "The old cell state is lost. Add f ⊙ c_prev to i ⊙ g, with the c of the step before.",
    "c.no_candidate": "The candidate is missing in the cell state: c = f ⊙ c_prev + i ⊙ g.",
    "c.h_for_c": "You multiply the forget gate by h_prev. It scales the old cell state: f ⊙ c_prev.",
    "h.no_tanh": "The tanh around the cell state is missing: h = o ⊙ tanh(c).",
    "h.sigma": "You put σ around the cell state. The hidden state is h = o ⊙ tanh(c).",
    "h.old_c": "Your hidden state uses the cell state of the step before. Update c first, then h.",
    "start.zero": "You start from zeros. Start from the `h` and `c` that `forward` is given.",
    "carried.start": "Every step starts from the first state: the state is not carried. Use the `h` and `c` of the step before.",
    "carried.zero": "Every step starts from zeros: the state is not carried. Use the `h` and `c` of the step before.",
    "y.states.c": "Your logits come from the cell state. They come from the hidden state: h W_y + b_y.",
    "y.states.before": "Your logits come from the state before the step. Use the new h of the same step.",
    "y.no_bias": "The bias `b_y` is missing in the logits.",
    "y.softmax": "You return probabilities. `forward` returns the logits, before the softmax.",
    "y.log_softmax": "You return log-probabilities. `forward` returns the logits, before the softmax.",
    "state.start": "You return the state that you were given. Return the h and c after the last step.",
    "state.first": "You return the state after the first step. Return the h and c after the last one.",
}


def _slope(gate: str, letter: str) -> dict[str, str]:
    right = f"dz_{letter} = d{letter} ⊙ {letter} (1 − {letter})"
    return {
        f"{letter}.slope.missing": f"The derivative of σ is missing in the {gate} gate: {right}.",
        f"{letter}.slope.value": f"Your {gate} gate has σ where its derivative belongs: {right}.",
    }


GRADIENTS = {
    **_slope("input", "i"),
    **_slope("forget", "f"),
    **_slope("output", "o"),
    **_orders("dz.order", "You join the parts of dz"),
    "g.slope.missing": "The derivative of tanh is missing in the candidate: dz_g = dg ⊙ (1 − g²).",
    "g.slope.sigma": "Your candidate has the derivative of σ. It comes from tanh: dz_g = dg ⊙ (1 − g²).",
    "g.slope.no_square": "The square is missing in the candidate: dz_g = dg ⊙ (1 − g²).",
    "dh.no_next": "You left out the path through the next step's gates: dh = own part + dh_next.",
    "dh.no_own": "The loss of a step does not reach its own h. Add dy W_yᵀ of the same step to dh_next.",
    "o.do.c": "do uses c where tanh(c) belongs: h = o ⊙ tanh(c).",
    "o.do.h": "do uses h where tanh(c) belongs: h = o ⊙ tanh(c).",
    "dc.through_h.no_slope": "The derivative of tanh is missing in dc: dh ⊙ o ⊙ (1 − tanh²(c)).",
    "dc.through_h.no_o": "The output gate is missing in dc: dh ⊙ o ⊙ (1 − tanh²(c)).",
    "dc.through_h.c_for_tanh": "dc has 1 − c² where 1 − tanh²(c) belongs. c has not been through the tanh.",
    "dc.through_h.early_dh": "You overwrite dh with dh_prev before dc of the same step is computed from it. Give dh_prev its own name, and compute it last.",
    "dc.no_next": "You left out `dc_next`. The cell state at t also feeds the cell state at t + 1: add both paths.",
    "dc.late_slope": "You multiply `dc_next` by the derivative of tanh. Its path goes along c and not through h.",
    "i.di.i": "di uses i. The derivative of i ⊙ g with respect to i is g.",
    "i.di.c_prev": "di uses c_prev. The derivative of i ⊙ g with respect to i is g.",
    "f.df.c": "df uses the new c. The forget gate multiplies c_prev.",
    "f.df.f": "df uses f. The derivative of f ⊙ c_prev with respect to f is c_prev.",
    "f.df.next": "df uses `dc_next` alone. It needs the total dc, over both paths.",
    "g.dg.g": "dg uses g. The derivative of i ⊙ g with respect to g is i.",
    "g.dg.f": "dg uses f. The derivative of i ⊙ g with respect to g is i.",
    "dc_prev.no_f": "dc_prev lacks the forget gate: dc_prev = dc ⊙ f.",
    "dc_prev.i": "dc_prev uses the input gate. The path along c goes through the forget gate: dc ⊙ f.",
    "handed_on.nothing": "Nothing is propagated to the step before: dh_next and dc_next stay 0. Set both at the end of each step.",
    "handed_on.dh": "dh_prev contains dh itself. h_prev reaches the loss through z alone: dz W_hᵀ.",
    "loss.mean": "Your loss is the mean over the steps. `loss_and_gradients` returns the sum; `train` divides.",
    "loss.bits": "Your loss is in bits. Use the natural logarithm.",
    "loss.last": "Your loss is that of the last step. Add the losses of all steps.",
    "dy.p": "The gradient of the logits is p itself. Subtract 1 at the target: p − onehot.",
    "dy.error": "The sign is reversed: you begin with onehot − p. The gradient is p − onehot.",
    "dy.mean": "Your gradients belong to the mean over the steps. Those of the sum are T times as large.",
    "dy.everywhere": "You subtract 1 from every entry of p. Subtract it at the target alone.",
    "dy.last": "Only the last step's loss is differentiated. Each step has a loss of its own.",
    "dW_y.states.before": "dW_y uses the state before each step. The logits of a step come from its new h.",
    "dW_y.states.c": "dW_y uses the cell states. The logits come from the hidden states.",
    "sum.overwritten": "The gradients of `W_x`, `W_h` and `b` are those of the first step alone. Use `+=` over the steps.",
    "sum.last_step": "The gradients of `W_x`, `W_h` and `b` are those of the last step alone. Go back through all steps, and add.",
    "sum.mean": "The gradients of `W_x`, `W_h` and `b` are divided by T. Add over the steps and do not divide.",
    "dW_h.states.h": "dW_h uses the new h. W_h multiplies the h of the step before.",
    "clip.early": "You clip in `loss_and_gradients`. Return the full gradients there, and clip in `train`.",
}
TRAIN = {
    "state.carried": "You carry the state from one epoch to the next. Each epoch begins with a state of zeros.",
    "d.added": "The gradients of earlier epochs are still in the sum. Begin each epoch with gradients of zero.",
    "losses.when.after": "Your losses are measured after the updates. Note each loss before its update.",
    "losses.scale.sum": "Your losses are sums over the text. Divide by the number of targets: nats per character.",
    "losses.scale.bits": "Your losses are in bits per character. Use the natural logarithm.",
    "returned.start": "You return the parameters that you were given. Return the trained ones.",
    "returned.before_last": "The last update is missing in the parameters that you return.",
    "clip.missing": "The clipping is missing. Clip each derivative to [−1, 1] before the update.",
    "clip.five": "You clip to [−5, 5]. This recipe clips each derivative to [−1, 1].",
    "clip.norm": "You clip by norm. This recipe clips by value: each derivative to [−1, 1].",
    "clip.mean_first": "You divide the gradients by the length of the text. This recipe uses those of the sum, clipped to [−1, 1].",
    "clip.mean_after": "You divide the clipped gradients by the length of the text. Subtract them times 0.05 as they are.",
    "clip.sign": "You use the sign of each derivative. Clip it to [−1, 1]: small derivatives keep their size.",
    "rate.half": "Your learning rate is 0.5. This recipe uses 0.05.",
    "rate.hundredth": "Your learning rate is 0.01. This recipe uses 0.05.",
    "rate.tenth": "Your learning rate is 0.1. This recipe uses 0.05.",
    "rate.thousandth": "Your learning rate is 0.001. This recipe uses 0.05.",
    "rate.one": "The learning rate is missing. Multiply each clipped derivative by 0.05.",
    "rate.uphill": "You add the gradients, so the loss rises. Subtract them.",
    "which.no_biases": "The biases `b` and `b_y` are not updated.",
    "which.no_output": "The output layer, `W_y` and `b_y`, is not updated.",
    "which.output_alone": "Only `W_y` and `b_y` are updated. Update all five arrays.",
}
