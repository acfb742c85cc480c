"""Where the data lies, names that are safe as file names, and writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import unicodedata
from importlib import resources
from pathlib import Path

from hayy.errors import DataError, OutputError

_MAX_NAME = 100
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}


def data_root() -> Path:
    """The folder that holds ``gazetteer/`` and ``geo/``: inside the installed package, else the checkout.

    Raises:
        DataError: neither is there, so the installation is broken.

    >>> (data_root() / "gazetteer").is_dir()
    True
    """
    package = Path(str(resources.files("hayy")))
    for root in (package / "_data", package.parent.parent):
        if (root / "gazetteer").is_dir() and (root / "geo").is_dir():
            return root
    raise DataError(f"no gazetteer/ and geo/ beside {package}: install hayy again")


def safe_name(text: str) -> str:
    """``text`` as one harmless file name: no separators, no hidden or reserved names, at most 100 bytes.

    Letters of any script stay. A name that had to be changed or cut gets 8 hex digits of the original's SHA-256, so
    that two different texts never share a file.

    >>> safe_name("sana-2016-12-12")
    'sana-2016-12-12'
    >>> safe_name("حي الفردوس")
    'حي الفردوس'
    >>> safe_name("../etc/passwd")
    'etc_passwd-7fef78f5'
    """
    kept = "".join(c if c.isalnum() or c in " ._-" else "_" for c in unicodedata.normalize("NFC", text))
    kept = _cut(kept, _MAX_NAME).strip(" ._-")
    if kept and kept == text and kept.partition(".")[0].casefold() not in _RESERVED:
        return kept
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    kept = _cut(kept, _MAX_NAME - 9).strip(" ._-")
    # A reserved device name stays reserved whatever follows its first dot, so the digest goes before the dot.
    stem, dot, rest = kept.partition(".")
    if stem.casefold() in _RESERVED:
        return f"{stem}-{digest}{dot}{rest}"
    return f"{kept}-{digest}" if kept else f"unnamed-{digest}"


def atomic_write(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that it holds either all of it or what it held before.

    The bytes go to a new file in the same folder, are flushed to the disk, and the file is then renamed over ``path``.
    A symbolic link at ``path`` is replaced, never followed. The file's mode is that of the file it replaces, else what
    the umask gives.

    Raises:
        OutputError: a step failed; ``path`` is as it was and no temporary file is left.
    """
    temporary = path.parent / f".hayy-{secrets.token_hex(8)}.tmp"
    try:
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.is_file() and not path.is_symlink():
                temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
    # The new file is in place and whole; that the rename outlives a power cut is as much as the file system grants.
    with contextlib.suppress(OSError):
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cut(text: str, size: int) -> str:
    """The longest prefix of ``text`` of at most ``size`` bytes in UTF-8."""
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
