"""What a browser would find in the HTML that the page is given."""

from html.parser import HTMLParser

OURS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "span"}


class Page(HTMLParser):
    """What a browser would find in a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_ours(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a tag with these attributes is one that the contract of the page allows."""
    match tag:
        case "a":
            return attributes.keys() == {"href"} and (attributes["href"] or "").startswith(("http://", "https://", "tg://"))
        case "span":
            return attributes == {"class": "spoiler"}
        case _:
            return tag in OURS and not attributes
