"""What a learner is told about each deviation of notebook 04, by the identifiers of solutions.py.

The mistakes in the backward step are of kinds found in published code; docs/decisions.md names where.
"""

from lstm_core.exercises.checking.answers import Verdict

_GATES = {"i": "input gate", "f": "forget gate", "o": "output gate"}
_COPIED = "Check the letters of a copied line"


def _sigma_slopes(gate: str) -> dict[str, str]:
    name, right = _GATES[gate], f"dz_{gate} = d{gate} ⊙ {gate} (1 − {gate})"
    told = {
        "missing": f"The derivative of σ is missing in the {name}: {right}.",
        "value": f"Your {name} has σ where its derivative belongs. The factor (1 − {gate}) is missing: {right}.",
        "rest": f"In the derivative of the {name}'s σ the factor {gate} is missing: {right}.",
        "tanh": f"Your {name} has the derivative of tanh. A gate comes from σ: {right}.",
        "again": f"You apply σ to the {name} once more. `step.{gate}` is σ(z_{gate}) already: {right}.",
        "sigma_again": f"You multiply the {name} by σ({gate}). `step.{gate}` is σ(z_{gate}) already: {right}.",
        "plus": f"The sign inside the derivative of the {name}'s σ is wrong: {right}, with a minus.",
        "squared": f"You square (1 − {gate}) in the {name}. The derivative of σ has no square: {right}.",
        "cubed": f"You write {gate} (1 − {gate}²) in the {name}. The derivative of σ has no square: {right}.",
        "square_first": f"You square {gate} in the {name}. The derivative of σ has no square: {right}.",
        "reverse": f"The difference in the {name} is the wrong way round: 1 − {gate}, not {gate} − 1.",
        "divided": f"You divide by the derivative of the {name}'s σ. The chain rule multiplies: {right}.",
    }
    for other in filter(lambda each: each != gate, _GATES):
        told[f"of_{other}"] = (
            f"You use the {_GATES[other]}'s derivative in the {name}. {_COPIED}: {right}."
        )
        told[f"mixed_{other}"] = f"You write {gate} (1 − {other}) in the {name}. {_COPIED}: {right}."
    if gate == "o":
        del told["square_first"]  # the same as do = dh ⊙ h
    return {f"{gate}.slope.{kind}": sentence for kind, sentence in told.items()}


def tanh_slopes(point: str, what: str, right: str, value: str) -> dict[str, str]:
    """Return what is told about each wrong derivative of tanh."""
    told = {
        "missing": f"The derivative of tanh is missing in {what}: {right}.",
        "value": f"You have {value} in {what} where the derivative of tanh belongs: {right}.",
        "sigma": f"You have the derivative of σ in {what}. This value came from tanh: {right}.",
        "again": f"You apply tanh once more in {what}. The value is an output of tanh already: {right}.",
        "no_square": f"The square is missing in the derivative of tanh in {what}: {right}.",
        "plus": f"The sign inside the derivative of tanh in {what} is wrong: {right}, with a minus.",
        "square_outside": f"You square the whole difference in {what}. Only the value is squared: {right}.",
        "square": f"You have the square of {value} in {what}. Subtract it from 1: {right}.",
        "reverse": f"The sign in {what} is reversed, by a minus for a plus or by t² − 1 for 1 − t²: {right}.",
        "divided": f"You divide by the derivative of tanh in {what}. The chain rule multiplies: {right}.",
        "twice": f"You multiply by the derivative of tanh twice in {what}: {right}.",
    }
    return {f"{point}.{kind}": sentence for kind, sentence in told.items()}


