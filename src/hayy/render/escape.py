"""Data into HTML without becoming HTML: the JSON island, the few static texts, and the hashes of the policy.

Text that came from outside reaches a page in two ways only: inside the JSON island, which scripts read with
``JSON.parse`` and show with ``textContent``, and as the page's title. Nothing of it ever passes through a template.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
# "<" could end the script element, "&" and ">" are harmless today and cost nothing, the two separators end a line in
# old JavaScript.
_ISLAND = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def island(data: Any) -> str:
    r"""``data`` as JSON that can stand inside ``<script type="application/json">``.

    Lone surrogates become JSON escapes, so the result can always be written as UTF-8.

    Raises:
        ValueError: a number is not finite.

    >>> island({"name": "</script><b>&"})
    '{"name":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text.translate(_ISLAND))


def text(value: str) -> str:
    """``value`` as character data or as a quoted attribute of HTML.

    Lone surrogates and NUL, which HTML cannot hold, become U+FFFD.

    >>> text('a < b & "c"')
    'a &lt; b &amp; &quot;c&quot;'
    """
    return html.escape(_SURROGATE.sub("\ufffd", value).replace("\x00", "\ufffd"), quote=True)


def source_hash(code: str) -> str:
    """The source expression that allows exactly this inline script or style in a Content-Security-Policy.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
