"""What the people of the crowd fill in, and what registers say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo_demo import names

if TYPE_CHECKING:
    from yinuo_demo.crowd.case import Case


def answer(case: Case, field: dict[str, Any]) -> str:
    """What somebody types into a field of a letter."""
    kind, key = field["kind"], field["key"]
    if kind == "choice":
        return str(case.chance.choice(field["choices"]))
    if kind == "number":
        return str(_NUMBERS.get(key, (1, 9))[0] + case.chance.randrange(_NUMBERS.get(key, (1, 9))[1]))
    if kind == "date":
        return f"{case.chance.randint(2008, 2023)}-{case.chance.randint(1, 12):02d}-{case.chance.randint(1, 28):02d}"
    return _TEXTS.get(key, _some_words)(case)


def record_that_fits(case: Case, fact: dict[str, Any], *, differs: bool = False) -> dict[str, Any]:
    """A register's record that agrees with a promised fact, or contradicts it in its first field."""
    answers = case.application.answers or {}
    record = {field: _said(wanted, answers) for field, wanted in fact["expects"].items()}
    if differs:
        field = next(iter(record))
        record[field] = _contrary(fact["expects"][field], record[field])
    return record


def _said(wanted: Any, answers: dict[str, Any]) -> Any:
    if isinstance(wanted, str) and wanted.startswith("answer:"):
        return answers.get(wanted.removeprefix("answer:")) or "未载明"
    if isinstance(wanted, list):
        return _said(wanted[0], answers)
    if isinstance(wanted, dict):
        return next(iter(wanted.values()))
    return wanted


_CONTRARIES = {"在享": "停发", "存续": "注销", "未婚": "已婚", "已婚": "离婚", "离婚": "已婚", "丧偶": "已婚"}


def _contrary(wanted: Any, said: Any) -> Any:
    if isinstance(said, bool):
        return not said
    if isinstance(said, int):
        return said * 2 + 1
    found = _CONTRARIES.get(str(said), f"{said}（已变更）")
    return "已婚" if isinstance(wanted, list) and found in wanted else found


_NUMBERS = {"experience_years": (4, 20), "graduated_year": (1985, 35), "height": (152, 35)}


def _firm_name(case: Case) -> str:
    return f"宿州{case.chance.choice(names.FIRM_WORDS)}{case.chance.choice(names.FIRM_TRADES)}有限公司"


def _person_name(case: Case) -> str:
    sex = case.chance.choice(("男", "女"))
    return (
        case.chance.choice(names.SURNAMES)
        + case.chance.choice(names.GIVEN_FIRST)
        + case.chance.choice(names.GIVEN_SECOND[sex])
    )


def _school(case: Case) -> str:
    return f"宿州{case.chance.choice(names.FIRM_WORDS)}{case.chance.choice(('中学', '职业学院', '大学'))}（演示）"


def _street(case: Case) -> str:
    return f"宿州市埇桥区{case.chance.choice(names.STREETS)}{case.chance.randint(1, 198)}号（演示地址）"


def _some_words(case: Case) -> str:
    return case.chance.choice(
        ("情况属实，按实际填写", "请求支付劳动报酬", "请求支付赡养费", "按申请材料所列")
    )


_TEXTS = {
    "employer": _firm_name,
    "last_employer": _firm_name,
    "company_name": _firm_name,
    "school": _school,
    "premises": _street,
    "seat_address": _street,
    "partner_name": _person_name,
    "child_name": _person_name,
    "legal_representative": lambda case: case.who.account.name,
    "persons_in_charge": _person_name,
    "major": lambda case: case.chance.choice(
        ("土木工程", "法学", "会计学", "药学", "测绘工程", "汉语言文学")
    ),
    "family_members": lambda case: f"共{case.chance.randint(1, 5)}人",
}
