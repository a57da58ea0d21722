"""Switches by which a demo register is made slow, down, wrong or garbled, for everybody or for one person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Any

from yinuo_demo.records import REGISTERS, Record

CREDIT_PLATFORM = "credit-platform"
MODES: dict[str, str] = {
    "up": "正常",
    "slow": "缓慢",
    "down": "停止服务（503）",
    "cut": "断开连接",
    "wrong": "答错",
    "garbage": "答非所问（不是 JSON）",
    "lost": "已收下但答复丢失",
}
SLOW_MS = 5000
LONGEST_MS = 60_000


class BadSwitch(ValueError):
    """A switch that cannot be set; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Switch:
    """How a register behaves.

    Attributes:
        register: key of a register, ``credit-platform``, or ``*`` for all.
        mode: key of :data:`MODES`.
        latency_ms: pause before each answer.
        only: identity number or credit code it is limited to; empty for everybody.
    """

    register: str
    mode: str
    latency_ms: int = 0
    only: str = ""


class Switches:
    """All switches that are not at rest; the narrower goes before the wider."""

    def __init__(self, switches: list[Switch]) -> None:
        self._lock = Lock()
        self._set = {(switch.register, switch.only): switch for switch in switches}

    def for_query(self, register: str, number: str) -> Switch:
        """The switch that governs a question."""
        with self._lock:
            for key in ((register, number), ("*", number), (register, ""), ("*", "")):
                if key in self._set:
                    return self._set[key]
        return Switch(register, "up")

    def turn(self, wish: dict[str, Any]) -> None:
        """Set a switch; ``up`` without latency takes it away, for ``*`` without a person all of them.

        Args:
            wish: ``{"register", "mode", "latency_ms", "only"}``, the last two optional.

        Raises:
            BadSwitch: an unknown register or mode, or a latency outside 0 to 60,000.
        """
        switch = _read(wish)
        with self._lock:
            if switch.mode != "up" or switch.latency_ms:
                self._set[switch.register, switch.only] = switch
            elif switch.register == "*" and not switch.only:
                self._set.clear()
            else:
                self._set.pop((switch.register, switch.only), None)

    def as_json(self) -> list[dict[str, Any]]:
        """The switches set, for ``GET /switches``."""
        with self._lock:
            return [asdict(switch) for switch in self._set.values()]


def falsified(record: Record) -> Record:
    """The record with every field altered, the same way each time."""
    return {name: _false_value(value) for name, value in record.items()}


_OPPOSITES = {"在享": "停发", "停发": "在享", "已婚": "未婚", "存续": "注销", "户主": "其他"}


def _false_value(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1000
    if value in _OPPOSITES:
        return _OPPOSITES[value]
    try:
        return (date.fromisoformat(value) + timedelta(days=365)).isoformat()
    except ValueError:
        return value[::-1] if len(set(value)) > 1 else f"{value}某"


def _read(wish: dict[str, Any]) -> Switch:
    register, mode, only = wish.get("register"), wish.get("mode"), wish.get("only") or ""
    latency = wish.get("latency_ms", SLOW_MS if mode == "slow" else 0)
    if register not in {*REGISTERS, CREDIT_PLATFORM, "*"}:
        raise BadSwitch(f"register 应为 {'、'.join(REGISTERS)}、{CREDIT_PLATFORM} 或 *")
    if mode not in MODES:
        raise BadSwitch(f"mode 应为 {'、'.join(MODES)}")
    if isinstance(latency, bool) or not isinstance(latency, int) or not 0 <= latency <= LONGEST_MS:
        raise BadSwitch(f"latency_ms 应为 0 到 {LONGEST_MS} 的整数")
    if not isinstance(only, str):
        raise BadSwitch("only 应为一个证件号码")
    return Switch(str(register), str(mode), latency, only)
