"""The verbs of routine supervision: announce, draw, draw more, annul."""

from yinuo.supervision.actions.announcing import announce_draw
from yinuo.supervision.actions.annulling import annul_draw
from yinuo.supervision.actions.drawing import draw, draw_more

__all__ = ["announce_draw", "annul_draw", "draw", "draw_more"]
