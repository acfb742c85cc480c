"""The snippet that puts a map page into another page."""

from __future__ import annotations

from hayy.render.escape import text

_SNIPPET = """\
<iframe src="{src}" title="{title}" sandbox="allow-scripts allow-popups" loading="lazy" \
style="width:100%;height:640px;border:0"></iframe>
<script>
(function (frame) {{
  addEventListener("message", function (event) {{
    if (event.source === frame.contentWindow && event.data && event.data.type === "hayy:height") {{
      frame.style.height = Math.min(6000, Math.max(300, Number(event.data.height) || 640)) + "px";
    }}
  }});
}})(document.currentScript.previousElementSibling);
</script>
"""


def embed_snippet(src: str, title: str) -> str:
    """HTML for the page that shows the map: a sandboxed frame, and a script that gives it the height it asks for.

    Without the script the frame keeps its 640 pixels and scrolls.

    Args:
        src: address of the map page, as the host page would link to it.
        title: what the frame shows, for those who hear the page.

    >>> print(embed_snippet("aleppo-embed.html", "Aleppo, 12 Dec 2016").partition(" sandbox")[0])
    <iframe src="aleppo-embed.html" title="Aleppo, 12 Dec 2016"
    """
    return _SNIPPET.format(src=text(src), title=text(title))
