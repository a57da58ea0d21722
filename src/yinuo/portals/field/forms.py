"""What a verifier writes down: what he saw, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from yinuo.documents.uploads import Upload, UploadRefused, check_upload
from yinuo.portals.face.words import full_datetime
from yinuo.verification.models import Finding

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from yinuo.verification.models import Task

LEAST_WORDS = 6
MOST_WORDS = 500
MOST_WORDS_ON_SITE = 420
OUTCOMES = {
    Finding.Outcome.AGREES: "查到的情况和承诺一样",
    Finding.Outcome.DIFFERS: "查到的情况和承诺不一样；不等于说谎，会先请对方说明",
    Finding.Outcome.CANNOT_TELL: "现有的办法看不出来，写明还缺什么",
}


class FindingForm(forms.Form):
    """The finding; a visit also asks who was with the officer and when, because the law asks for two."""

    outcome = forms.ChoiceField(
        label="核查结论",
        choices=Finding.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选核查结论，请在“一致”“不一致”“无法判断”里选一个"},
    )
    visited_at = forms.DateTimeField(
        label="到场时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "还没有填到场时间",
            "invalid": "到场时间要写年月日和时分，例如 2026-11-24 10:30",
        },
    )
    companion = forms.CharField(
        label="一起到场的另一名核查人员",
        max_length=40,
        help_text="现场核查由两名以上工作人员进行。",
        error_messages={"required": "还没有填另一名核查人员的姓名；现场核查要两人以上"},
    )
    explanation = forms.CharField(
        label="查了什么、看到什么",
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写看到的，不写判断。对方的说明一并写上。会进入案卷，当事人可以看到。",
        error_messages={
            "required": "还没有写查了什么、看到什么",
            "min_length": f"写得太短，请写明查了什么、看到什么，至少{LEAST_WORDS}个字",
            "max_length": f"写得太长，最多{MOST_WORDS}个字；详细的记录可以作为证据上传",
        },
    )
    evidence = forms.FileField(
        label="证据（照片或者扫描件）",
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="照片、回函或者记录，JPG、PNG 或者 PDF，最大 10 MB。",
    )

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        self.on_site = task.method == "site"
        if not self.on_site:
            del self.fields["visited_at"], self.fields["companion"]

    def clean_visited_at(self) -> datetime:
        """A visit lies between the signing and now."""
        visited: datetime = self.cleaned_data["visited_at"]
        if visited > timezone.now():
            raise ValidationError("到场时间在将来", params={"remedy": "请写实际到场的时间。"})
        if visited < self.task.opened_at:
            raise ValidationError(
                "到场时间早于签署承诺的时间",
                params={"remedy": f"承诺签署于{full_datetime(self.task.opened_at)}，请核对。"},
            )
        return visited

    def clean_evidence(self) -> Upload | None:
        """The file, looked into."""
        file: UploadedFile | None = self.cleaned_data["evidence"]
        if file is None:
            return None
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise ValidationError(
                f"文件超过 {settings.UPLOAD_LIMIT // 1024 // 1024} MB",
                params={"remedy": "请压缩后再上传，或者拍照时选普通画质。"},
            )
        try:
            return check_upload(file.read(), file.name or "", largest=settings.UPLOAD_LIMIT)
        except UploadRefused as refused:
            raise ValidationError(refused.reason, params={"remedy": refused.remedy}) from refused

    def clean(self) -> dict[str, Any]:
        """On site the words share their room with who was there and when."""
        given = super().clean() or self.cleaned_data
        if self.on_site and len(given.get("explanation", "")) > MOST_WORDS_ON_SITE:
            self.add_error(
                "explanation", f"写得太长，现场核查最多{MOST_WORDS_ON_SITE}个字；详细的记录可以作为证据上传"
            )
        return given

    def words(self) -> str:
        """The explanation as it goes into the case file."""
        given = self.cleaned_data
        if not self.on_site:
            return str(given["explanation"])
        return f"{full_datetime(given['visited_at'])}与{given['companion']}到现场核查。{given['explanation']}"


class ReassessForm(forms.Form):
    """Why a check is opened again, and who is to do it."""

    reason = forms.CharField(
        label="为什么重新核查",
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "还没有写为什么重新核查",
            "min_length": f"写得太短，至少{LEAST_WORDS}个字",
            "max_length": f"写得太长，最多{MOST_WORDS}个字",
        },
    )
    by_register = forms.BooleanField(label="请系统再到登记系统查一次（不选就由人核查）", required=False)

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not task.source_key:
            del self.fields["by_register"]