LOGIT_GRADIENT = {
    "p.logits.absolute": "You take the absolute values of the logits. The softmax needs their signs.",
    "p.logits.negative": "You negate the logits before the softmax.",
    "p.raw": "You subtract the 1 from the logits. Take the softmax first: the gradient is p − onehot.",
    "p.sigmoid": "You apply σ to each logit. The probabilities come from the softmax of all logits.",
    "p.exponential": "You do not divide the exponentials by their sum, so they are no probabilities.",
    "p.shifted_exponential": "You subtract the largest logit, but do not divide the exponentials by their sum, so they are no probabilities.",
    "p.twice": "You apply the softmax twice, perhaps because a function that you call contains it already.",
    "p.logarithm": "You use log p. The gradient contains the probabilities p themselves.",
    "target.neighbour": "You subtract 1 one place too early. Indices count from 0, so use `target` itself.",
    "target.next": "You subtract 1 one place too late. Use `target` itself.",
    "target.argmax": "You subtract 1 at the most probable character. Subtract it at the target.",
    "target.last": "You subtract 1 at the last character. Subtract it at the target.",
    "target.first": "You subtract 1 at the first character. Subtract it at the target.",
    "dy.p": "Your result is p itself. Subtract the one-hot vector of the target: raising the target's logit lowers the loss, so its entry is p − 1.",
    "dy.plus": "You add 1 at the target. The gradient is p − onehot, with a minus.",
    "dy.error": "The sign is reversed: you return onehot − p. The gradient of the loss is p − onehot, and the update subtracts it.",
    "dy.everywhere": "You subtract 1 from every entry. A one-hot vector has a single 1, at the target.",
    "dy.all_others": "You subtract 1 everywhere except at the target. The comparison is reversed: subtract 1 at the target alone.",
    "dy.before_softmax": "You subtract the 1 from the target's logit before the softmax. Take the softmax first, then subtract.",
    "dy.one_minus_p": "You return 1 − p. The gradient is p − onehot, with a single 1 at the target.",
    "dy.number": "You subtract the number `target` from every entry. Subtract its one-hot vector: 1 at the place `target`, 0 elsewhere.",
    "dy.minus_one_at_target": "You set the target's entry to −1. Subtract 1 from it: p − 1.",
    "dy.one_minus_p_at_target": "The target's entry has the wrong sign: it is p − 1, not 1 − p.",
    "dy.negative_elsewhere": "The entries away from the target have the wrong sign: they are p.",
    "dy.only_target": "You return the target's entry alone. Every logit changes all probabilities, so the other entries are p and not 0.",
    "dy.without_target": "The target's entry is missing: it is p − 1, not 0.",
    "dy.by_probability": "You return the derivative with respect to the probability, −1/p at the target. Continue through the softmax to all logits.",
    "dy.of_probability": "You return the derivative of the target's probability. The loss is −log of it, so divide by −p at the target.",
    "dy.log_probability": "You return the loss, −log p at the target. Its derivative is p − onehot.",
    "dy.own_slope": "You return p (1 − p), the derivative of each probability with respect to its own logit. Each logit changes all probabilities.",
    "dy.times_own_slope": "You multiply by the derivative of the softmax once more. p − onehot contains it.",
    "dy.times_p": "You multiply by p once more. The gradient is p − onehot.",
    "dy.squared": "You square the difference. The gradient of the cross-entropy is p − onehot.",
    "dy.twice": "You have a factor 2. The gradient of the cross-entropy is p − onehot, without it.",
    "scale.mean": "You divide by V. A mean runs over the characters of a text, not over the vocabulary.",
    "scale.logarithm_base_2": "You divide by log 2, so your gradient is that of the loss in bits. Here the loss is in nats.",
}

