"""What a widget's whole content has to keep to: inside, nothing clipped, no text too small."""

SMALLEST_TEXT = 11  # pixels

# Returns { height, faults }. A text in a picture is as large as the picture's scale makes it.
LOOK = """(root) => {
    const { left, right, height } = root.getBoundingClientRect();
    const faults = [];
    const isText = ({ nodeType }) => nodeType === Node.TEXT_NODE;
    const hasText = (node) => isText(node) && /[^\\s\\u200b]/u.test(node.textContent);
    const nameOf = (element) => `${element.tagName} ${element.getAttribute("class")}`;
    for (const element of root.querySelectorAll("*")) {
        if (element.getClientRects().length === 0) continue;
        const style = getComputedStyle(element);
        if (style.clipPath !== "none" || element.closest(".lstm-hidden")) continue;
        const fault = (words) => faults.push(`${nameOf(element)} ${words}`);
        const box = element.getBoundingClientRect();
        if (box.right > right + 0.5 || box.left < left - 0.5) fault("leaves the widget");
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        const clips = (overflow) => element.ownerSVGElement === undefined && overflow !== "visible";
        if (clips(style.overflowX) && scrollWidth > clientWidth + 1) fault("is clipped across");
        if (clips(style.overflowY) && scrollHeight > clientHeight + 1) fault("is clipped down");
        const scale = element.ownerSVGElement?.getScreenCTM().a ?? 1;
        const isSmall = scale * parseFloat(style.fontSize) < SMALLEST;
        if (isSmall && Array.from(element.childNodes).some(hasText)) fault(element.textContent);
    }
    return { height, faults };
}""".replace("SMALLEST", str(SMALLEST_TEXT - 0.01))
# Goes through `steps` views by the key → at a width, and looks at each.
WALK = """async (root, [width, steps]) => {
    const look = LOOK;
    const painted = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
    root.parentElement.style.width = `${width}px`;
    for (let frame = 0; frame < 4; frame += 1) await painted();
    const seen = [];
    for (let k = 0; k < steps; k += 1) {
        await painted();
        seen.push({ place: { ...root.dataset }, ...look(root) });
        root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    }
    return seen;
}""".replace("LOOK", LOOK)
