"""Print the oldest versions that requirements.txt allows, as constraints for pip."""

import re
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"


def oldest(requirements: str) -> list[str]:
    """Return each lower bound as the one version that is allowed."""
    bounds = re.findall(r"^([\w.-]+)(?:\[\w+\])?>=([\d.]+)", requirements, re.MULTILINE)
    return [f"{name}=={version}" for name, version in bounds]


if __name__ == "__main__":
    print("\n".join(oldest(REQUIREMENTS.read_text(encoding="utf-8"))))
