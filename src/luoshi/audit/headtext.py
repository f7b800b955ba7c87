"""A signed head as text: what an office hands out, mails and prints, and what anybody can check by themselves."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

FIRST_LINE = "luoshi audit head v1"


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The root over the first `size` leaves, by which digest, when, under whose key; numbers as hexadecimal text."""

    size: int
    root: str
    digest: str
    at: str
    key: str
    signature: str = ""

    @property
    def signed(self) -> str:
        """The lines the signature is over."""
        told = {"size": self.size, "root": self.root, "digest": self.digest, "at": self.at, "key": self.key}
        return "".join(f"{line}\n" for line in (FIRST_LINE, *(f"{name}: {value}" for name, value in told.items())))

    @property
    def text(self) -> str:
        """All lines."""
        return f"{self.signed}signature: {self.signature}\n"

    @property
    def moment(self) -> datetime:
        """When it was signed."""
        return datetime.fromisoformat(self.at)

    def holds(self) -> bool:
        """Whether the signature is by the key that is named."""
        try:
            signature = bytes.fromhex(self.signature)
        except ValueError:
            return False
        return is_signed(self.key, signature, self.signed.encode())


def is_signed(public: str, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature by this public key, in hexadecimal, holds."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_head(text: str) -> SignedHead:
    """A head from its text, as handed out; lines around it are passed over. Refused when it is none."""
    lines = [line.strip() for line in text.splitlines()]
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    try:
        if FIRST_LINE not in lines:
            raise KeyError(FIRST_LINE)
        return SignedHead(int(told["size"]), told["root"], told["digest"], told["at"], told["key"], told["signature"])
    except (KeyError, ValueError) as error:
        raise Refused(
            "audit.no_head",
            reason=Text("这不是一份完整的日志头。", "This is no complete head of the log."),
            remedy=Text(
                "请使用导出或邮件收到的原文件，从“luoshi audit head v1”到“signature:”一行。",
                'Use the file as it was received, from "luoshi audit head v1" to the line "signature:".',
            ),
            where=str(error),
        ) from error
