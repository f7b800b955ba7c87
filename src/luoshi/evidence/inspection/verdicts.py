"""The word that the child sends when a file is not taken; the parent knows the sentence for it."""


class Unfit(Exception):
    """The file is not taken; the code tells why."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
