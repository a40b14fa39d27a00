"""The default of `gan(file = )`: what a file given there must hold is a class `GAN`, such as a subclass of this one."""

from rgan import GAN  # noqa: F401
