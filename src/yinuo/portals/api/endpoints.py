"""The one table of the API: its addresses and its OpenAPI description are both made from it."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from django.conf import settings

from yinuo.law.scope import PriorityField
from yinuo.portals.api import answers
from yinuo.portals.api.asking import MOST, PAGE
from yinuo.portals.api.pages import catalogue, items, papers, register

if TYPE_CHECKING:
    from django.http import HttpResponse

VERSION = "1.1.0"
_PRIMITIVES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question."""

    name: str
    zh: str
    schema: dict[str, Any]
    where: str = "query"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One question the API answers.

    Attributes:
        name: of the address, in the namespace ``api``.
        route: below ``/api/v1/``, as Django writes it; parameters in it are texts.
        view: what answers.
        answer: the record it answers with.
        zh: what it is for.
        parameters: besides those of the route.
    """

    name: str
    route: str
    view: Callable[..., HttpResponse]
    answer: type[Any]
    zh: str
    parameters: tuple[Parameter, ...] = ()

    @property
    def address(self) -> str:
        """As OpenAPI writes it: ``/api/v1/items/{slug}/``."""
        written = self.route.replace("<slug:", "{").replace("<str:", "{").replace(">", "}")
        return f"/api/v1/{written}"


_SIZE = Parameter(
    "size", f"一页多少条，1 到 {MOST}，不写按 {PAGE}", {"type": "integer", "minimum": 1, "maximum": MOST}
)
_AFTER = Parameter("after", "从哪一条之后开始，取自上一页的 next", {"type": "integer", "minimum": 0})

_SCOPE = Parameter(
    "scope",
    "谁的目录：city 全市，county-行政区划代码，unit-单位代号",
    {"type": "string", "examples": ["city", "county-341321", "unit-justice"]},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "items",
        "items/",
        items.items,
        answers.ItemPage,
        "已经公布的证明事项目录",
        (
            Parameter("agency", "只看一个单位，写它的代号", {"type": "string"}),
            Parameter("field", "只看一个重点领域", {"type": "string", "enum": [*PriorityField.__members__]}),
            _AFTER,
            _SIZE,
        ),
    ),
    Endpoint(
        "item",
        "items/<slug:slug>/",
        items.item,
        answers.Item,
        "一项证明事项的告知内容、承诺事实和填写项",
        (Parameter("slug", "事项的代号", {"type": "string"}, "path"),),
    ),
    Endpoint(
        "editions",
        "editions/",
        catalogue.editions_asked,
        answers.EditionPage,
        "按期公布的目录",
        (_SCOPE, _AFTER, _SIZE),
    ),
    Endpoint(
        "edition",
        "editions/<slug:key>/",
        catalogue.edition,
        answers.EditionLines,
        "一期公布目录，逐项；全文和校验值见 whole 里的地址",
        (
            Parameter(
                "key", "代号，如 2026-1；current 是最新的一期，范围由 scope 定", {"type": "string"}, "path"
            ),
            _SCOPE,
            _AFTER,
            _SIZE,
        ),
    ),
    Endpoint(
        "changes",
        "changes/",
        catalogue.changes_asked,
        answers.ChangePage,
        "目录的变动，从已知的一条之后接着取，一条不漏",
        (Parameter("unit", "只看一个单位，写它的代号", {"type": "string"}), _AFTER, _SIZE),
    ),
    Endpoint(
        "search",
        "search/",
        items.search,
        answers.SearchPage,
        "按群众的说法找证明事项：词、日常说法、拼音、首字母都认得",
        (Parameter("q", "要办的事或者要开的证明，最多看前 60 个字", {"type": "string"}), _AFTER, _SIZE),
    ),
    Endpoint(
        "check",
        "check/<str:code>/",
        papers.check,
        answers.Check,
        "凭核验码查一份文书现在的效力",
        (Parameter("code", "文书上的核验码，大小写、空格和连字符不限", {"type": "string"}, "path"),),
    ),
    Endpoint(
        "published",
        "published/",
        register.published,
        answers.PublishedPage,
        "正在公示的失信认定",
        (
            Parameter("q", "认定书文号、企业名称的一部分，或者企业的统一社会信用代码", {"type": "string"}),
            _AFTER,
            _SIZE,
        ),
    ),
)


@cache
def description() -> dict[str, Any]:
    """The whole API in OpenAPI 3.1."""
    schemas: dict[str, Any] = {}
    paths = {one.address: {"get": _operation(one, schemas)} for one in ENDPOINTS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.YINUO_CITY['name']}证明事项告知承诺开放接口",
            "version": VERSION,
            "description": "只供查阅，不用登录。个人姓名只留姓，证件号码、电话、住址从不出现。",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": settings.PUBLIC_URL}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _operation(one: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    refused = {"description": "没有查到，写明原因和出路", "content": _content(answers.Refused, schemas)}
    answered = {"description": str(one.answer.__doc__), "content": _content(one.answer, schemas)}
    return {
        "operationId": one.name,
        "summary": one.zh,
        "parameters": [
            {
                "name": p.name,
                "in": p.where,
                "required": p.where == "path",
                "description": p.zh,
                "schema": p.schema,
            }
            for p in one.parameters
        ],
        "responses": {"200": answered, "400": refused, "404": refused},
    }


def _content(record: type[Any], schemas: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema(record, schemas)}}


def schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The JSON schema of a type; records are entered in ``schemas`` and referred to."""
    if get_origin(kind) is Annotated:
        inner, zh = get_args(kind)
        return {**schema(inner, schemas), "description": zh}
    if kind in _PRIMITIVES:
        return dict(_PRIMITIVES[kind])
    if get_origin(kind) is list:
        return {"type": "array", "items": schema(get_args(kind)[0], schemas)}
    if get_origin(kind) in {types.UnionType, Union}:
        return {
            "anyOf": [
                schema(one, schemas) if one is not type(None) else {"type": "null"} for one in get_args(kind)
            ]
        }
    if kind.__name__ not in schemas:
        schemas[kind.__name__] = {}
        hints = get_type_hints(kind, include_extras=True)
        schemas[kind.__name__] = {
            "type": "object",
            "description": kind.__doc__,
            "required": [one.name for one in fields(kind)],
            "additionalProperties": False,
            "properties": {one.name: schema(hints[one.name], schemas) for one in fields(kind)},
        }
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
