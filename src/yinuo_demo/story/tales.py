"""The four stories, told by playing them."""

from __future__ import annotations

import time

import httpx

from yinuo_demo.people import city
from yinuo_demo.stage import Stage
from yinuo_demo.story import acts
from yinuo_demo.story.telling import Telling
from yinuo_demo.story.visitor import StoryBroken, Visitor

LAWYER = "lszyhz-wqmsxwnlzm-2a7206"
CAUSE = {"cause": "请求给付赡养费、抚养费、扶养费"}


def truthful(stage: Stage) -> Telling:
    """林晓禾 tells the truth and is done in minutes."""
    told = Telling("一、如实承诺的人：林晓禾申请法律援助")
    with Visitor(stage.url) as guest:
        for words in ("法律援助", "flyz", "falv yuanzhu", "法律缓助"):
            guest.open(f"/search/?q={words}").sees("申请法律援助")
        told.step("在首页搜“法律援助”“flyz”“falv yuanzhu”，打错成“法律缓助”，都找得到", "3.3-b")
        guest.open(f"/items/{acts.LEGAL_AID}/").sees("签承诺", "交证明", "如果不属实")
        told.step("打开事项页：签承诺、交证明两种办法并排，写明如果不属实会怎样", "2.2-a", guest)
    with Visitor(stage.url, "lin-xiaohe") as lin:
        number = acts.start(lin, acts.LEGAL_AID)
        lin.open(f"/my/cases/{number}/routes/").sees("没有默认")
        told.step(f"以林晓禾进入，开一份草稿，编号 {number}；没有任何一项预先选好", "2.2-a")
        acts.choose(lin, number, "commit")
        told.step("查能否承诺：可以；选“签承诺”", "2.2-c")
        lin.open(f"/my/cases/{number}/details/").submit(to="/details/", has=("action", "next"), expect=422)
        lin.sees("请求事项")
        acts.fill_in(lin, number, CAUSE)
        told.step("漏填请求事项被点名；填上以后往下走，填过的自动保存")
        lin.open(f"/my/cases/{number}/notice/").submit({"content": "yes"}, to="/notice/", expect=422)
        lin.sees("还有 2 条没有勾")
        acts.read_notice(lin, number)
        told.step("读告知书八条；漏勾两条时被点名，三条逐条确认后才能往下", "2.3-a", lin)
        lin.open(f"/my/cases/{number}/sign/")
        acts.sign(lin, number, "林晓禾", "0000", expect=409).sees("后四位")
        acts.sign(lin, number, "林晓禾", acts.last_four("lin-xiaohe"))
        told.step("身份证后四位错了不能签；对了，签下承诺并提交", "2.3-c")
        lin.wait_for("准予", f"/my/cases/{number}/")
        told.step("低收入数据比对一致，系统依规则当场准予，决定送达", "2.4-a")
        letter = acts.letter_of(lin, number)
        told.step(f"承诺书 PDF 到手（{len(letter) // 1024} KB，PAdES 签名，带时间戳和二维码）", "2.3-c")
    with Visitor(stage.url) as guest:
        guest.open("/check/").submit(files={"file": ("letter.pdf", letter, "application/pdf")}, to="/check/")
        guest.sees("没有改动")
        broken = letter[:2000] + bytes([letter[2000] ^ 1]) + letter[2001:]
        guest.open("/check/").submit(files={"file": ("letter.pdf", broken, "application/pdf")}, to="/check/")
        guest.misses("没有改动")
        told.step("任何人上传文件核验：原件没有改动；改了一个字节就验不过", "2.4-f")
    with Visitor(stage.url, "zhou-yuan") as officer:
        acts.officer_case(officer, number).sees("尽职记录", "摘要链完整")
        told.step("审批人打开案卷：理由、依据、尽职记录都在，摘要链完整", "4.2", officer)
    with Visitor(stage.url, "lin-xiaohe", patience=150) as lin:
        lin.wait_for("核查属实", f"/my/cases/{number}/")
        told.step("承诺记为核查属实，进入信用记录：守信也有记录", "2.5-b")
    return told


def untrue(stage: Stage) -> Telling:
    """陶一川 promises what is not true, twice; he is asked, heard, and finds the way back."""
    told = Telling("二、承诺不实的人：陶一川，从查出到修复")
    with Visitor(stage.url, "tao-yichuan") as tao:
        number = acts.promise(tao, acts.LEGAL_AID, "陶一川", "tao-yichuan", CAUSE)
        tao.wait_for("请您补充", f"/my/cases/{number}/")
        told.step(
            f"申请法律援助（{number}）：决定前比对，低保已经停发；不直接不予，先请他说明或者补材料",
            "2.4-a",
            tao,
        )
        tao.open(f"/my/cases/{number}/").submit({"reason": "记错了，不申请了"}, to="/withdraw/")
        told.step("他撤回申请，没有任何后果", "2.6-c")
        number = acts.promise(
            tao, acts.GUARD, "陶一川", "tao-yichuan", {"school": "虚构市第九中学", "graduated_year": "2008"}
        )
        tao.wait_for("准予", f"/my/cases/{number}/")
        told.step(f"申请保安员证（{number}），承诺初中毕业；没有数据可比，当场准予，决定后由人核查", "2.4-a")
    _find_untrue(stage, number, told)
    _be_heard(stage, number, told)
    determination = _annul(stage, number, told)
    _come_back(stage, determination, told)
    return told


