"""Matplotlib figures: arrays in, a Figure with a text alternative out."""

from lstm_core.extras import extra

with extra("plots"):
    from lstm_core.plots.attention_figures import attention_and_gates, attention_bars
    from lstm_core.plots.bptt_figures import logit_gradient_bars, step_graph, unrolled_graph
    from lstm_core.plots.cell_figures import (
        ablation_map,
        cell_text,
        control_points,
        counting_curves,
        unit_bars,
        value_histograms,
    )
    from lstm_core.plots.comparison_figures import losses_by_update, run_dots
    from lstm_core.plots.encoding_figures import (
        baseline_bars,
        character_counts,
        context_curves,
        pair_heatmap,
        shifted_pairs,
    )
    from lstm_core.plots.forward_figures import (
        surprise_along_text,
        surprise_curve,
        two_forms,
        unrolled_network,
    )
    from lstm_core.plots.gate_figures import (
        cell_update_bars,
        conveyor_belt,
        curves_along_text,
        gate_histograms,
        gated_signal,
        memory_curves,
        squashing_curves,
    )
    from lstm_core.plots.gradient_figures import (
        clipping_arrows,
        gradient_error_points,
        gradient_flow_curves,
        step_size_curve,
        truncation_curves,
    )
    from lstm_core.plots.layout_figures import weight_layouts
    from lstm_core.plots.recall_figures import recall_map
    from lstm_core.plots.sampling_figures import (
        distribution_panels,
        entropy_curve,
        probability_along_text,
        shaded_text,
        still_right_curves,
    )
    from lstm_core.plots.speed_figures import speed_bars, speed_by_size
    from lstm_core.plots.style import GATE_COLOURS, describe, new_figure, visible
    from lstm_core.plots.text_figures import (
        four_gates,
        gate_heatmap,
        label_with_text,
        next_character_bars,
        one_hot_matrix,
    )
    from lstm_core.plots.training_figures import (
        gates_before_and_after,
        gradient_norm_curve,
        held_out_curves,
        loss_curves,
    )

__all__ = [
    "GATE_COLOURS",
    "ablation_map",
    "attention_and_gates",
    "attention_bars",
    "baseline_bars",
    "cell_text",
    "cell_update_bars",
    "character_counts",
    "clipping_arrows",
    "context_curves",
    "control_points",
    "conveyor_belt",
    "counting_curves",
    "curves_along_text",
    "describe",
    "distribution_panels",
    "entropy_curve",
    "four_gates",
    "gate_heatmap",
    "gate_histograms",
    "gated_signal",
    "gates_before_and_after",
    "gradient_error_points",
    "gradient_flow_curves",
    "gradient_norm_curve",
    "held_out_curves",
    "label_with_text",
    "logit_gradient_bars",
    "loss_curves",
    "losses_by_update",
    "memory_curves",
    "new_figure",
    "next_character_bars",
    "one_hot_matrix",
    "pair_heatmap",
    "probability_along_text",
    "recall_map",
    "run_dots",
    "shaded_text",
    "shifted_pairs",
    "speed_bars",
    "speed_by_size",
    "squashing_curves",
    "step_graph",
    "step_size_curve",
    "still_right_curves",
    "surprise_along_text",
    "surprise_curve",
    "truncation_curves",
    "two_forms",
    "unit_bars",
    "unrolled_graph",
    "unrolled_network",
    "value_histograms",
    "visible",
    "weight_layouts",
]
