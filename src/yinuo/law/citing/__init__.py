"""Citations as departments write them, read into typed references and written back in one form.

《…》第四十一条第一款、第四十二条；财税〔2016〕23号第一条；本条例第五条至第七条：what a basis names, and what in it could not be read.
No table is touched; which text a title means is asked of the register (``yinuo.matters``).
"""

from yinuo.law.citing.mending import Mended, mended
from yinuo.law.citing.reading import Reading, read
from yinuo.law.citing.references import WHOLE, Place, Reference, Touch, spread, touches, write
from yinuo.law.citing.titles import Titled, known_as, level_by_name, title_parts

__all__ = [
    "WHOLE",
    "Mended",
    "Place",
    "Reading",
    "Reference",
    "Titled",
    "Touch",
    "known_as",
    "level_by_name",
    "mended",
    "read",
    "spread",
    "title_parts",
    "touches",
    "write",
]
