"""The forms of the entrance."""

from __future__ import annotations

from django import forms


class PasswordForm(forms.Form):
    """User name and password of an officer."""

    username = forms.CharField(
        label="登录名",
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": "没有填登录名。登录名由本单位管理员发给您。",
            "max_length": "登录名最长 80 个字。",
        },
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": "没有填密码。忘记了请联系本单位管理员重置。",
            "max_length": "密码最长 200 个字。",
        },
    )
