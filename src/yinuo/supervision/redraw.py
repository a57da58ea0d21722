"""Repeat a published draw: python redraw.py FILE.json. It needs Python 3 alone, no network, and no part of Yinuo.

It checks that the list is the one whose digest was published before, that the secret is the one that was sealed, and that
list, secret and outside event give exactly what was drawn and who was sent.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any


def framed(part: bytes) -> bytes:
    """A part with its length before it, so that no two lists of parts look alike."""
    return len(part).to_bytes(8, "big") + part


def digest_of(keys: list[str]) -> str:
    """The digest of a list, in any order."""
    if len(set(keys)) != len(keys):
        sys.exit("名单里有重复")
    return sha256(
        b"".join(map(framed, [b"yinuo-population-v1", *(k.encode() for k in sorted(keys))]))
    ).hexdigest()


def rank(key: str, seed: bytes) -> bytes:
    """The place of a key in the draw: the lower, the earlier."""
    return sha256(framed(b"yinuo-draw-v1") + framed(seed) + framed(key.encode())).digest()


def population_digest(file: dict[str, Any]) -> str:
    """The digest of the whole frozen list."""
    lists = [f"{s['standing']}:{s['percent']}:{s['size']}:{digest_of(s['keys'])}" for s in file["strata"]]
    shut = [f"{key}={','.join(sorted(codes))}" for key, codes in file["recused"].items()]
    sent = f"inspectors:{file['each']}:{digest_of(file['inspectors'])}"
    return digest_of([*lists, sent, f"recused:{digest_of(shut)}"])


def repeat(file: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What list, secret and event give: for each part the keys with those who are sent."""
    secret = bytes.fromhex(file["drawn"]["secret"])
    happened = file["drawn"]["happened"]
    seed = sha256(framed(b"yinuo-draw-seed-v2") + framed(secret) + framed(happened.encode())).digest()
    order = {s["standing"]: sorted(s["keys"], key=lambda key: rank(key, seed)) for s in file["strata"]}
    burden = dict.fromkeys(file["inspectors"], 0)
    found: list[list[dict[str, Any]]] = []
    for part in file["drawn"]["parts"]:
        found.append([])
        for stratum in file["strata"]:
            line, n = order[stratum["standing"]], part["sizes"].get(stratum["standing"], 0)
            order[stratum["standing"]] = line[n:]
            for key in line[:n]:
                own = sha256(seed + key.encode()).digest()
                able = [code for code in burden if code not in file["recused"].get(key, ())]
                sent = sorted(able, key=lambda code: (burden[code], rank(code, own)))[: file["each"]]
                for code in sent:
                    burden[code] += 1
                found[-1].append({"key": key, "inspectors": sent})
    return found


def main(path: str) -> int:
    """Say what holds and what does not; 0 where all holds."""
    file = json.loads(Path(path).read_text(encoding="utf-8"))
    held = [("名单与公告的摘要一致", population_digest(file) == file["population_digest"])]
    if "drawn" in file:
        secret = bytes.fromhex(file["drawn"]["secret"])
        seal = sha256(framed(b"yinuo-draw-seal-v2") + framed(secret)).hexdigest()
        held.append(("密封值与公告的封条一致", seal == file["seal"]))
        said = [part["result"] for part in file["drawn"]["parts"]]
        held.append(("抽中的和检查人员与重算的一致", said == repeat(file)))
    else:
        print("还没有公布抽取结果，只能核对名单")
    for what, holds in held:
        print("✓" if holds else "✗ 不符：", what)
    return 0 if all(holds for _, holds in held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
