"""The few pages of HTML that the server writes itself: the frame in which the workbench is mounted, and what is said where there is none.

Owns their words. Every text from outside is escaped. Leaves all that is seen on a working page to the front end.
"""

from __future__ import annotations

from html import escape

AGAIN = "Open the address that ifso open printed in the terminal; where it no longer runs, start it again."


def frame_page(title: str, file: str) -> str:
    """Return the page in which the workbench is mounted; what it holds is seen until it is, and where scripts do not run."""
    shell = escape(file)
    words = (
        f"<h1>{escape(title)}</h1><p>The page is being prepared; on the first start on a machine that takes half a minute.</p>"
        f"<noscript><p>It is drawn by a script, and scripts do not run here. In a terminal, <code>ifso ask {shell}</code> "
        f"gives the same answer in words, and <code>ifso --help</code> tells of the rest.</p></noscript>"
    )
    return _page(
        f"{escape(title)} – ifso",
        f'<div id="ifso">{words}</div><script type="module" src="page.js"></script>',
        '<link rel="stylesheet" href="page.css">',
    )


def refusal_page(why: str) -> str:
    """Return what is said to a request that is refused."""
    return _page("ifso", f"<h1>Not here</h1><p>{escape(why)}</p><p>{escape(AGAIN)}</p>")


def arriving_page() -> str:
    """Return a page that leads on to the workbench."""
    return _page("ifso", '<p><a href="/">To the page</a></p>', '<meta http-equiv="refresh" content="0; url=/">')


def missing_page(why: str, hint: str) -> str:
    """Return what is said where the page's program has not been built."""
    return _page("ifso", f"<h1>{escape(why)}</h1><p>{escape(hint)}</p>")


def _page(title: str, body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{title}</title>{head}</head><body>{body}</body></html>"
    )
