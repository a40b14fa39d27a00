"""Draws man/figures/explore.png: the explorer as it is seen in a browser.

Run from the package's folder with rgan installed: .venv/bin/python data-raw/explore-picture.py
"""

import sys
import time

sys.path.insert(0, "tests/browser")

from test_explore import IDLE, explorer, picture
from webdriver import wait_for

with explorer("picture") as page:
    page.size(1100, 705)
    page.devtools("Emulation.setScrollbarsHidden", hidden=True)
    for _ in range(2):
        page.click("#surprise")
        picture(page)
        page.click("#keep")
        time.sleep(1)
    page.press("#direction_1", "right", 12)
    page.script("document.activeElement.blur(); window.scrollTo({top: 0, behavior: 'instant'})")
    time.sleep(3)
    wait_for(lambda: page.script(IDLE), "the page to rest")
    page.screenshot("man/figures/explore.png")