STEP_BACKWARD = {
    "o.do.c": "You multiply do by c. The cell state leaves through tanh: do = dh ⊙ tanh(c).",
    "o.do.h": "You multiply do by h, which contains o. The derivative of a product is the other factor: do = dh ⊙ tanh(c).",
    "o.do.nothing": "The factor tanh(c) is missing: do = dh ⊙ tanh(c).",
    "o.do.c_prev": "You use the cell state before the step: do = dh ⊙ tanh(c).",
    "o.do.o": "You multiply do by o. The derivative of a product is the other factor: do = dh ⊙ tanh(c).",
    "o.do.slope": "You use the derivative of tanh in do. The other factor is its value: do = dh ⊙ tanh(c).",
    "o.do.alone": "The factor dh is missing in do: do = dh ⊙ tanh(c).",
    "o.do.first_dh": "You use the first entry of dh for all units. Each unit has its own: do = dh ⊙ tanh(c).",
    "o.do.g": "You multiply do by g. The output gate acts on tanh(c): do = dh ⊙ tanh(c).",
    "dc.o.missing": "The output gate is missing in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.do": "You use do instead of dh in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.do_alone": "You use do instead of dh ⊙ o in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.squared": "You multiply by o twice in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.no_dh": "The factor dh is missing in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.slope": "You use the derivative of the output gate in dc. The path passes o itself: dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.i": "You use the input gate in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.o.f": "You use the forget gate in dc: the path through h gives dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.inside.c": "You write 1 − c² in dc. Write the derivative of tanh with its output: 1 − tanh(c)².",
    "dc.inside.h": "You write 1 − h² in dc. But h is o ⊙ tanh(c): the derivative is 1 − tanh(c)².",
    "dc.inside.c_prev": "You use the cell state before the step in dc: the derivative is 1 − tanh(c)².",
    "dc.inside.g": "You use g in the derivative of tanh in dc: the derivative is 1 − tanh(c)².",
    **tanh_slopes("dc.slope", "dc", "dh ⊙ o ⊙ (1 − tanh² c)", "tanh(c)"),
    "dc.dh.early": "You overwrite `dh` too early: dc of this step is computed from the value that you propagate to the step before.",
    "dc.sum.no_next": "You left out `dc_next`. The cell state at t also feeds the cell state at t + 1: in line (2) both paths are added.",
    "dc.sum.next_alone": "Your dc is `dc_next` alone. Add the path through h: dh ⊙ o ⊙ (1 − tanh² c).",
    "dc.sum.minus": "You subtract `dc_next`. Both paths are added.",
    "dc.sum.late_slope": "You add `dc_next` too early: it is multiplied by the derivative of tanh, which lies on the path through h only.",
    "dc.sum.all_times": "You add `dc_next` to dh. It reaches c without o and without tanh: add it last.",
    "dc.sum.product": "You multiply the two paths. Multiply along a path and add over paths.",
    "dc.sum.doubled": "Your dc is twice as large as it should be, as after `dc += dc`.",
    "dc.sum.doubled_h": "You add the path through h twice and leave out `dc_next`.",
    "dc.sum.next_twice": "You add `dc_next` twice. Add it once.",
    "dc.sum.next_times_f": "You multiply `dc_next` by f before the sum. The step after this one has done so.",
    "dc.sum.next_times_o": "You multiply `dc_next` by o. That path does not lead through the output gate.",
    "dc.sum.times_f": "You multiply dc by f too early. The factor f belongs to dc_prev alone.",
    "dc.sum.dh_for_next": "You add dh instead of `dc_next` in dc.",
    "dc.used.dh": "You use dh for i, f and g. They act on c: use the total dc.",
    "dc.used.through_h": "You leave `dc_next` out of di, df and dg. Use the total dc, with both paths.",
    "dc.used.next": "You use `dc_next` for i, f and g. Use the total dc, with the path through h.",
    "i.di.i": "You multiply di by i, or use dg in its place. The derivative of a product is the other factor: di = dc ⊙ g.",
    "i.di.nothing": "The factor g is missing: di = dc ⊙ g.",
    "i.di.dh": "You use dh in di. The input gate acts on c: di = dc ⊙ g.",
    "i.di.next": "You use `dc_next` in di. Use the total: di = dc ⊙ g.",
    "i.di.c_prev": "You multiply di by c_{t−1}, or use df in its place. The input gate acts on the candidate: di = dc ⊙ g.",
    "i.di.f": "You multiply di by f. The input gate acts on the candidate: di = dc ⊙ g.",
    "i.di.c": "You multiply di by c_t. The input gate acts on the candidate: di = dc ⊙ g.",
    "i.di.alone": "The factor dc is missing in di: di = dc ⊙ g.",
    "i.di.through_h": "You leave `dc_next` out of di. Use the total: di = dc ⊙ g.",
    "i.di.tanh_g": "You apply tanh to g once more in di. `step.g` is the output of tanh: di = dc ⊙ g.",
    "f.df.c": "You multiply df by c_t. The forget gate acts on the cell state before: df = dc ⊙ c_{t−1}.",
    "f.df.next": "You use `dc_next` in df. Use the total, with the path through h: df = dc ⊙ c_{t−1}.",
    "f.df.dh": "You use dh in df. The forget gate acts on c: df = dc ⊙ c_{t−1}.",
    "f.df.h_prev": "You multiply df by h_{t−1}. The forget gate acts on the cell state: df = dc ⊙ c_{t−1}.",
    "f.df.nothing": "The factor c_{t−1} is missing: df = dc ⊙ c_{t−1}.",
    "f.df.tanh": "You apply tanh to c_{t−1} in df. No tanh lies on that path: df = dc ⊙ c_{t−1}.",
    "f.df.f": "You multiply df by f. The derivative of a product is the other factor: df = dc ⊙ c_{t−1}.",
    "f.df.g": "You multiply df by g, or use di in its place. The forget gate acts on the cell state: df = dc ⊙ c_{t−1}.",
    "f.df.i": "You multiply df by i. The forget gate acts on the cell state: df = dc ⊙ c_{t−1}.",
    "f.df.alone": "The factor dc is missing in df: df = dc ⊙ c_{t−1}.",
    "f.df.through_h": "You leave `dc_next` out of df. Use the total: df = dc ⊙ c_{t−1}.",
    "g.dg.g": "You multiply dg by g, or use di in its place. The derivative of a product is the other factor: dg = dc ⊙ i.",
    "g.dg.nothing": "The factor i is missing: dg = dc ⊙ i.",
    "g.dg.dh": "You use dh in dg. The candidate acts on c: dg = dc ⊙ i.",
    "g.dg.next": "You use `dc_next` in dg. Use the total: dg = dc ⊙ i.",
    "g.dg.f": "You multiply dg by f. The input gate admits the candidate: dg = dc ⊙ i.",
    "g.dg.c_prev": "You multiply dg by c_{t−1}, or use df in its place. The input gate admits the candidate: dg = dc ⊙ i.",
    "g.dg.alone": "The factor dc is missing in dg: dg = dc ⊙ i.",
    "g.dg.through_h": "You leave `dc_next` out of dg. Use the total: dg = dc ⊙ i.",
    "g.dg.o": "You multiply dg by o. The input gate admits the candidate: dg = dc ⊙ i.",
    "ig.swapped.yes": "You swapped di and dg. The derivative of a product is the other factor: di = dc ⊙ g, dg = dc ⊙ i.",
    **_sigma_slopes("i"),
    **_sigma_slopes("f"),
    **_sigma_slopes("o"),
    **tanh_slopes("g.slope", "the candidate", "dz_g = dg ⊙ (1 − g²)", "g"),
    **{
        f"g.slope.of_{gate}": f"You write 1 − {gate}² in the candidate. {_COPIED}: dz_g = dg ⊙ (1 − g²)."
        for gate in _GATES
    },
    "dz.kinds.value": "You multiply by σ in all three gates where its derivative belongs: dz_i = di ⊙ i (1 − i).",
    "dz.kinds.rest": "In the derivative of σ the first factor is missing in all three gates: dz_i = di ⊙ i (1 − i).",
    "dz.layout.by_unit": "Your dz is ordered by unit, with the four gates of one unit side by side. The columns of the weights come in four blocks, i, f, g, o, with all units in each.",
    "dz.all.without_last_unit": "The last unit is missing in dz: your loop ends one unit too early.",
    "dz.all.without_first_unit": "The first unit is missing in dz: your loop begins at unit 1. Count from 0.",
    "dz.slopes.all": "Line (4) is missing: your dz holds di, df, dg and do. Multiply each by the derivative of σ or tanh.",
    "dz.slopes.gates": "The derivatives of σ are missing in all three gates: dz_i = di ⊙ i (1 − i).",
    "dz.kinds.all_tanh": "You use the derivative of tanh for the three gates. They came from σ: i (1 − i).",
    "dz.kinds.again": "You apply σ to the gates once more. `step.i` is σ(z_i) already: i (1 − i).",
    **{
        f"dz.order.{order}": f"The blocks of dz are in the order {', '.join(order)}. The order of the weights' columns is i, f, g, o."
        for order in ("figo", "ifog", "igfo", "gifo", "fiog", "iogf", "ofig", "ogfi", "fogi")
    },
    "dz.all.clipped": "You clip dz to ±1. The gradient itself has no limit; clipping belongs to the update.",
    "dz.all.clipped_to_five": "You clip dz to ±5. The gradient itself has no limit; clipping belongs to the update.",
    "dz.all.negative": "dz has the wrong sign, and with it everything that is computed from it.",
    "dx.no_transpose": "W_x is not transposed in dx: dx = dz @ W_x.T.",
    "dx.last_column": "Your dx contains the last column of W_x alone, as with `=` for `+=` in a loop. Add over all columns: dx = dz @ W_x.T.",
    "dx.reshaped": "You reshape W_x where it must be transposed: dx = dz @ W_x.T.",
    "dx.zero": "Your dx is zero. The input feeds all four gates: dx = dz @ W_x.T.",
    "dx.with_W_h": "You use W_h for dx. The input was multiplied by W_x.",
    "dh_prev.no_transpose": "W_h is not transposed in dh_prev: dh_prev = dz @ W_h.T.",
    "dh_prev.last_column": "Your dh_prev contains the last column of W_h alone, as with `=` for `+=` in a loop. Add over all columns: dh_prev = dz @ W_h.T.",
    "dh_prev.with_W_x": "You use W_x for dh_prev, or return dx in its place. h_{t−1} was multiplied by W_h: dh_prev = dz @ W_h.T.",
    "dh_prev.reshaped": "You reshape W_h where it must be transposed: dh_prev = dz @ W_h.T.",
    "dh_prev.plus_dh": "You add dh to dh_prev. The only path from h_{t−1} leads through z: dz @ W_h.T.",
    "dh_prev.zero": "Your dh_prev is zero. h_{t−1} feeds every gate of this step: dz @ W_h.T.",
    "dh_prev.dh": "Your dh_prev is dh. The path from h_{t−1} leads through z: dz @ W_h.T.",
    "dh_prev.without_i": "The input gate is missing in dh_prev. h_{t−1} feeds all four gates.",
    "dh_prev.without_f": "The forget gate is missing in dh_prev. h_{t−1} feeds all four gates.",
    "dh_prev.without_g": "The candidate is missing in dh_prev. h_{t−1} feeds all four gates.",
    "dh_prev.without_o": "The output gate is missing in dh_prev. h_{t−1} feeds all four gates.",
    "dh_prev.only_o": "Your dh_prev contains the output gate alone. h_{t−1} feeds all four gates.",
    "dh_prev.blocks_transposed": "The four blocks of W_h are not transposed in dh_prev: dz @ W_h.T.",
    "dc_prev.no_f": "The forget gate is missing in dc_prev: it stands between c_{t−1} and c_t, so dc_prev = dc ⊙ f.",
    "dc_prev.next": "Your dc_prev is dc_next ⊙ f. Propagate the total of this step, dc ⊙ f.",
    "dc_prev.next_alone": "Your dc_prev is `dc_next`. Propagate the total of this step, dc ⊙ f.",
    "dc_prev.i": "You multiply dc_prev by i. The forget gate stands between c_{t−1} and c_t: dc ⊙ f.",
    "dc_prev.o": "You multiply dc_prev by o. The forget gate stands between c_{t−1} and c_t: dc ⊙ f.",
    "dc_prev.squared": "You multiply dc_prev by f twice: dc_prev = dc ⊙ f.",
    "dc_prev.slope": "You use the derivative of σ in dc_prev. The path passes f itself: dc ⊙ f.",
    "dc_prev.dh": "You use dh in dc_prev. Propagate the total of this step, dc ⊙ f.",
    "dc_prev.c_prev": "Your dc_prev is df. The other factor of the product is f: dc_prev = dc ⊙ f.",
    "dc_prev.df": "You multiply dc_prev by c_{t−1} as well: dc_prev = dc ⊙ f.",
    "dc_prev.dz": "You use dz_f in dc_prev. The path from c_{t−1} leads to c_t without a gate's pre-activation: dc ⊙ f.",
    "dc_prev.dz_alone": "Your dc_prev is dz_f. The path from c_{t−1} leads to c_t without a gate's pre-activation: dc ⊙ f.",
    "dc_prev.c": "You multiply dc_prev by c_t. The other factor of the product is f: dc_prev = dc ⊙ f.",
    "dc_prev.g": "You multiply dc_prev by g. The forget gate stands between c_{t−1} and c_t: dc ⊙ f.",
    "dc_prev.h_prev": "You multiply dc_prev by h_{t−1}. The forget gate stands between c_{t−1} and c_t: dc ⊙ f.",
    "dc_prev.plus_gates": "You add dz @ W_h.T to dc_prev. That is dh_prev; the gates do not read c_{t−1}.",
    "dc_prev.zero": "Your dc_prev is zero. The cell state is propagated through the forget gate: dc ⊙ f.",
    "dW_x.h_prev": "You use h_{t−1} in dW_x. W_x met the input: dW_x = outer(x, dz).",
    "dW_x.no_x": "The factor x is missing in dW_x: each row is dz times one entry of x, outer(x, dz).",
    "dW_x.inner": "`np.dot` of two vectors is a single number. dW_x holds every product of their entries: outer(x, dz).",
    "dW_x.with_W_x": "You multiply W_x by dz. The derivative with respect to W_x contains the input: outer(x, dz).",
    "dW_x.zero": "Your dW_x is zero: dW_x = outer(x, dz).",
    "dW_h.h": "You use the new h in dW_h. W_h met the state before the step: outer(h_prev, dz).",
    "dW_h.c_prev": "You use c_{t−1} in dW_h. W_h met the hidden state: outer(h_prev, dz).",
    "dW_h.x": "You use x in dW_h. W_h met the hidden state: outer(h_prev, dz).",
    "dW_h.dh": "You use dh in dW_h. W_h met the hidden state: outer(h_prev, dz).",
    "dW_h.no_h": "The factor h_{t−1} is missing in dW_h: each row is dz times one entry of h_{t−1}, outer(h_prev, dz).",
    "dW_h.inner": "`np.dot` of two vectors is a single number. dW_h holds every product of their entries: outer(h_prev, dz).",
    "dW_h.with_W_h": "You multiply W_h by dz. The derivative with respect to W_h contains the hidden state: outer(h_prev, dz).",
    "dW_h.zero": "Your dW_h is zero: dW_h = outer(h_prev, dz).",
    "dW_h.blocks_transposed": "The four blocks of dW_h are transposed: dW_h = outer(h_prev, dz).",
    "db.sum": "You add up db to one number. Every bias has its own gradient: db = dz.",
    "db.squared": "You multiply db by dz. The biases are added to z, so db = dz.",
    "db.copied_f": "Input and output gate have the forget gate's bias gradient. Check the letters of a copied line.",
    "db.f_for_i": "The input gate's part of db is that of the forget gate. Check the letters of a copied line.",
    "db.f_for_o": "The output gate's part of db is that of the forget gate. Check the letters of a copied line.",
    "db.mean": "You average db over the four gates. Every bias has its own gradient: db = dz.",
    "db.ones": "Your db is 1 everywhere. That is the derivative of z; multiply by dz.",
    "db.zero": "Your db is zero. The biases are added to z, so db = dz.",
    "db.doubled": "Your db is twice dz. The bias is added once.",
    "order.all.weights_first": "You return the weights' gradients first. The order is dx, dh_prev, dc_prev, dW_x, dW_h, db.",
    "order.all.without_dc_prev": "You do not return dc_prev. The order is dx, dh_prev, dc_prev, dW_x, dW_h, db.",
    "order.all.no_dx": "You do not return dx. The order is dx, dh_prev, dc_prev, dW_x, dW_h, db.",
    "order.all.weights_alone": "You return the weights' gradients alone. The order is dx, dh_prev, dc_prev, dW_x, dW_h, db.",
    "order.all.h_before_x": "You split [x; h] as if h came first. x comes first, with V entries, then h with H.",
    "dx.only_i": "Your dx contains the input gate alone. All four gates read x: dx = dz @ W_x.T.",
    "dx.only_o": "Your dx contains the output gate alone. All four gates read x: dx = dz @ W_x.T.",
    "dx.times_x": "You multiply dx by x. With respect to x, the product x @ W_x has the derivative W_x: dx = dz @ W_x.T.",
    "dh_prev.only_i": "Your dh_prev contains the input gate alone. h_{t−1} feeds all four gates.",
    "dx.without_i": "The input gate is missing in dx. x feeds all four gates.",
    "dx.without_f": "The forget gate is missing in dx. x feeds all four gates.",
    "dx.without_g": "The candidate is missing in dx. x feeds all four gates.",
    "dx.without_o": "The output gate is missing in dx. x feeds all four gates.",
}

