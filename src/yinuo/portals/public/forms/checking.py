"""The forms of the check page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError

from yinuo.signing.check import LARGEST

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class CodeForm(forms.Form):
    """A check code or a number, as printed on the paper."""

    q = forms.CharField(
        label="核验码或者文号",
        max_length=60,
        help_text="印在文书右下角二维码旁边，12 位，例如 7K3M-Q9TX-2HBA；文号也可以，例如 宿诺〔2026〕0000001号",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": "没有填核验码或者文号。",
            "max_length": "太长了，核验码是 12 位字母和数字。",
        },
    )


class FileForm(forms.Form):
    """The PDF itself; it is looked at and not kept."""

    file = forms.FileField(
        label="文书的 PDF 原文件",
        help_text="就是当初下载的那个文件；打印、拍照、另存的副本验不了签名。文件只用来核验，不会保存",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "没有选择文件。",
            "empty": "文件是空的，请重新选择。",
            "invalid": "没有收到文件，请重新选择。",
        },
    )

    def clean_file(self) -> UploadedFile:
        """No larger than anything we ever sign."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(
                f"文件超过 {LARGEST // 1024 // 1024} MB",
                params={"remedy": "本系统签发的文书都比这小，请选择当初下载的 PDF。"},
            )
        return file
