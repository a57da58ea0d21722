"""Pages that only tell: help, accessibility, how personal data are used."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinuo.law.texts import ACCESSIBILITY, CLAUSES, E_SIGNATURE, PIPL, PIPL_24, RECONSIDERATION_20
from yinuo.portals.face.doors import everybody

PIPL_6 = PIPL.article(6, 2, text="收集个人信息，应当限于实现处理目的的最小范围，不得过度收集个人信息。")
PIPL_45 = PIPL.article(45, 1, text="个人有权向个人信息处理者查阅、复制其个人信息")
PIPL_46 = PIPL.article(46, 1, text="个人发现其个人信息不准确或者不完整的，有权请求个人信息处理者更正、补充。")
ACCESSIBILITY_32 = ACCESSIBILITY.article(
    32,
    text="利用财政资金建立的互联网网站、服务平台、移动互联网应用程序，应当逐步符合无障碍网站设计标准和国家信息无障碍标准。",
)

E_SIGNATURE_14 = E_SIGNATURE.article(14, text="可靠的电子签名与手写签名或者盖章具有同等的法律效力。")

QUESTIONS = (
    (
        "选哪种办法",
        (
            (
                "一定要签承诺吗？",
                "不用。签承诺还是交证明，由您自己选，效力一样，没有默认。选了以后还能换。",
                CLAUSES["2.2-a"],
            ),
            (
                "不想承诺，或者说不准怎么办？",
                "交证明就行，按原来的办法办，不会因此慢待您。",
                CLAUSES["2.2-b"],
            ),
            (
                "什么人暂时不能签承诺？",
                "有较严重的不良信用记录，或者以前作过虚假承诺、还没有修复的。这时仍可以交证明办理。修复当天就恢复。",
                CLAUSES["2.2-c"],
            ),
        ),
    ),
    (
        "签了以后",
        (
            (
                "会怎么查？",
                "签之前就告诉您：查哪几项、怎么查、最晚哪天查完。能用数据比对的不上门，不会因为您用了承诺就多查。",
                CLAUSES["2.4-c"],
            ),
            (
                "写错了怎么办？",
                "决定之前发现不一致，先请您说明或者补材料，不会直接不批。写错了更正就行，不算说假话。",
                CLAUSES["2.4-a"],
            ),
            (
                "后悔了怎么办？",
                "办结之前，有合理的理由就可以撤回承诺，改交证明接着办，已经填的都保留。",
                CLAUSES["2.6-c"],
            ),
            (
                "故意不实会怎样？",
                "先听您陈述申辩，再依法处理：终止办理、限期整改、撤销决定、给予处罚，并记入信用记录。",
                CLAUSES["2.4-d"],
            ),
            (
                "对决定不服怎么办？",
                "决定书上写着去哪里、多少天内可以申请行政复议或者提起诉讼。",
                RECONSIDERATION_20,
            ),
        ),
    ),
    (
        "签名和文书",
        (
            (
                "网上签名有用吗？",
                "有。电子签名和手写签名效力相同。签好的承诺书当时就能下载，上面有单位的电子签名和时间戳。",
                E_SIGNATURE_14,
            ),
            (
                "怎样知道文书是真的？",
                "扫纸上的二维码，或者在“核验文书”里输入核验码、上传文件，真假和是否有效都看得到。",
                None,
            ),
            (
                "承诺书会公开吗？",
                "告知书里写着公不公开、公开到哪里、公开多久。没有写公开的，就不公开。",
                CLAUSES["2.6-d"],
            ),
        ),
    ),
)
"""What people ask: question, answer, article."""


@everybody
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What people ask, answered in plain words, each with its article."""
    return render(request, "public/questions.html", {"groups": QUESTIONS})


@everybody
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used by everybody, and whom to tell where it cannot."""
    return render(request, "public/accessibility.html", {"basis": ACCESSIBILITY_32})


@everybody
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data are used for what, who sees them, and what one may demand."""
    context = {
        "least": PIPL_6,
        "look": PIPL_45,
        "mend": PIPL_46,
        "machine": PIPL_24,
        "notice": CLAUSES["2.5-f"],
    }
    return render(request, "public/privacy.html", context)