_PLANTED = {"f": "f.df.c", "g": "g.slope.sigma", "W": "dW_h.h"}
_LINES = {"f": "the forget gate's line", "g": "the candidate's derivative", "W": "the line of W_h"}


def _left(fixed: str) -> str:
    done = " and ".join(_LINES[bug] for bug in fixed)
    left = {1: "two bugs are left", 2: "one bug is left"}[len(fixed)]
    return f"You have fixed {done}; {left}. Run the gradient check again: which arrays are off now?"


def planted(fixed: str = "") -> tuple[str, ...]:
    """Return the identifiers of the bugs that are left in the code of `three_bugs`."""
    return tuple(identifier for bug, identifier in _PLANTED.items() if bug not in fixed)


FIXED = ("", "f", "g", "W")  # with two fixed, the last one is an ordinary deviation
THREE_BUGS = {
    **STEP_BACKWARD,
    "planted.all": "All three bugs are still in it. Run the gradient check first: which arrays are off? Then read the lines that lead to them.",
    **{f"planted.without_{fixed}": _left(fixed) for fixed in FIXED if fixed},
    **{_PLANTED[bug]: _left("fgW".replace(bug, "")) for bug in "fgW"},
}
# On the way, and no mistake of others.
THREE_BUGS_VERDICTS = {
    "planted.all": Verdict.TODO,
    **{f"planted.without_{fixed}": Verdict.UNKNOWN for fixed in FIXED if fixed},
    **dict.fromkeys(_PLANTED.values(), Verdict.UNKNOWN),
}

