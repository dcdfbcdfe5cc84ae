// TrainingLab: buttons, curves, gates, text and time travel of a network that trains in the kernel.

function render() {}

export default { render };
