"""A page as one file: its program, its style and its data in a single HTML document that needs no server and no network.

Owns the document and its safety: the browser is told to run that one script, to use that one style, and to fetch nothing. Data stand in the
document as JSON in which no character can end the element that holds them. Leaves what is drawn to the front end.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Any

from ifso.report.page.bundle import bundle
from ifso.report.page.inwords import page_in_words

MARK = '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="generator" content="ifso '
"""How every report begins."""
DATA_MARK = '{"format":1,"ifso":"'
"""How the data of a page begin."""


def page_json(page: Mapping[str, Any]) -> str:
    """Return a page's data as JSON, the same for the same data."""
    return json.dumps(page, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def page_html(page: Mapping[str, Any]) -> str:
    """Return a page as a document that stands alone. Raises ``UsageError`` where the page's program has not been built."""
    script, style = bundle()
    script, style = in_element(script), style.replace("</", "<\\/")
    policy = (
        f"default-src 'none'; script-src {_hashed(script)}; style-src {_hashed(style)}; worker-src blob:; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'{MARK}{escape(page["ifso"])}">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="data:,"><title>{escape(page["scenario"]["title"])} – ifso</title><style>{style}</style></head>'
        f'<body><div id="ifso">{page_in_words(page)}</div>'
        f'<script type="application/json" id="ifso-page">{page_json(page).replace("<", _LESS)}</script>'
        f'<script type="module">{script}</script></body></html>\n'
    )


_LESS = "\\u003c"


def in_element(script: str) -> str:
    """Return a script in which nothing begins or ends an element: such words stand in its texts alone, where an escape means the same."""
    for words in ("</script", "<script", "<!--"):
        script = script.replace(words, f"\\x3C{words[1:]}")
    return script


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
