"""Who is in the race: name, environment, script and its arguments, and for which kinds of data it is made."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STORE = HERE.parent / ".rivals"
ALL, CURVES, TABLES = ("waves", "series", "table"), ("waves", "series"), ("table",)


@dataclass(frozen=True)
class Rival:
    """One of the ways to make rows.

    Attributes
    ----------
    name : str
    environment : str
        The folder of its virtual environment; "rgan" is that of this package, "R" the library for R.
    call : tuple of str
        Script and arguments.
    kinds : tuple of str
    instead_of : str
        Another rival, where that one cannot be had.
    """

    name: str
    environment: str
    call: tuple
    kinds: tuple = ALL
    instead_of: str = ""

    def key(self):
        """A name for files."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name.lower())


OURS = "rgan"
RIVALS = [
    Rival(OURS, "rgan", ("ours.py",)),
    Rival("group centres and noise", "rgan", ("centres.py",)),
    Rival("shrunk normal", "rgan", ("shrunk.py",)),
    Rival("normal (copulas)", "copulas", ("copula.py", "normal")),
    Rival("normal copula (copulas)", "copulas", ("copula.py",)),
    Rival("arf (R)", "R", ("through_r.py", "arf.R")),
    Rival("arf (arfpy)", "arfpy", ("forest.py",), instead_of="arf (R)"),
    Rival("synthpop (R)", "R", ("through_r.py", "synthpop.R")),
    Rival("CTGAN (ctgan)", "ctgan", ("ctgan_rows.py", "CTGAN"), TABLES),
    Rival("TVAE (ctgan)", "ctgan", ("ctgan_rows.py", "TVAE"), TABLES),
    Rival("PAR (deepecho)", "deepecho", ("par.py",), CURVES),
    Rival("VAE (tsgm)", "tsgm", ("vae.py",), CURVES),
    Rival("DGAN (gretel-synthetics)", "gretel", ("dgan.py",), CURVES),
]
