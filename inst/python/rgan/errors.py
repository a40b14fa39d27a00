"""What can go wrong, each with a sentence meant for the person at the prompt."""


class RganError(Exception):
    """Base class: catch this to catch everything the package raises on purpose."""


class DataError(RganError, ValueError):
    """The training data, or rows given later, cannot be used."""


class SpecError(RganError, ValueError):
    """The recipe is wrong in itself or does not fit the data."""


class CheckpointError(RganError):
    """A saved trainer cannot be read, or belongs to another run."""


class NewerFormatError(CheckpointError):
    """A file was written by a newer version of the package."""


class SessionError(RganError):
    """TensorFlow or Keras are in a state, set by other code of the session, in which nothing can be trained."""


class DivergedError(RganError):
    """Training produced non-finite numbers; the trainer still holds its last finite state."""
