"""The two kinds of traits that our widgets have: checked ones, and those that Python alone writes.

A validator of traitlets' own (`traitlets.validate`) waits inside `hold_trait_notifications`, and never
sees a value that equals the present one, such as True for 1; a check looks at every value at once. It
must not depend on other traits, because when traitlets takes values back, it sets them one by one: what
depends on another trait belongs into a validator. There is no default, since that might not pass: a
widget that is refused while it is made goes back to nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import traitlets

from lstm_core.widgets.shared.refusal import RefusedValue, refusing

if TYPE_CHECKING:
    AnyTrait = traitlets.TraitType[Any, Any]
else:  # Colab's traitlets 5.7.1 has no type parameters
    AnyTrait = traitlets.TraitType
Check = Callable[[Any, str, Any], Any]  # (widget, name of the trait, value): the clean value


class Checked(AnyTrait):
    """A trait whose check looks at every value at once."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the clean value."""
        with refusing():
            return self._check(obj, str(self.name), value)


class Sent(AnyTrait):
    """What Python sends to the page; the widget alone writes it, with `set_trait`."""

    def __init__(self) -> None:
        super().__init__(None)

    def __set__(self, obj: Any, value: Any) -> NoReturn:
        """Refuse."""
        raise RefusedValue(
            f"{self.name} is what the {type(obj).__name__} sends to its page, and cannot be set. Make "
            "a new widget to show something else."
        )
