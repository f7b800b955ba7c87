"""A person of the sample city in front of a browser."""

from playwright.sync_api import Locator, Page, expect

from luoshi.rules.actors import Role
from tests.journeys.eyes import barriers, sticks_out

EXPECTED = (
    "status of 404",
    "status of 403",
    "status of 409",
    "status of 422",
)  # a refusal is an answer, though the browser logs it as an error


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
        assert sticks_out(self.page) == 0, self.page.url

    def stands_in_nobodys_way(self) -> None:
        """The present page holds to WCAG 2.2 AA in both themes, as far as a tool can tell, and fits a phone."""
        found = barriers(self.page)
        assert not found, "\n".join(found)
        self.reads_on_a_phone()

    def part(self, name: str) -> Locator:
        """A named part of the page."""
        return self.page.get_by_role("region", name=name)

    def presses(self, name: str) -> None:
        """Press a button or a link that says exactly this."""
        pressed = self.page.get_by_role("button", name=name, exact=True)
        (pressed.or_(self.page.get_by_role("link", name=name, exact=True))).last.click()

    def refused(self, words: str) -> None:
        """The form comes back and says why."""
        expect(self.page.get_by_role("alert")).to_contain_text(words)

    def newest(self, *words: str) -> None:
        """The newest thing in the record's history says so."""
        for each in words:
            expect(self.page.locator(".timeline > li").first).to_contain_text(each)

    def told(self, words: str) -> None:
        """The page says so in a message."""
        expect(self.page.locator(".flashes")).to_contain_text(words)

    def pick(self, title: str, name: str) -> None:
        """Choose a reference by typing its name."""
        self.page.get_by_role("combobox", name=title).fill(name)
        self.page.get_by_role("option", name=name).first.click()
