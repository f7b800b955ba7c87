"""A person of the sample city in front of a browser."""

from playwright.sync_api import Page, ViewportSize, expect

from luoshi.rules.actors import Role

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
EXPECTED = ("status of 409", "status of 422")  # a refusal is an answer, though the browser logs it as an error


class Visitor:
    """Enters as a role, reads, and looks at each page on a phone too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not any(words in text for words in EXPECTED):
            self.problems.append(text)

    def enter(self, role: Role) -> Page:
        """Leave whoever was signed in, enter as the role, and stand on the first page."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in/")
        self.page.locator(f"button[name=role][value={role.value}]").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("好")
        return self.page

    def reads_on_a_phone(self) -> None:
        """Nothing of the present page sticks out of a phone."""
        self.page.set_viewport_size(PHONE)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], self.page.url
        self.page.set_viewport_size(DESK)

    def told(self, words: str) -> None:
        """The page says so in a message."""
        expect(self.page.locator(".flashes")).to_contain_text(words)

    def pick(self, title: str, name: str) -> None:
        """Choose a reference by typing its name."""
        self.page.get_by_role("combobox", name=title).fill(name)
        self.page.get_by_role("option", name=name).first.click()
