#!/usr/bin/env python3
"""Checks an exported bundle of a luoshi audit log. One file, Python 3.8 or newer, nothing else to install.

    python3 verify_luoshi.py BUNDLE.json [--head EARLIER_HEAD.txt] [--key "FINGERPRINT"]

The bundle holds entries, a signed head and proofs. This program says for each entry whether it stands in the log that
was signed, and whether that log goes on from the earlier head. Exit code 0: all holds; 1: something does not.

用法同上：逐条核对审计条目是否在已签名的日志中，日志是否由较早的日志头延续而来。全部成立退出码为 0，否则为 1。
Sources: RFC 9162 (tree, proofs), RFC 8032 (Ed25519), GB/T 32905-2016 (SM3).
"""

import argparse
import hashlib
import json
import struct
import sys

FIRST_LINE = "luoshi audit head v1"
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def sha256(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def rotated(word, by):
    """32 bits, rotated to the left."""
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def sm3(data):
    """SM3, GB/T 32905-2016, section 5."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + b"\x00" * ((55 - len(data)) % 64) + struct.pack(">Q", 8 * len(data))
    for start in range(0, len(padded), 64):
        state = sm3_block(state, padded[start : start + 64])
    return struct.pack(">8I", *state)


def sm3_block(state, block):
    """One step of the compression."""
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ rotated(words[j - 3], 15)
        mixed ^= rotated(mixed, 15) ^ rotated(mixed, 23)
        words.append(mixed ^ rotated(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        first = rotated((rotated(a, 12) + e + rotated(constant, j)) & 0xFFFFFFFF, 7)
        second = first ^ rotated(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & 0xFFFFFFFF & g)
        left = (ff + d + second + (words[j] ^ words[j + 4])) & 0xFFFFFFFF
        right = (gg + h + first + words[j]) & 0xFFFFFFFF
        a, b, c, d = left, a, rotated(b, 9), c
        e, f, g, h = right ^ rotated(right, 9) ^ rotated(right, 17), e, rotated(f, 19), g
    return [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]


DIGESTS = {"sha256": sha256, "sm3": sm3}


def added(p, q):
    """The sum of two points of edwards25519, in extended coordinates."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    """A multiple of a point."""
    whole = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            whole = added(whole, point)
        point, factor = added(point, point), factor >> 1
    return whole


def point_of(data):
    """The point that 32 bytes name, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of(bytes.fromhex("58" + "66" * 31))


def is_signed(key, message, signature):
    """Whether an Ed25519 signature holds (RFC 8032, section 5.1.7)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    owner, commitment = point_of(key), point_of(signature[:32])
    response = int.from_bytes(signature[32:], "little")
    if owner is None or commitment is None or response >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(response, BASE), added(commitment, times(challenge, owner))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


def read_head(text):
    """A head from its text: its fields, and whether its signature holds."""
    lines = [line.strip() for line in text.splitlines()]
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    names = ("size", "root", "digest", "at", "key")
    if FIRST_LINE not in lines or not all(name in told for name in (*names, "signature")):
        raise ValueError("no head")
    signed = "".join("%s\n" % line for line in [FIRST_LINE] + ["%s: %s" % (name, told[name]) for name in names])
    holds = is_signed(bytes.fromhex(told["key"]), signed.encode(), bytes.fromhex(told["signature"]))
    return dict(told, size=int(told["size"]), root=bytes.fromhex(told["root"]), holds=holds)


def fingerprint(head):
    """The key in eight groups of four signs."""
    signs = DIGESTS[head["digest"]](head["key"].encode()).hex()[:32]
    return " ".join(signs[start : start + 4] for start in range(0, 32, 4))


def included(leaf, position, head, proof):
    """RFC 9162, 2.1.3.2."""
    digest = DIGESTS[head["digest"]]
    if not 0 <= position < head["size"]:
        return False
    here, last, whole = position, head["size"] - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            whole = digest(b"\x01" + each + whole)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            whole = digest(b"\x01" + whole + each)
        here, last = here >> 1, last >> 1
    return last == 0 and whole == head["root"]


def continued(old, new, proof):
    """RFC 9162, 2.1.4.2."""
    digest = DIGESTS[new["digest"]]
    if old["size"] == new["size"]:
        return not proof and old["root"] == new["root"]
    if not 0 < old["size"] < new["size"] or not proof:
        return False
    path = list(proof) if old["size"] & (old["size"] - 1) else [old["root"]] + list(proof)
    here, last = old["size"] - 1, new["size"] - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = digest(b"\x01" + each + was), digest(b"\x01" + each + now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = digest(b"\x01" + now + each)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old["root"] and now == new["root"]


def entry_faults(entry, head):
    """What is wrong with one entry."""
    digest = DIGESTS[head["digest"]]
    if digest(entry["canonical"].encode()).hex() != entry["digest"]:
        return "its text does not match its digest 文字与摘要不符"
    if [entry["id"], entry["digest"]] not in json.loads(entry["leaf"])["entries"]:
        return "its leaf does not name it 日志项中没有这一条目"
    proof = [bytes.fromhex(each) for each in entry["proof"]]
    if not included(digest(b"\x00" + entry["leaf"].encode()), entry["position"], head, proof):
        return "its proof does not lead to the signed root 证明与已签名的根不符"
    return ""


def checks(bundle, earlier, key):
    """(what was looked at, what is wrong with it or nothing), one after the other."""
    head = read_head(bundle["head"])
    yield "head of %d leaves, %s" % (head["size"], head["at"]), "" if head["holds"] else "signature fails 签名不成立"
    if key:
        same = fingerprint(head).replace(" ", "") == key.replace(" ", "").lower()
        yield "key " + fingerprint(head), "" if same else "is not the key you gave 与所给指纹不符"
    for entry in bundle["entries"]:
        yield "entry %d" % entry["id"], entry_faults(entry, head)
    for told in bundle.get("consistency", []):
        old = read_head(told["old"])
        proof = [bytes.fromhex(each) for each in told["proof"]]
        fine = old["holds"] and continued(old, head, proof)
        yield "goes on from %d leaves" % old["size"], "" if fine else "the log was rewritten 日志被改写"
    if earlier:
        yield from earlier_checks(bundle, head, read_head(earlier))


def earlier_checks(bundle, head, old):
    """The head the reader kept: signed, and one that the bundle proves to be continued."""
    proven = [read_head(told["old"]) for told in bundle.get("consistency", [])] + [head]
    known = any((each["size"], each["root"]) == (old["size"], old["root"]) for each in proven)
    wrong = "" if old["holds"] else "signature fails 签名不成立"
    lacking = (
        "" if known else "the bundle does not go on from it; ask for `luoshi audit export --head` 导出包未由此延续"
    )
    yield "your head of %d leaves" % old["size"], wrong or lacking


def main():
    """Read, check, tell."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("bundle")
    asked.add_argument("--head")
    asked.add_argument("--key")
    given = asked.parse_args()
    try:
        with open(given.bundle, encoding="utf-8") as file:
            bundle = json.load(file)
        earlier = ""
        if given.head:
            with open(given.head, encoding="utf-8") as file:
                earlier = file.read()
        found = list(checks(bundle, earlier, given.key))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        print("not a bundle that can be read 不能读取: %r" % error)
        return 1
    for what, wrong in found:
        print("%s %s%s" % ("BAD 不成立" if wrong else "ok  成立", what, ": " + wrong if wrong else ""))
    return 1 if any(wrong for _, wrong in found) else 0


if __name__ == "__main__":
    sys.exit(main())
