"""What axe-core finds inside a widget: the rules of accessibility that a machine can check."""

from axe_playwright_python.sync_playwright import Axe

SERIOUS = ("serious", "critical")


def serious_violations(page, selector: str = ".lstm-widget") -> list[str]:
    """Return what axe-core finds serious or critical inside all elements that a selector names."""
    found = Axe().run(page, context=selector).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