def _find_untrue(stage: Stage, number: str, told: Telling) -> None:
    with Visitor(stage.url, "police-verifier") as verifier:
        verifier.open("/field/").follow("陶一川").sees("初中", number)
        verifier.submit(
            {"outcome": "differs", "explanation": "教育主管部门函复：该校不存在，无此毕业生。"},
            to="/field/tasks/",
        )
        told.step("核查人员从自己的清单打开任务，函询教育主管部门：该校不存在，记下“不一致”", "2.4-h")
    with Visitor(stage.url, "feng-shou") as officer:
        officer.open("/desk/untrue/").sees("陶一川").submit(to="/open/")
        told.step("审批人先告知：送达陈述申辩告知书，5 个工作日内可以说明", "2.4-d", officer)


def _be_heard(stage: Stage, number: str, told: Telling) -> None:
    with Visitor(stage.url, "tao-yichuan") as tao:
        tao.open(f"/my/cases/{number}/represent/")
        tao.submit(
            {"text": "我确实没有读完初中，当时想着快点上岗。愿意退回证件，今后不再这样。"}, to="/represent/"
        )
        told.step("陶一川在网上陈述申辩，承认没有读完初中", "2.4-d")


def _annul(stage: Stage, number: str, told: Telling) -> str:
    with Visitor(stage.url, "feng-shou") as officer:
        officer.open("/desk/untrue/").follow("陶一川")
        address = str(officer.response.url.path)
        officer.open(f"{address}?amount=0&persons_affected=0&intent_shown=on&corrected=on").sees(
            "撤销行政决定"
        )
        told.step("先认定情节，再看法律给出的办法；没有一项预先选好", "2.5-e", officer)
        officer.submit(
            {
                "disposition": "annul",
                "grade": "minor",
                "measures": ["record", "no_commitment"],
                "reason": "经函询教育主管部门并听取陈述，申请人未完成初中学业，承诺不实；其已承认并愿意退回证件，从轻认定。",
            },
            to="/desk/untrue/",
        )
        told.step("撤销决定，写明事实、对申辩的回应、理由和复议诉讼的权利，送达", "2.4-d")
    with Visitor(stage.url, "tao-yichuan") as tao:
        tao.wait_for("失信行为认定书", f"/my/cases/{number}/").sees("信用修复告知书", "撤销决定书")
        told.step("认定书和信用修复告知书一并送达（两书同达）", "2.5-e")
        tao.open("/my/credit/")
        address = tao.find(r'href="(/my/credit/\d+/)"')
        number_of = tao.find(r"(宿信认〔\d+〕\d+号)")
    _platform_has(stage, f"determination:{number_of}")
    told.step("信用平台恰好收到一次", "2.5-b")
    return address


def _come_back(stage: Stage, determination: str, told: Telling) -> None:
    with Visitor(stage.url, "tao-yichuan") as tao:
        number = acts.start(tao, acts.GUARD)
        tao.open(f"/my/cases/{number}/routes/").sees("现在不能签承诺", "交证明")
        told.step("再申请：承诺这条路暂时关着，写明哪条记录、哪一天、怎样恢复；交证明照样能办", "2.2-c", tao)
        tao.open(determination).submit(
            {"r-duty_done": "已经退回保安员证，参加了补习。", "r-agreed": "on"}, has=("act", "repair")
        )
        told.step("申请信用修复：改正、公开承诺，不收费", "2.5-d", tao)
    with Visitor(stage.url, "police-credit") as officer:
        officer.open("/desk/credit/").follow("陶一川").submit(
            {"duty_done": "yes", "reason": "证件已收回，核实属实。"}, to="/desk/credit/"
        )
        officer.sees("已准予")
        told.step("信用专办核实条件齐备，准予修复", "2.5-d", officer)
    with Visitor(stage.url, "tao-yichuan") as tao:
        tao.open(determination).sees("已修复")
        tao.open(f"/my/cases/{number}/routes/").misses("现在不能签承诺")
        told.step("修复当时：限制、公示、共享一起终止，承诺这条路重新打开", "2.5-d")
    with Visitor(stage.url) as guest:
        guest.open("/published/").misses("陶")
    told.step("公示页上没有他", "2.5-d")


