"""Web pages: what they plainly state and no more; fetching within limits, from a server of the test's own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from hayy.errors import InputError
from hayy.web import Limits, fetch, fetching, read_page
from hayy.web.page import _Stated

ARTICLE = (
    "<article><h1>حي الشعار</h1><p>سيطر الجيش السوري على حي الشعار في مدينة حلب يوم الاثنين بعد معارك عنيفة.</p>"
    "<p>وقال مصدر عسكري إن العمليات مستمرة في الأحياء المجاورة حتى إشعار آخر.</p></article>"
)


def page(head: str = "", body: str = ARTICLE, lang: str = 'lang="ar-SY"') -> bytes:
    return f"<!doctype html><html {lang}><head>{head}</head><body><nav>القائمة</nav>{body}</body></html>".encode()


def test_the_text_without_what_stands_around_it() -> None:
    document = read_page(page("<title>عنوان  الخبر</title>"), "x.html")
    assert "سيطر الجيش السوري على حي الشعار" in document.text
    assert "القائمة" not in document.text
    assert (document.lang, document.title, document.outlet, document.published) == ("ar", "عنوان الخبر", None, None)


JSON = '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2016-12-12T08:00:00Z",'
JSON += '"publisher":{"name":"Agency"}}]}</script>'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2016-12-12T23:30:00+02:00">', date(2016, 12, 12)),
        ('<meta name="DC.date" content="2016-12-12">', date(2016, 12, 12)),
        ('<meta itemprop="datePublished" content="2016-12-12">', date(2016, 12, 12)),
        (JSON, date(2016, 12, 12)),
        (JSON + '<meta name="date" content="2016-12-12">', date(2016, 12, 12)),
        # Negatives: days of change, of other things, contradictions, and what is no day at all.
        ("", None),
        ('<meta property="article:modified_time" content="2016-12-12">', None),
        ('<meta name="date" content="12 December">', None),
        (JSON + '<meta name="date" content="2016-12-14">', None),
        ('<script type="application/ld+json">{"@type":"Event","datePublished":"2016-12-12"}</script>', None),
        ('<script type="application/ld+json">{not json}</script>', None),
        ('<meta name="date" content="2999-12-12">', None),
    ],
)
def test_a_day_only_where_the_page_states_one(head: str, day: date | None) -> None:
    told: list[str] = []
    assert read_page(page(head), "x.html", tell=told.append).published == day
    assert bool(told) is (day is None)


@pytest.mark.parametrize(
    "element",
    ['<time datetime="2016-12-12" pubdate>', '<time datetime="2016-12-12" itemprop="datePublished">'],
)
def test_time_elements_count_only_as_the_date_of_the_page(element: str) -> None:
    assert read_page(page(body=element + "</time>" + ARTICLE), "x").published == date(2016, 12, 12)
    plain = '<time datetime="2015-01-01">last year</time>'
    assert read_page(page(body=plain + ARTICLE), "x").published is None


def test_dates_in_the_text_and_the_address_are_not_taken() -> None:
    body = ARTICLE.replace("يوم الاثنين", "يوم 5 كانون الأول 2016")
    document = read_page(page(body=body), "x", url="https://example.org/2016/12/05/story.html")
    assert document.published is None


def test_outlet_and_address() -> None:
    head = '<meta property="og:site_name" content="Site"><link rel="canonical" href="https://example.org/a">'
    document = read_page(page(head), "x")
    assert (document.outlet, document.url) == ("Site", "https://example.org/a")
    assert read_page(page(JSON), "x").outlet == "Agency"
    assert read_page(page('<link rel="canonical" href="javascript:alert(1)">'), "x").url is None


def test_encodings() -> None:
    old = page('<meta charset="windows-1256">').decode().encode("windows-1256")
    assert "الشعار" in read_page(old, "x").text
    assert "الشعار" in read_page(page().decode().encode("windows-1256"), "x", charset="windows-1256").text
    with pytest.raises(InputError, match=r"x: byte \d+ is not valid UTF-8; try --encoding"):
        read_page(page().decode().encode("windows-1256"), "x")
    with pytest.raises(InputError, match="its encoding 'rot13' is not known"):
        read_page(page('<meta charset="rot13">'), "x")


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<" * 5000, b"<!--", b"\x00<html>"])
def test_pages_without_an_article(data: bytes) -> None:
    with pytest.raises(InputError):
        read_page(data, "x.html")


def test_hostile_heads_take_no_time() -> None:
    started = time.perf_counter()
    for head in ("<meta " * 20_000, '<script type="application/ld+json">' + "[" * 100_000, "<title>" * 20_000):
        stated = _Stated()
        stated.feed(head)
        assert stated.published()[0] is None
    assert time.perf_counter() - started < 20  # a hang, not a matter of milliseconds


Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def server(socket_enabled: None) -> Iterator[tuple[str, dict[str, Answer]]]:
    """A server on this machine: address, and what to answer by path."""
    answers: dict[str, Answer] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers[self.path.partition("?")[0]](self)

        def log_message(self, *_arguments: Any) -> None:
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}", answers
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def says(body: bytes = b"<p>x</p>", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


HERE = Limits(private=True, seconds=10)


def test_a_page_is_fetched(server: tuple[str, dict[str, Answer]]) -> None:
    address, answers = server
    answers["/a"] = says("مرحبا".encode())
    answers["/old"] = says(status=302, Location="/a?x=1")
    got = fetch(f"{address}/old", HERE)
    assert (got.data.decode(), got.url, got.charset) == ("مرحبا", f"{address}/a?x=1", "utf-8")


def test_private_addresses_need_a_word(server: tuple[str, dict[str, Answer]]) -> None:
    address, answers = server
    asked: list[str] = []
    answers["/a"] = lambda handler: asked.append(handler.path)
    with pytest.raises(InputError, match="private network; --private"):
        fetch(f"{address}/a")
    with pytest.raises(InputError, match="private network; --private"):
        fetch(f"{address.replace('127.0.0.1', 'localhost')}/a")
    assert asked == []


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0", "100.64.0.1", "2130706433"],  # noqa: S104
)
def test_no_private_address_is_connected_to(host: str, socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))
    with pytest.raises(InputError, match="private network"):
        fetch(f"http://{host}/")


def test_a_redirect_into_a_private_network_is_not_followed(
    server: tuple[str, dict[str, Answer]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, answers = server
    answers["/a"] = says(status=301, Location="http://169.254.169.254/latest/meta-data/")
    checked = fetching.ipaddress.ip_address
    monkeypatch.setattr(
        fetching.ipaddress, "ip_address", lambda text: checked("8.8.8.8" if text == "127.0.0.1" else text)
    )
    with pytest.raises(InputError, match=r"169\.254\.169\.254/.* is inside a private network"):
        fetch(f"{address}/a")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (says(b"x" * 2000), "larger than 1000 bytes"),
        (says(status=404), "answers 404"),
        (says(Content_Type="application/pdf"), "is application/pdf"),
        (says(Content_Encoding="gzip"), "compresses"),
        (says(status=302, Location="/loop"), "more than 5 redirects"),
        (says(status=302, Location="file:///etc/passwd"), "only http and https"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "cannot be fetched"),
    ],
    ids=["large", "status", "type", "compressed", "loop", "scheme", "nonsense"],
)
def test_limits(server: tuple[str, dict[str, Answer]], answer: Answer, message: str) -> None:
    address, answers = server
    answers["/loop"] = answers["/a"] = answer
    with pytest.raises(InputError, match=message):
        fetch(f"{address}/a", Limits(max_bytes=1000, private=True, seconds=10))


def test_a_server_that_drips_is_hung_up_on(server: tuple[str, dict[str, Answer]]) -> None:
    address, answers = server

    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
            for _ in range(200):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    answers["/a"] = drip
    started = time.monotonic()
    with pytest.raises(InputError, match="too slow"):
        fetch(f"{address}/a", Limits(private=True, seconds=0.5))
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("url", ["http://user:secret@example.org/", "http:///x", "gopher://example.org/"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(url)
    assert "secret" not in str(caught.value)
