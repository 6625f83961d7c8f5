"""核验日志证明 Check a proof of the log of acts: python3 check_proof.py PROOF.json [ROOTS.json]

Python 3 alone. Leaf: SHA-256(0x00 content). Node: SHA-256(0x01 left right). Tree: RFC 6962. The signatures
are not checked here; what counts is that size and root are those you have from elsewhere.
"""

import hashlib
import json
import sys
from pathlib import Path


def climb(node: int, last: int, path: list[bytes], old: bytes, new: bytes) -> tuple[bytes, bytes] | None:
    """Both roots, from a subtree at the right edge of the older tree upwards (RFC 9162, section 2.1)."""
    for beside in path:
        if last == 0:
            return None
        if node % 2 or node == last:
            old = hashlib.sha256(b"\x01" + beside + old).digest()
            new = hashlib.sha256(b"\x01" + beside + new).digest()
            while node and node % 2 == 0:
                node, last = node // 2, last // 2
        else:
            new = hashlib.sha256(b"\x01" + new + beside).digest()
        node, last = node // 2, last // 2
    return (old, new) if last == 0 else None


def included(content: str, number: int, size: int, path: list[bytes]) -> str:
    """The root of the tree in which the content is entry ``number`` of ``size``."""
    leaf = hashlib.sha256(b"\x00" + content.encode()).digest()
    roots = climb(number - 1, size - 1, path, leaf, leaf) if 0 < number <= size else None
    return roots[1].hex() if roots else ""


def consistent(old: int, old_root: str, new: int, new_root: str, path: list[bytes]) -> bool:
    """Whether the newer tree begins with the entries of the older one."""
    if old == new or not 0 < old < new:
        return old == new and old_root == new_root and not path
    node, last = old - 1, new - 1
    while node % 2:
        node, last = node // 2, last // 2
    first, *rest = (path or [b""]) if node else [bytes.fromhex(old_root), *path]
    roots = climb(node, last, rest, first, first)
    return roots is not None and (old_root, new_root) == (roots[0].hex(), roots[1].hex())


def check(proof: dict, held: list[dict]) -> list[tuple[str, bool]]:  # type: ignore[type-arg]
    """What was checked, and whether it holds."""
    entry, root, older = proof["entry"], proof["root"], proof["older"]
    paths = [[bytes.fromhex(one) for one in proof[name]] for name in ("inclusion", "consistency")]
    said = json.loads(entry["content"])
    same = said["number"] == entry["number"] and said["log"] == proof["log"] == root["log"]
    found = included(entry["content"], entry["number"], root["size"], paths[0])
    steps = [("编号与日志 number and log", same), ("条目在根之内 entry under root", found == root["root"])]
    if older:
        grown = consistent(older["size"], older["root"], root["size"], root["root"], paths[1])
        steps.append(("只增未改 only added to", grown and older["log"] == root["log"]))
    known = [one for one in (root, older) if one]
    return steps + [
        (f"与所持的根相同 same as your root ({mine['size']})", (mine["log"], mine["root"]) == (one["log"], one["root"]))
        for mine in held for one in known if mine["size"] == one["size"]
    ]  # fmt: skip


if __name__ == "__main__":
    proof, *roots = [json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]]
    steps = check(proof, roots[0]["roots"] if roots else [])
    for text, holds in steps:
        sys.stdout.write(f"{'✓' if holds else '✗ 不成立 FAILS'} {text}\n")
    sys.stdout.write(f"{proof['entry']['content']}\n根 root {proof['root']['size']}: {proof['root']['root']}\n")
    sys.exit(0 if all(holds for _, holds in steps) else 1)