def _platform_has(stage: Stage, key: str) -> None:
    for _ in range(60):
        listed = httpx.get(f"{stage.registers}/credit-platform/messages", timeout=10).json()
        keys = [message["key"] for message in listed["messages"]]
        if key in keys:
            if keys.count(key) != 1:
                raise StoryBroken(f"the platform recorded {key} {keys.count(key)} times")
            return
        time.sleep(0.5)
    raise StoryBroken(f"the platform has no {key}: {keys}")


def withdrawing(stage: Stage) -> Telling:
    """顾南星 changes her mind before the decision; nothing is lost."""
    told = Telling("三、撤回承诺的人：顾南星申请律师执业")
    with Visitor(stage.url, "gu-nanxing") as gu:
        number = acts.start(gu, LAWYER)
        for route in ("commit", "commit", "proof"):
            _choose_next(gu, number, route)
        told.step(f"三份证明，两份签承诺、一份交证明，混着选（{number}）", "2.2-b", gu)
        gu.open(f"/my/cases/{number}/details/")
        proof = gu.find(r'type="file"[^>]*name="([^"]+)"')
        gu.submit(
            _blank_answers(gu), to="/details/", has=("action", "next"), files={proof: acts.a_photo("证明")}
        )
        told.step("选交证明的那份，拍照上传", "2.2-b")
        for _ in range(2):
            acts.read_notice(gu, number)
        acts.sign(gu, number, "顾南星", acts.last_four("gu-nanxing"))
        told.step("两份告知书都读过，一次签名，两份承诺书", "2.3-c")
        gu.wait_for("证明事项告知承诺书", f"/my/cases/{number}/")
        gu.submit({"reason": _a_reason(gu)}, to="/withdraw/")
        gu.open(f"/my/cases/{number}/").sees("请您补充")
        told.step("办结前撤回其中一份承诺，说明理由；按原程序改交证明，填过的都在", "2.6-c", gu)
        gu.open(f"/my/cases/{number}/supply/")
        gu.submit(
            {"answer": "改交证明，请查收。"},
            to="/supply/",
            has=("action", "send"),
            files={"file": acts.a_photo("户籍证明")},
        )
        told.step("交来证明，申请继续办理", "2.2-b")
    with Visitor(stage.url, "zhou-yuan") as officer:
        acts.officer_case(officer, number).sees("顾南星", "撤回承诺")
        told.step("审批人看到同一个案卷：撤回的承诺、补交的证明都在", "4.2")
    return told


def _choose_next(visitor: Visitor, number: str, route: str) -> None:
    """Choose a way for the first proof item whose form comes next."""
    visitor.open(f"/my/cases/{number}/routes/")
    done = visitor.text.count("现在选的是这种")
    routes = [f for f in visitor.page.forms if "/routes/" in (f.get("action") or "")]
    if done >= len(routes):
        raise StoryBroken("every proof item has its way already")
    form = routes[done]
    sent = dict(form.form_values()) | {"route": route}
    visitor.client.post(form.get("action"), data=sent, headers={"Referer": str(visitor.response.url)})


def _blank_answers(visitor: Visitor) -> dict[str, str]:
    fields = {i.get("name") for i in visitor.page.iter("input", "textarea") if i.get("name")}
    return {name: "市律师协会人事代理" for name in fields if name == acts.PREFIX + "last_employer"}


def _a_reason(visitor: Visitor) -> str:
    return str(
        next(
            i.get("value")
            for i in visitor.page.iter("input")
            if i.get("name") == "reason" and i.get("type") == "radio"
        )
    )


def unreachable(stage: Stage) -> Telling:
    """米可可's register is down: she is not held hostage, and the check is made up for."""
    told = Telling("四、数据来源中断的人：米可可申请法律援助")
    stage.switch("low-income", "down", only=city().person("mi-keke").id_number)
    with Visitor(stage.url, "mi-keke") as mi:
        number = acts.promise(mi, acts.LEGAL_AID, "米可可", "mi-keke", CAUSE)
        told.step(f"她签承诺时，低收入数据来源正好中断（{number}）", "2.3-c")
        mi.wait_for("准予", f"/my/cases/{number}/")
        told.step("来源没有应答，不让她等：先作决定，核查移到决定以后，原因写进案卷", "2.4-a", mi)
    stage.switch("low-income", "up", only=city().person("mi-keke").id_number)
    with Visitor(stage.url, "sun-xing") as verifier:
        acts.officer_case(verifier, number).sees("决定后")
        told.step("核查人员看到这一项改为决定后核查，系统自动再试", "2.4-e")
    with Visitor(stage.url, "mi-keke") as mi:
        mi.patience = 240.0
        mi.wait_for("核查属实", f"/my/cases/{number}/")
        told.step("来源恢复后系统补查：一致，承诺记为属实", "2.4-e")
    return told


STORIES = (truthful, untrue, withdrawing, unreachable)
