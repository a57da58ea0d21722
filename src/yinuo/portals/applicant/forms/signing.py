"""The signature: drawn or typed, and the last four characters of one's own identity number."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from django import forms

from yinuo.commitments.actions.signing import Signature
from yinuo.documents.pictures import PictureRefused, checked_signature
from yinuo.portals.applicant.forms.told import ToldText, fault

_DATA_URL = "data:image/png;base64,"
_LONGEST = 400_000
_FOUR = re.compile(r"[0-9]{3}[0-9X]")


class SignForm(forms.Form):
    """How a person signs: one of drawing and typing is needed, the identity always."""

    identity_end = ToldText(
        label="您本人身份证号的后四位",
        help_text="用来确认是您本人在签；最后一位是 X 的，大小写都可以",
        max_length=8,
        remedy="请对照身份证，输入最后四位。",
        error_messages={"required": "没有填身份证号后四位", "max_length": "只要后四位"},
        widget=forms.TextInput(
            attrs={"inputmode": "text", "autocomplete": "off", "class": "input--short num"}
        ),
    )
    typed_name = forms.CharField(label="输入您的全名", required=False, max_length=80)
    signature = forms.CharField(required=False, max_length=_LONGEST, widget=forms.HiddenInput)

    def clean_identity_end(self) -> str:
        """Four characters as on the card, full-width ones folded."""
        typed: str = self.cleaned_data["identity_end"]
        folded = (
            "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in typed).strip().upper()
        )
        if not _FOUR.fullmatch(folded):
            raise fault("后四位应当是四位数字，最后一位可以是 X", "请对照身份证，输入最后四位。")
        return folded

    def clean_signature(self) -> bytes | None:
        """The drawn signature as a checked PNG; None where nothing was drawn."""
        drawn: str = self.cleaned_data["signature"]
        if not drawn:
            return None
        try:
            picture = base64.b64decode(drawn.removeprefix(_DATA_URL), validate=True)
            return checked_signature(picture)
        except binascii.Error as broken:
            raise fault("签名图片没有传完整", "请在签名框里重写一次，或者改为输入姓名。") from broken
        except PictureRefused as refused:
            raise fault(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        """One of the two ways to sign is needed."""
        cleaned = super().clean() or self.cleaned_data
        unsigned = not cleaned.get("signature") and not cleaned.get("typed_name")
        if unsigned and not self.has_error("signature"):
            self.add_error(
                "typed_name", fault("还没有签名", "请在签名框里手写，或者输入您的全名，效力相同。")
            )
        return cleaned

    def as_signature(self) -> Signature:
        """The signature as the verb takes it."""
        data = self.cleaned_data
        return Signature(
            picture=data["signature"], typed_name=data["typed_name"], identity_end=data["identity_end"]
        )
