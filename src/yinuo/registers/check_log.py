"""Check what the public log gave you: python check_log.py FILE.json. It needs Python 3 alone and no network.

A receipt: the entries of a case hang together and stand in the log of the head. A continuation: the log of the later head
is that of the earlier one and more. The head itself is signed; how to check that with openssl is printed.
"""

import json
import sys
from base64 import b64decode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any


def joined(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two others (RFC 9162)."""
    return sha256(b"\x01" + left + right).digest()


def included(entry: dict[str, Any], size: int, root: str) -> bool:
    """Whether an entry stands at its place in the log (RFC 9162, 2.1.3.2)."""
    at, last = entry["place"], size - 1
    value = sha256(b"\x00" + bytes.fromhex(entry["hash"])).digest()
    for step in map(bytes.fromhex, entry["path"]):
        if last == 0:
            return False
        if at % 2 or at == last:
            value = joined(step, value)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            value = joined(value, step)
        at, last = at // 2, last // 2
    return last == 0 and value.hex() == root


def continued(file: dict[str, Any]) -> bool:
    """Whether one log continues the other (RFC 9162, 2.1.4.2)."""
    old, new = file["old"], file["head"]
    path = [bytes.fromhex(step) for step in file["path"]]
    if old["size"] == new["size"]:
        return not path and bool(old["root"] == new["root"])
    if old["size"] & (old["size"] - 1) == 0:
        path.insert(0, bytes.fromhex(old["root"]))
    at, last = old["size"] - 1, new["size"] - 1
    while at % 2:
        at, last = at // 2, last // 2
    before = after = path[0]
    for step in path[1:]:
        if at % 2 or at == last:
            before, after = joined(step, before), joined(step, after)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            after = joined(after, step)
        at, last = at // 2, last // 2
    return last == 0 and before.hex() == old["root"] and after.hex() == new["root"]


def stated(head: dict[str, Any]) -> bool:
    """Whether the signed statement says this size and root."""
    said = json.loads(head["statement"])
    return bool(said["size"] == head["size"] and said["root"] == head["root"])


def main(path: str) -> int:
    """Say what holds; 0 where all holds."""
    file = json.loads(Path(path).read_text(encoding="utf-8"))
    head = file["head"]
    held = [("日志头的声明与条数、根一致", stated(head))]
    if file["kind"] == "continuation":
        held.append(("后一份日志原样包含前一份", stated(file["old"]) and continued(file)))
    else:
        rows = file["entries"]
        chain = all(row["previous_hash"] == before["hash"] for before, row in pairwise(rows))
        held.append((f"案卷 {file['case']} 的 {len(rows)} 条记录前后相接", chain))
        held.append(("每一条都在日志里", all(included(row, head["size"], head["root"]) for row in rows)))
    for what, holds in held:
        print("✓" if holds else "✗ 不符：", what)
    for name, data in (
        ("statement", head["statement"].encode()),
        ("signature", b64decode(head["signature"])),
    ):
        Path(f"head.{name}").write_bytes(data)
    Path("head.pem").write_text(head["certificate"], encoding="ascii")
    print("签名这样核：openssl x509 -in head.pem -pubkey -noout > head.pub")
    print("　　　　　　openssl dgst -sha256 -verify head.pub -signature head.signature head.statement")
    return 0 if all(holds for _, holds in held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