SEQUENCE_BACKWARD = {
    "walk.forwards": "You walk from the first step to the last. A step needs what comes from the step after it: begin at the end, `reversed(steps)`.",
    "walk.without_last": "Your loop begins one step too early: the last step has the index T − 1.",
    "walk.without_first": "Step 0 is missing in the sums: your loop ends one step too early.",
    "walk.twice_first": "You treat step 0 twice.",
    "start.dh_ones": "dh_next begins as ones. Nothing comes after the last step, so begin with zeros.",
    "start.dc_ones": "dc_next begins as ones. Nothing comes after the last step, so begin with zeros.",
    "start.both_ones": "dh_next and dc_next begin as ones. Nothing comes after the last step, so begin with zeros.",
    "start.own_last": "dh_next begins as `own_dh[-1]`, so that the last step's own loss enters twice. Begin with zeros.",
    "start.states": "dh_next and dc_next begin as the last states. They are derivatives: begin with zeros.",
    "own.none": "Everything is zero, because no loss enters, or because you multiply by dh_next, which begins as zeros. Add `own_dh[t]` to dh_next at every step.",
    "own.last_only": "Only the last step's own loss enters. Every step adds its `own_dh[t]`.",
    "own.first_only": "Only the first step's own loss enters. Every step adds its `own_dh[t]`.",
    "own.reverse": "The steps run backwards and own_dh runs forwards: use `own_dh[t]` with step t.",
    "own.always_last": "You add the last row of own_dh at every step. Step t adds `own_dh[t]`.",
    "own.summed": "You add the sum of all rows of own_dh at every step. Step t adds `own_dh[t]`.",
    "own.before": "You add the row of the step before. Step t adds `own_dh[t]`.",
    "own.after": "You add the row of the step after. Step t adds `own_dh[t]`.",
    "own.later": "You add the rows of all later steps as well. Step t adds `own_dh[t]`; the later losses arrive in dh_next.",
    "own.earlier": "You add the rows of all earlier steps as well. Step t adds `own_dh[t]` alone.",
    "own.always_first": "You add the first row of own_dh at every step. Step t adds `own_dh[t]`.",
    "dh.not_propagated": "You propagate dc but not dh: h_t also feeds the gates of step t + 1, so dh = own_dh[t] + dh_next.",
    "dh.minus": "You subtract dh_next. Add over paths: own_dh[t] + dh_next.",
    "dh.twice_next": "You add dh_next twice.",
    "dh.averaged": "You take the mean of the two paths. Add them.",
    "dc.not_propagated": "You propagate dh but not dc: c_t also feeds c_{t+1}, so propagate dc_prev.",
    "dc.dh": "You use dh where dc_next belongs. dc_next is dc_prev of the step after.",
    "dc.plus_own": "You add own_dh[t] to dc as well. It belongs to h alone; the step adds its path to c.",
    "dc.dh_next": "You use dh_next where dc_next belongs, or propagate dh_prev for both. dc_next is dc_prev of the step after.",
    "step.reverse": "own_dh runs backwards and the steps run forwards: use `steps[t]` with own_dh[t].",
    "step.first": "You use the first step every time. Step t is `steps[t]`.",
    "propagate.nothing": "Nothing is propagated: each step is treated as if nothing came after it. dh_prev and dc_prev of one step are dh_next and dc_next of the step before.",
    "propagate.swapped": "You swapped dh_prev and dc_prev on the way. Both have the shape (H,), so nothing complains.",
    "propagate.dh_piles_up": "dh_next grows from step to step: use `dh_next = dh_prev`, not `+=`.",
    "propagate.dc_piles_up": "dc_next grows from step to step: use `dc_next = dc_prev`, not `+=`.",
    "propagate.both_pile_up": "dh_next and dc_next grow from step to step: use `=`, not `+=`.",
    "propagate.own_again": "own_dh[t] enters twice, at its own step and in what you propagate: dh_next is dh_prev alone.",
    "propagate.dc_of_step": "You propagate the step's dc. Propagate dc_prev, which has passed the forget gate.",
    "propagate.dh_of_step": "You propagate the step's dh. Propagate dh_prev, which has passed the gates.",
    "propagate.clipped": "You clip what you propagate to ±1. The gradient itself has no limit; clipping belongs to the update.",
    "propagate.dh_clipped": "You clip dh_next to ±1. The gradient itself has no limit; clipping belongs to the update.",
    "propagate.dc_clipped": "You clip dc_next to ±1. The gradient itself has no limit; clipping belongs to the update.",
    "propagate.dc_times_f": "You multiply dc_prev by f once more. It has passed the forget gate already.",
    "propagate.dc_for_both": "You use dc_prev for both. dh_next is dh_prev, dc_next is dc_prev.",
    "propagate.stop_after_one": "You propagate one step back only. Propagate at every step.",
    **{
        f"sum.{name}.{kind}": told.format(name=name)
        for name in ("dW_x", "dW_h", "db")
        for kind, told in {
            "overwritten": "Your {name} is that of the first step alone, the last one that the loop reaches. The weights are the same at every step, so add: `+=`.",
            "first_kept": "Your {name} is that of the last step alone. Add the gradients of all steps.",
            "mean": "Your {name} is the mean over the steps. Add, and do not divide by T.",
            "zero": "Your {name} stays zero. Add the gradients of all steps: `+=`.",
        }.items()
    },
    "sum.dW_x.from_weights": "Your sum for dW_x begins with W_x. Begin with zeros of that shape.",
    "sum.dW_h.from_weights": "Your sum for dW_h begins with W_h. Begin with zeros of that shape.",
    "sum.db.over_all": "You add up db to one number. Every bias has its own gradient.",
    "sums.overwritten": "You return the gradients of the first step alone, the last one that the loop reaches. The weights are the same at every step, so add: `+=`.",
    "sums.last_step_only": "You return the gradients of the last step alone. Add those of all steps.",
    "sums.mean": "You divide by T, which gives a mean over the steps. The loss is a sum, so do not divide.",
    "sums.from_weights": "Your sums begin with the weights. Begin with zeros of their shapes.",
    "sums.from_ones": "Your sums begin with ones. Begin with zeros.",
    "sums.without_last": "The gradients of the last step are missing in the sums.",
    "sums.clipped": "You clip the sums to ±1. Clipping belongs to the update.",
    "sums.clipped_to_five": "You clip the sums to ±5. Clipping belongs to the update.",
    "sums.running": "You double the sum at every step, as in `dW += dW + …`. Add the new gradient alone.",
    "sums.lists": "You return the gradients of all steps one by one. Add them up over the steps.",
    "walk.two_steps": "You go back over the last two steps only. Walk back through all steps.",
    "dh.product": "You multiply own_dh[t] by dh_next. Add over paths.",
    "dc.own": "You hand own_dh[t] over as dc. It belongs to h; dc_next comes from the step after this one.",
    "own_dh.as_dc": "You hand own_dh[t] over as dc and dh_next as dh. own_dh[t] belongs to h: dh = own_dh[t] + dh_next.",
    "arguments.swapped": "You hand dh and dc_next over in the wrong order: `lc.lstm_step_backward(dh, dc_next, step, W_x, W_h)`.",
    "step.last": "You use the last step every time. Step t is `steps[t]`.",
    "step.before": "You use the step before (step 0 for step 0). Step t is `steps[t]`.",
    "step.state_before": "You use the state before the step, where the state after it belongs.",
}
