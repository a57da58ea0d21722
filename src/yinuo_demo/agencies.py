"""The demo city's agencies. Names are those of a city's usual bodies; codes, addresses and phones are synthetic."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo_demo.names import REGIONS
from yinuo_demo.people import credit_code

CITY_REGION = "341300"
HOST = "justice"


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """An agency as it is loaded; ``kind`` is one of the kinds of the people room, ``parent`` a slug or empty."""

    slug: str
    name: str
    short_name: str
    uscc: str
    region_code: str
    address: str
    phone: str
    kind: str = "administrative"
    parent: str = ""


_CITY: tuple[tuple[str, str, str], ...] = (
    (HOST, "宿州市司法局", "市司法局"),
    ("legal-aid", "宿州市法律援助中心", "市法律援助中心"),
    ("human-resources", "宿州市人力资源和社会保障局", "市人社局"),
    ("education", "宿州市教育体育局", "市教体局"),
    ("police", "宿州市公安局", "市公安局"),
    ("tax", "国家税务总局宿州市税务局", "市税务局"),
    ("culture", "宿州市文化和旅游局", "市文旅局"),
    ("market", "宿州市市场监督管理局", "市市场监管局"),
    ("fire", "宿州市消防救援支队", "市消防救援支队"),
    ("civil-affairs", "宿州市民政局", "市民政局"),
    ("medical-insurance", "宿州市医疗保障局", "市医保局"),
    ("housing", "宿州市住房和城乡建设局", "市住建局"),
    ("natural-resources", "宿州市自然资源和规划局", "市自然资源和规划局"),
)
_COUNTIES: dict[str, str] = {
    "341302": "yongqiao-justice",
    "341321": "dangshan-justice",
    "341322": "xiaoxian-justice",
    "341323": "lingbi-justice",
    "341324": "sixian-justice",
}


def agencies() -> tuple[DemoAgency, ...]:
    """All agencies, parents before children."""
    found = [
        DemoAgency(
            slug=slug,
            name=name,
            short_name=short,
            uscc=credit_code("11", 1300 + number),
            region_code=CITY_REGION,
            address=f"宿州市埇桥区一诺街道知行路{2 * number + 1}号（演示地址）",
            phone=f"199-0000-90{number:02d}",
            kind="authorised" if slug == "legal-aid" else "administrative",
            parent=HOST if slug == "legal-aid" else "",
        )
        for number, (slug, name, short) in enumerate(_CITY)
    ]
    found += [
        DemoAgency(
            slug=slug,
            name=f"{'宿州市' if region == '341302' else ''}{REGIONS[region]}司法局",
            short_name=f"{REGIONS[region]}司法局",
            uscc=credit_code("11", 1350 + number),
            region_code=region,
            address=f"宿州市{REGIONS[region]}守信路{number + 1}号（演示地址）",
            phone=f"199-0000-91{number:02d}",
            parent=HOST,
        )
        for number, (region, slug) in enumerate(_COUNTIES.items())
    ]
    return tuple(found)
