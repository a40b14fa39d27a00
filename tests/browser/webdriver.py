"""A browser driven by real clicks and keys: the W3C WebDriver protocol, JSON over HTTP, by the standard library."""

import base64
import contextlib
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 20  # seconds until what is waited for must be there
KEYS = {"right": "\ue014", "left": "\ue012", "home": "\ue011", "end": "\ue010"}
FLAGS = [
    "--headless=new", "--window-size=1200,1000", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class DriverError(Exception):
    """What chromedriver says went wrong."""


def programs():
    """Paths of the driver and the browser, or None where one of them is not there."""
    driver = shutil.which("chromedriver")
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return (driver, browser) if driver and browser else None


def wait_for(condition, what, patience=PATIENCE):
    """The first true value of a function, asked again and again; an error that names ``what`` where none comes."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise TimeoutError(f"Waited {patience} s for {what}.")


class Browser:
    """One window of a headless browser. Elements are named by CSS selectors."""

    def __init__(self, address, session, downloads):
        self._base, self.downloads = f"{address}/session/{session}", downloads

    def call(self, method, path, **body):
        """The value that the driver answers."""
        return _call(method, f"{self._base}{path}", body if method == "POST" else None)

    def open(self, url):
        self.call("POST", "/url", url=url)

    def script(self, code, *arguments):
        """What a piece of JavaScript returns."""
        return self.call("POST", "/execute/sync", script=code, args=list(arguments))

    def element(self, selector):
        """The path of an element, as soon as it is there."""

        def find():
            with contextlib.suppress(DriverError):
                return self.call("POST", "/element", using="css selector", value=selector)[ELEMENT]

        return f"/element/{wait_for(find, selector)}"

    def click(self, selector):
        found = self.element(selector)
        # Into the middle of the window: at its edges something that stays in sight may lie above it.
        self.script(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector
        )
        self.call("POST", f"{found}/click")

    def press(self, selector, key, times=1):
        """Press a key on an element, as a user of the keyboard does."""
        self.call("POST", f"{self.element(selector)}/value", text=KEYS[key] * times)

    def choose(self, selector, value):
        """Choose an option of a select box."""
        self.call("POST", f"{self.element(f'{selector} option[value={json.dumps(value)}]')}/click")

    def text(self, selector):
        return self.call("GET", f"{self.element(selector)}/text")

    def attribute(self, selector, name):
        return self.script("return document.querySelector(arguments[0])?.getAttribute(arguments[1])", selector, name)

    def size(self, width, height, dark=False):
        """The size of the page in CSS pixels, and the colours that the user prefers."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", **metrics)
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.devtools("Emulation.setEmulatedMedia", features=[feature])

    def devtools(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", cmd=command, params=parameters)

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("GET", "/screenshot")))


def _call(method, url, body):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    # The driver is on this machine: no proxy is asked.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        said = json.load(error)["value"]["message"]
        raise DriverError(re.sub(r"base64,[^\"]+", "base64", said)) from None


@contextlib.contextmanager
def browser():
    """A `Browser` of its own profile, which ends with the block; so does the driver."""
    driver, chromium = programs()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        port = free_port()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen([driver, f"--port={port}"], **quiet)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(lambda: _is_ready(address), "chromedriver")
            options = {
                "binary": chromium, "args": [*FLAGS, f"--user-data-dir={folder}/profile"],
                "prefs": {"download.default_directory": folder, "download.prompt_for_download": False},
            }  # fmt: skip
            wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
            session = _call("POST", f"{address}/session", wanted)["sessionId"]
            try:
                yield Browser(address, session, folder)
            finally:
                _call("DELETE", f"{address}/session/{session}", None)
        finally:
            process.terminate()
            process.wait(10)


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _is_ready(address):
    with contextlib.suppress(OSError):
        return _call("GET", f"{address}/status", None)["ready"]
