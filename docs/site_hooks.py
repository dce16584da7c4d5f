"""A change that `mkdocs build` makes to the pages: a link named after a file gets the title of its page."""

import re
from typing import Any

_LINK = re.compile(r"\[(\w+\.md)\]\(\1(#[\w-]+)?\)")


def on_page_markdown(markdown: str, files: Any, **_: Any) -> str:
    """Return the page with `[splitting.md](splitting.md)` as `[Where an article begins](splitting.md)`."""

    def titled(found: re.Match[str]) -> str:
        file = files.get_file_from_path(found[1])
        if file is None:
            return found[0]  # a broken link: mkdocs reports it
        title = file.content_string.partition("\n")[0].removeprefix("# ")
        return f"[{title}]({found[1]}{found[2] or ''})"

    return _LINK.sub(titled, markdown)
