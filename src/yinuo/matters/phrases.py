"""What lists of departments say in one cell or in several, and this house the other way round; both directions each."""

from __future__ import annotations

import re

_BASIS = re.compile(r"^(《[^《》\n]+》)(（[^（）\n]+）)?([^《]*)$")


def basis_joined(title: str, number: str, article: str) -> str:
    """One text from the name, the number and the article of a basis; what stands in two cells counts once."""
    named = title if not title or "《" in title else f"《{title}》"
    numbered = number if not number or number.startswith(("（", "(", "《")) else f"（{number}）"
    said = "" if article in {title, named} else article.removeprefix(named)
    return "".join((named, "" if number in {title, article} else numbered, said))


def basis_parts(basis: str) -> tuple[str, str, str]:
    """Name, number and article of a basis, such that joined they give the same text."""
    found = _BASIS.match(basis)
    if found is None:
        return "", "", basis
    title, number, article = (part or "" for part in found.groups())
    bare = number.removeprefix("（").removesuffix("）")
    for shown in ((title, bare, article), (title, number, article)):
        if basis_joined(*shown) == basis:
            return shown
    return "", "", basis


_USE = re.compile(r"^(.*)（办理事项：(.+)）$", re.DOTALL)


def use_with_matter(purpose: str, matter: str) -> str:
    """What a list without a column for the matter says of the purpose; :func:`matter_and_use` reads it back."""
    return matter if purpose == matter else f"{purpose}（办理事项：{matter}）"


def matter_and_use(text: str) -> tuple[str, str]:
    """Matter and purpose from the purpose of a list without a column for the matter."""
    found = _USE.match(text)
    return (found.group(2), found.group(1)) if found else (text, text)


_AFTER = {"B": "书面承诺", "S": "数据共享或者核验"}


def class_after(text: str) -> str:
    """The class that the way of handling after an abolition means, or nothing."""
    if re.search(r"承诺", text):
        return "B"
    return "S" if re.search(r"共享|核验|查询|核查|核实|比对|调取|内部|无需|不再|电子证照", text) else ""


def after_of(letter: str) -> str:
    """How an abolished proof is handled, by its class."""
    return _AFTER.get(letter, "")
