"""What axe-core finds inside a widget, and the contrast of its texts and edges."""

from axe_playwright_python.sync_playwright import Axe
from contrast import contrast

SERIOUS = ("serious", "critical")
EDGES = ":is(.lstm-told, .lstm-words, .lstm-notice):not(:empty, .lstm-room), .lstm-field, .lstm-button"
# Returns [what, its colour, the colour behind it, the least contrast]; colours as #rrggbb.
COLOURS = """(widget, edges) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    function rgba(colour) {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return Array.from(context.getImageData(0, 0, 1, 1).data);
    }
    const hex = (colour) => "#" + rgba(colour).slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("");
    function groundOf(element) {
        for (let each = element; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor;
            if (rgba(colour)[3] === 255) return hex(colour);
        }
        return "#ffffff";
    }
    const seen = (element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest(".lstm-hidden");
    const found = [];
    for (const element of [widget, ...widget.querySelectorAll("*")]) {
        if (!seen(element)) continue;
        const words = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data.trim()).join(" ");
        const style = getComputedStyle(element);
        if (words.trim()) found.push([words, hex(style.color), groundOf(element), 4.5]);
        if (element.value && element.matches("input:not([type=radio], [type=checkbox])")) found.push([element.value, hex(style.color), groundOf(element), 4.5]);
        if (element.matches(edges)) found.push([`the edge of ${element.className}`, hex(style.borderLeftColor), groundOf(element.parentElement), 3]);
    }
    return found;
}"""  # noqa: E501  # a script's lines


def faint_parts(widget) -> list[str]:
    """Return the texts, and the edges that say something, whose contrast is too low in a widget."""
    found = widget.evaluate(COLOURS, EDGES)
    assert len(found) > 5
    return [
        f"{what!r}: {colour} on {ground}"
        for what, colour, ground, least in found
        if contrast(colour, ground) < least
    ]


def serious_violations(page, selector: str = ".lstm-widget") -> list[str]:
    """Return what axe-core finds serious or critical inside all elements that a selector names."""
    found = Axe().run(page, context=selector).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
