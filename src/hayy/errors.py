"""The errors hayy raises on purpose.

Every message is one line that says what is wrong, where, and what to try. The command line turns them into exit
code 1; nothing else may escape from hostile input.
"""


class HayyError(Exception):
    """Base of every error that hayy raises deliberately."""


class InputError(HayyError):
    """A document, a file or an option value cannot be used as it is."""


class DataError(HayyError):
    """A gazetteer, a boundary file or a lexicon is faulty."""


class RenderError(HayyError):
    """A page or a picture could not be made."""


class OutputError(HayyError):
    """A file could not be written; what was there before is unchanged."""
