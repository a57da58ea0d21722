"""The registers of the demo city as the product knows them: holder, purpose and legal basis of every question."""

from __future__ import annotations

from typing import Any

from yinuo_demo.records import REGISTERS

SOURCES: dict[str, dict[str, Any]] = {
    "low-income": {
        "name": REGISTERS["low-income"],
        "holder": "宿州市民政局",
        "purpose": "核查申请人的家庭经济状况",
        "basis": "《法律援助法》第四十一条",
        "timeout_ms": 2000,
    },
    "household": {
        "name": REGISTERS["household"],
        "holder": "宿州市公安局",
        "purpose": "核查申请人的户口登记内容",
        "basis": "宿政办秘〔2021〕7号 二（四）",
        "timeout_ms": 2000,
    },
    "enterprise": {
        "name": REGISTERS["enterprise"],
        "holder": "宿州市市场监督管理局",
        "purpose": "核查企业的登记状态和法定代表人",
        "basis": "宿政办秘〔2021〕7号 二（四）",
        "timeout_ms": 2000,
    },
    "court": {
        "name": REGISTERS["court"],
        "holder": "宿州市中级人民法院（演示）",
        "purpose": "核查申请人是否被列为失信被执行人",
        "basis": "宿政办秘〔2021〕7号 二（五）",
        "timeout_ms": 2000,
    },
}
"""Key to the columns of a source; its address comes from the settings."""
