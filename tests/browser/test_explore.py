"""The explorer as a user meets it: by real clicks and keys, in a headless browser."""

import contextlib
import csv
import os
import socket
import subprocess
import time
from pathlib import Path

import pytest
from webdriver import browser, free_port, programs, wait_for

FOLDER = Path(__file__).parent
STARTING = 240  # seconds: of the live one the start of TensorFlow and a small training on a slow machine
IDLE = """
return !document.documentElement.classList.contains('shiny-busy')
  && !document.querySelector('.recalculating')
  && !!document.querySelector('#picture img')"""
FITS = "return document.documentElement.scrollWidth <= window.innerWidth"
PROBLEMS = """
const unlabelled = [...document.querySelectorAll('input, select, button, a.btn')].filter(e =>
  e.offsetParent && !e.labels?.length && !e.textContent.trim() && !e.getAttribute('aria-label'));
const errors = [...document.querySelectorAll('.shiny-output-error')];
return [...unlabelled, ...errors].map(e => e.outerHTML)"""


@contextlib.contextmanager
def explorer(kind):
    """A browser with the explorer open; ``kind`` as in app.R."""
    port, log = free_port(), Path(os.environ.get("RGAN_BROWSER_LOG", os.devnull))
    with open(log, "w") as said, browser() as page:
        command = ["Rscript", str(FOLDER / "app.R"), str(port), kind]
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            wait_for(lambda: answers(process, port), "the app", STARTING)
            page.open(f"http://127.0.0.1:{port}")
            wait_for(lambda: page.script(IDLE), "the first picture")
            yield page
        finally:
            process.terminate()
            process.wait(20)


def answers(process, port):
    assert process.poll() is None, "R ended; set RGAN_BROWSER_LOG to a file to see what it said."
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


@pytest.fixture(scope="module")
def live():
    with explorer("live") as page:
        yield page


@pytest.fixture(scope="module")
def stored():
    with explorer("stored") as page:
        yield page


def picture(page, of="#picture"):
    """The picture that is there when the page has come to rest."""
    wait_for(lambda: page.script(IDLE), "the page to rest")
    return page.attribute(f"{of} img", "src")


def other_picture(page, before, of="#picture"):
    return wait_for(lambda: (now := picture(page, of)) != before and now, f"another picture in {of}")


def same_picture(page, wanted):
    return wait_for(lambda: picture(page) == wanted, "the picture as it was")


def values(page):
    return page.script("return [...document.querySelectorAll('[id^=direction_]')].map(e => Number(e.value))")


def downloaded(page, button):
    """The file that a button downloads, as a path."""
    before = set(Path(page.downloads).glob("*.*"))
    wait_for(lambda: "disabled" not in (page.attribute(button, "class") or ""), button)
    page.click(button)

    def whole():
        new = [path for path in set(Path(page.downloads).glob("*.*")) - before if path.suffix in (".csv", ".png")]
        return new[0] if new and new[0].stat().st_size > 0 else None

    return wait_for(whole, f"what {button} downloads")


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


skip = pytest.mark.skipif(programs() is None, reason="chromedriver or a browser is not there")
pytestmark = [skip]


def test_a_slider_moves_the_row_and_surprise_draws_another(live):
    first, begin = picture(live), values(live)
    nearest = picture(live, "#nearest")
    live.press("#direction_1", "right", 8)
    moved = other_picture(live, first)
    assert values(live)[0] == pytest.approx(begin[0] + 0.4)
    other_picture(live, nearest, "#nearest")
    live.click("#surprise")
    other_picture(live, moved)
    wait_for(lambda: values(live)[1:] != begin[1:], "other places of the sliders")
    live.press("#direction_1", "end")
    live.click("#back")
    assert live.script(PROBLEMS) == []


def test_a_walk_leads_from_one_favourite_to_the_other(live):
    before = picture(live)
    live.click("#surprise")
    first = other_picture(live, before)
    live.click("#keep")
    live.click("#surprise")
    second = other_picture(live, first)
    live.click("#keep")
    live.element("#favourites li:nth-child(2)")
    live.choose("#from", "1")
    live.choose("#to", "2")
    live.press("#walk", "right", 50)
    halfway = other_picture(live, second)
    assert halfway != first
    live.press("#walk", "home")
    same_picture(live, first)
    live.click("#play")
    wait_for(lambda: live.attribute("#play", "aria-pressed") == "false", "the end of the walk", 60)
    same_picture(live, second)
    live.click("#favourites li:nth-child(1) button")
    same_picture(live, first)


def test_conditions_are_chosen_and_rows_downloaded_with_them(live):
    before = picture(live)
    names = ["setosa", "versicolor", "virginica"]
    now = int(live.script("return document.querySelector('#by_1').value"))
    wanted = (now + 1) % 3
    live.choose("#by_1", str(wanted))
    other_picture(live, before)
    live.choose("#what", "row")
    wait_for(lambda: live.script(IDLE), "the page to rest")
    (row,) = rows_of(downloaded(live, "#csv"))
    assert row["Species"] == names[wanted]
    assert list(row) == ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width", "Species"]
    shown = live.attribute("#picture img", "alt")
    assert f"Petal.Length {float(row['Petal.Length']):g}" in shown
    live.choose("#what", "walk")
    wait_for(lambda: live.script(IDLE), "the page to rest")
    time.sleep(0.3)
    assert len(rows_of(downloaded(live, "#csv"))) == 12
    assert downloaded(live, "#png").read_bytes().startswith(b"\x89PNG")


def test_without_python_stored_rows_are_shown_and_the_page_says_so(stored):
    assert "install_rgan()" in stored.text(".banner")
    before = picture(stored)
    stored.click("#surprise")
    after = other_picture(stored, before)
    stored.press("#direction_1", "left", 5)
    other_picture(stored, after)
    assert stored.script(PROBLEMS) == []
    (row,) = rows_of(downloaded(stored, "#csv"))
    assert len(row) == 100


@pytest.mark.parametrize("width", [375, 400, 1200])
def test_nothing_is_cut_off_and_dark_is_dark(stored, width):
    # The last test of this page: a window that was made narrow so does not come back.
    for dark in (False, True):
        stored.size(width, 800, dark)
        wait_for(
            lambda: stored.script("return document.documentElement.scrollWidth <= window.innerWidth"), "the layout"
        )
        paper = stored.script("return getComputedStyle(document.body).backgroundColor")
        brightness = sum(int(part) for part in paper.strip("rgba()").split(",")[:3]) / 3
        assert brightness < 60 if dark else brightness > 200
