"""Web pages: a page to a document, and fetching one as an explicit act. Text needs the extra ``web`` (trafilatura)."""

from hayy.web.fetching import Limits, Page, fetch
from hayy.web.page import read_page

__all__ = ["Limits", "Page", "fetch", "read_page"]
