"""What can go wrong, each with a sentence meant for the person at the prompt, in that person's language.

An error about a field of the spec carries the field's path and the value seen as data, so that the sentence can be
written for a reader of Python (``latent["size"]``, True) or of R (``latent$size``, TRUE).
"""

import math
import string
from contextlib import contextmanager
from dataclasses import dataclass

LONGEST = 200  # characters shown of a value


class Field(tuple):
    """The path of a field: names, and numbers of list items from 0."""


class Listed(tuple):
    """Values that a sentence lists one after the other."""


@dataclass(frozen=True)
class Syntax:
    """How a language writes fields and values.

    Parameters
    ----------
    name, item : str
        Templates of what follows a field for a field of its own (``{name}``), and for an item of a list (``{item}``).
    first : int
        The number of the first item of a list.
    quote : str
        Around texts.
    words : dict
        The names of True, False, None, nan and inf.
    lists, dicts, entry : str
        Templates of a list and of named values (``{items}``), and of one named value (``{name}``, ``{value}``).
    """

    name: str
    item: str
    first: int
    quote: str
    words: dict
    lists: str
    dicts: str
    entry: str

    def field(self, path):
        """A field, as one would write it to get at it.

        Parameters
        ----------
        path : sequence of str and int
            Names, and numbers of list items from 0: ("generator", 0, "units").

        Returns
        -------
        str
            For example ``generator[0]["units"]`` in Python, ``generator[[1]]$units`` in R.
        """
        start, *rest = path
        steps = [
            self.item.format(item=step + self.first) if isinstance(step, int) else self.name.format(name=step)
            for step in rest
        ]
        return "".join([str(start), *steps])

    def value(self, value):
        """A value as one would write it, cut off where it is long.

        Parameters
        ----------
        value : object
            `Field` and `Listed` are written as such, an error by its sentence, objects by their type.

        Returns
        -------
        str
            For example ``True`` in Python, ``TRUE`` in R.
        """
        if isinstance(value, Field):
            return f"`{self.field(value)}`"
        if isinstance(value, Listed):
            return ", ".join(map(self.value, value))
        if isinstance(value, RganError):
            return value.said(self)
        text = self._plain(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."

    def _plain(self, value):
        if isinstance(value, str):
            return self.quote + value.translate({ord(self.quote): f"\\{self.quote}", 92: r"\\"}) + self.quote
        if value is None or isinstance(value, bool):
            return self.words[value]
        if isinstance(value, (int, float)):
            return self._number(value)
        if isinstance(value, (list, tuple)):
            return self.lists.format(items=", ".join(map(self._plain, value[:LONGEST])))
        if isinstance(value, dict):
            entries = [self.entry.format(name=name, value=self._plain(item)) for name, item in value.items()]
            return self.dicts.format(items=", ".join(entries))
        return f"an object of class {type(value).__name__}"

    def _number(self, value):
        if isinstance(value, int):
            # Python refuses to write thousands of digits.
            return str(value) if value.bit_length() < LONGEST else f"a number of {value.bit_length()} bits"
        if math.isnan(value):
            return self.words["nan"]
        if math.isinf(value):
            return ("-" if value < 0 else "") + self.words["inf"]
        return f"{value:.15g}"


PYTHON = Syntax(
    name='["{name}"]',
    item="[{item}]",
    first=0,
    quote="'",
    words={True: "True", False: "False", None: "None", "nan": "nan", "inf": "inf"},
    lists="[{items}]",
    dicts="{{{items}}}",
    entry="'{name}': {value}",
)
R = Syntax(
    name="${name}",
    item="[[{item}]]",
    first=1,
    quote='"',
    words={True: "TRUE", False: "FALSE", None: "NULL", "nan": "NaN", "inf": "Inf"},
    lists="list({items})",
    dicts="list({items})",
    entry="{name} = {value}",
)


class _Sentence(string.Formatter):
    """``{name}`` is a value in the reader's syntax, ``{name!s}`` a text as it is."""

    def __init__(self, syntax):
        self.syntax = syntax

    def convert_field(self, value, conversion):
        return self.syntax.value(value) if conversion is None else super().convert_field(value, conversion)


class RganError(Exception):
    """Base class: catch this to catch everything the package raises on purpose.

    Parameters
    ----------
    text : str
        The sentence. Where a path or values are given it is a template: ``{name}`` stands for a value in the reader's
        syntax, ``{name!s}`` for a text as it is. Otherwise it is taken as it is, braces included.
    path : sequence of str and int, optional
        The field that it is about, with which the sentence then begins: names, and numbers of list items from 0.
    **values
        What the template names. `Field` stands for another field, `Listed` for several values.
    """

    syntax = PYTHON  # of str()

    def __init__(self, text="", *, path=(), **values):
        super().__init__(text)
        self.path, self.values = Field(path), values

    def said(self, syntax):
        """The sentence for readers of one language.

        Parameters
        ----------
        syntax : Syntax
            `PYTHON` or `R`.

        Returns
        -------
        str
            The sentence, beginning with the field where the error has a path.
        """
        text = str(self.args[0]) if self.args else ""
        if not self.path and not self.values:
            return text
        sentence = _Sentence(syntax).format(text, **self.values)
        if not self.path:
            return sentence
        return syntax.value(self.path) + ("" if sentence.startswith(",") else " ") + sentence

    def __str__(self):
        return self.said(self.syntax)


@contextmanager
def in_syntax(syntax):
    """What fails within, a ``with`` block or a decorated function, speaks this language.

    Parameters
    ----------
    syntax : Syntax
        What ``str()`` of an `RganError` uses that leaves the block; everything else about it stays.

    Examples
    --------
    @in_syntax(R)
    def advance(trainer, steps): ...
    """
    try:
        yield
    except RganError as error:
        error.syntax = syntax
        raise


class DataError(RganError, ValueError):
    """The training data, or rows given later, cannot be used."""


class SpecError(RganError, ValueError):
    """The spec is wrong in itself or does not fit the data."""


class CheckpointError(RganError):
    """A saved trainer cannot be read, or belongs to another run."""


class NewerFormatError(CheckpointError):
    """A file was written by a newer version of the package."""


class SessionError(RganError):
    """TensorFlow or Keras are in a state, set by other code of the session, in which nothing can be trained."""


class DeviceError(RganError, ValueError):
    """A device was asked for that is not there, or that cannot share a batch."""


class WorkerError(RganError):
    """Another process of a training on several machines failed, is missing, or is not like this one."""


class DivergedError(RganError):
    """Training produced non-finite numbers; the trainer still holds its last finite state."""
