"""Fields whose errors say what is wrong and what to do: reason and remedy together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


def fault(text: str, remedy: str = "") -> ValidationError:
    """An error with its remedy, as ``{% field %}`` shows it."""
    return ValidationError(text, params={"remedy": remedy})


class Told:
    """A field whose every error carries the field's remedy."""

    def __init__(self, *args: Any, remedy: str = "", **kwargs: Any) -> None:
        self.remedy = remedy
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        """The value, or an error with the remedy."""
        try:
            return super().clean(value)  # type: ignore[misc]
        except ValidationError as wrong:
            raise fault(wrong.messages[0], self.remedy) from wrong


class ToldText(Told, forms.CharField):
    """Text."""


class ToldNumber(Told, forms.DecimalField):
    """A number."""


class ToldDate(Told, forms.DateField):
    """A day."""


class ToldChoice(Told, forms.ChoiceField):
    """One of several."""
