"""A user's own Python file that defines a trainer."""

import pytest
from rgan import SpecError
from rgan_r.user_file import load_trainer


def test_a_users_own_trainer_is_loaded_from_a_file(tmp_path, waves, small):
    path = tmp_path / "mine.py"
    path.write_text("import rgan\n\nclass GAN(rgan.GAN):\n    mine = True\n")
    assert load_trainer(path)(waves, small).mine


@pytest.mark.parametrize(
    ("text", "words"),
    [("x = 1", "defines no class"), ("class GAN: pass", "extends"), ("1 / 0", "ZeroDivisionError")],
)
def test_other_files_are_refused_in_words(tmp_path, text, words):
    path = tmp_path / "mine.py"
    path.write_text(text)
    with pytest.raises(SpecError, match=words):
        load_trainer(path)
    with pytest.raises(SpecError, match="not a Python file"):
        load_trainer(tmp_path / "none.py")
