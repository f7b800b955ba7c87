"""References between packs: `register` within the own pack, `pack.register` anywhere."""


def full(pack: str, ref: str | None) -> str:
    """A reference with its pack; blank stays blank."""
    if not ref or "." in ref:
        return ref or ""
    return f"{pack}.{ref}"


def pack_of(ref: str) -> str:
    """The pack a full reference leads to."""
    return ref.partition(".")[0]
