"""The command group: errors as one line, exit codes, options every command has."""

from __future__ import annotations

import errno
import io
import runpy
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hayy.cli import group, main
from hayy.cli.group import cli
from hayy.cli.options import common_options
from hayy.cli.wording import one_line
from hayy.errors import DataError, HayyError, InputError, OutputError, RenderError

RAISED: list[BaseException] = []


@click.command("raises")
@common_options
def command(directory: object) -> None:
    """Raise what the test put into RAISED."""
    raise RAISED[0]


@pytest.fixture
def raises(monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setitem(group.COMMANDS, "raises", "hayy_command_that_raises")
    monkeypatch.setitem(sys.modules, "hayy_command_that_raises", SimpleNamespace(command=command))  # type: ignore[misc]
    yield CliRunner()
    RAISED.clear()


@pytest.mark.parametrize("kind", [HayyError, InputError, DataError, RenderError, OutputError])
def test_an_error_of_hayy_is_one_line_and_exit_1(kind: type[HayyError], raises: CliRunner) -> None:
    RAISED.append(kind("a.txt: two\nlines\x1b[31m\u202e"))
    result = raises.invoke(cli, ["raises"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: a.txt: two lines\\x1b[31m\\u202e\n"


def test_a_fault_of_hayy_itself_says_so_without_a_traceback(raises: CliRunner) -> None:
    RAISED.append(KeyError("gone"))
    result = raises.invoke(cli, ["raises"])
    assert result.exit_code == 1
    assert result.stderr == "Error: a fault in hayy itself (KeyError: 'gone'); run again with --debug and report it\n"


@pytest.mark.parametrize("arguments", [["raises", "--debug"], ["--debug", "raises"]], ids=["command", "group"])
@pytest.mark.parametrize("error", [InputError("a"), KeyError("b")], ids=["InputError", "KeyError"])
def test_debug_lets_the_traceback_through(arguments: list[str], error: Exception, raises: CliRunner) -> None:
    RAISED.append(error)
    assert raises.invoke(cli, arguments).exception is error


def test_a_usage_error_is_exit_2() -> None:
    for arguments in (["no-such-command"], ["--no-such-option"], ["read"], ["map", "a.txt"]):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 2, arguments
        assert "Usage: " in result.stderr


def test_no_arguments_show_the_help() -> None:
    assert "Commands:" in CliRunner().invoke(cli, []).output


@given(st.text())
def test_a_message_is_one_line_without_anything_a_terminal_obeys(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\x1b\u202e\u2066\x07\x08\r\n")


def test_the_script_writes_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="ascii") for name in ("stdout", "stderr")}
    for name, stream in ascii_streams.items():
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr(sys, "argv", ["hayy", "read", "غائب.txt"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    ascii_streams["stderr"].flush()
    assert ascii_streams["stderr"].buffer.getvalue().decode("utf-8") == "Error: غائب.txt: no such file\n"  # type: ignore[attr-defined]


def test_the_module_is_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["hayy", "--version"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("hayy.cli", run_name="__main__")
    assert end.value.code == 0


def test_a_reader_that_went_away_is_no_traceback(raises: CliRunner) -> None:
    RAISED.append(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    result = raises.invoke(cli, ["raises"])
    assert (result.exit_code, result.stderr) == (1, "")
