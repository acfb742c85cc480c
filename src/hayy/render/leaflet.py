"""Leaflet's script and style sheet, from the PyPI package that carries them; nothing of them is kept in this project.

The files are found through the package's metadata, so that its namespace package need not be imported, and only the
very files that were tried are used.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from hayy.errors import RenderError

PACKAGE = "XStatic-Leaflet"
# Leaflet 1.9.3 (BSD-2-Clause), the version that folium's templates are written for.
SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
# Its licence asks that these words go with it, so they travel in every page.
LICENCE = """\
Leaflet 1.9.3. Copyright (c) 2010-2022, Volodymyr Agafonkin. Copyright (c) 2010-2011, CloudMade. All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""
# The style sheet names pictures for controls that the page does not use; they would be asked for over the network.
_PICTURE = re.compile(r"url\(images/[a-z0-9-]+\.png\)")


@cache
def script() -> str:
    """The minified script, with its licence before it.

    >>> "Leaflet 1.9.3" in script()
    True
    """
    return f"/*!\n{LICENCE}\n*/\n" + _read("leaflet.js")


@cache
def styles() -> str:
    """The style sheet, without its pictures.

    >>> ".png" in styles()
    False
    """
    return _PICTURE.sub("none", _read("leaflet.css"))


def _read(name: str) -> str:
    """One file of the package.

    Raises:
        RenderError: the package is missing, or holds another version.
    """
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        raise RenderError(f"the package {PACKAGE} is not installed: pip install '{PACKAGE}==1.9.3.0'") from None
    found = [file for file in files if file.name == name]
    if not found:
        raise RenderError(f"the package {PACKAGE} has no {name}: pip install --force-reinstall '{PACKAGE}==1.9.3.0'")
    content = Path(str(found[0].locate())).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise RenderError(f"{name} of {PACKAGE} is not that of Leaflet 1.9.3: pip install '{PACKAGE}==1.9.3.0'")
    # HTML reads CR LF as LF, and the policy's hash is that of what is read.
    return content.decode("utf-8").replace("\r\n", "\n")
