"""How much memory the networks and draws of a recipe take, from its sizes alone: asked before anything is made."""

import math

from ..checks import check_batch, check_epoch
from ..networks import layers
from ..sampling import part_rows
from .fields import MisfitError

MAX_LAYERS = 512  # of a network, at most
MAX_UPDATES = 10_000  # in one step, at most
MAX_VALUES = 1 << 28  # that one layer gives for the rows made at a time, or one step draws, at most: 1 GB
SHORT_ROW = 1 << 22  # numbers in a row that need not be seen to be there
DIMENSIONS = {"waves": 1, "table": 1, "series": 2, "images": 3}  # of a row


def check(recipe, meta, seen, conditions, saved):
    """Raises `MisfitError` where the networks of a recipe do not go with what was saved, or take too much memory.

    ``meta`` is a saved trainer's, see `rgan.files.checkpoint`; ``seen`` the shape of a row as the networks see it,
    ``conditions`` how many of its numbers say the group, and ``saved`` how many numbers there are in all.
    """
    shape = tuple(meta["shape"])
    _resolved(recipe, meta["own"], shape)
    size = math.prod(shape) if recipe.latent.size == "data" else recipe.latent.size
    size += conditions
    longest = max(size, math.prod(shape), math.prod(seen))
    if longest > max(SHORT_ROW, saved):
        raise MisfitError(f"a row of {longest} numbers is too long")
    check_batch(meta["batch_size"], meta["n"], longest)
    check_epoch(recipe.steps_per_epoch, meta["batch_size"])
    dropped = 0
    made = (*seen[:-1], seen[-1] - conditions)
    networks = (("generator", (size,), made), ("discriminator", seen, seen))
    for own, (name, start, end) in zip(meta["own"], networks, strict=True):
        # A Keras model of the user's own is there already.
        if not own:
            dropped += _network(getattr(recipe, name), start, end, saved, conditions if name == "generator" else 0)
    updates = recipe.updates
    if max(updates.discriminator, updates.generator) > MAX_UPDATES:
        raise MisfitError(f"a step has more than {MAX_UPDATES} updates")
    drawn = (updates.discriminator + updates.generator) * meta["batch_size"] * (size + 2 * dropped)
    if drawn > MAX_VALUES and meta["batch_size"] > 1:
        raise MisfitError(f"a step would draw {drawn} random numbers")
    step = meta["origin"][0]
    if recipe.pretrain and step and not meta["pretrained"]:
        raise MisfitError("training began without the pretraining that the recipe asks for")


def _resolved(recipe, own, shape):
    """The recipe of a trainer leaves nothing open."""
    networks = zip((recipe.generator, recipe.discriminator), own, strict=True)
    objective = recipe.objective
    left = [objective.r1, objective.r2, *(True if own else layers for layers, own in networks)]
    if recipe.kind is None or recipe.scaling == "auto" or None in left:
        raise MisfitError("the recipe leaves open what the data decide")
    if DIMENSIONS[recipe.kind] != len(shape):
        raise MisfitError(f"{recipe.kind} do not have rows of shape {shape}")


def _network(used, start, seen, saved, conditions):
    """The numbers of a row that its dropout layers see."""
    if len(used) > MAX_LAYERS:
        raise MisfitError(f"a network has {len(used)} layers")
    rows = part_rows(math.prod(seen))  # made at a time
    dropped = 0
    for where, weights, numbers in layers.sizes(used, start, seen, conditions):
        if weights > saved:
            raise MisfitError(f"{where} has {weights} weights, but {saved} were saved")
        if numbers * rows > max(MAX_VALUES, rows * saved):
            raise MisfitError(f"{where} makes {numbers} numbers of a row")
        dropped += numbers if where == "a dropout layer" else 0
    return dropped
