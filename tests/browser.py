"""A real Chromium for tests of pages, driven over its own pipe: no driver, no port, no package.

https://chromedevtools.github.io/devtools-protocol/ : commands go in on file descriptor 3, answers come out on 4, each
a JSON text that ends with a zero byte.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,1000",
    "--remote-debugging-pipe",
)
_START = (
    "import fcntl, os, sys\nr, w = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3])\n"
    "os.dup2(r, 3)\nos.dup2(w, 4)\nos.execv(sys.argv[3], sys.argv[3:])"
)
PATIENCE = 60.0


def found() -> str | None:
    """The path of a browser on this machine; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One window of a running browser."""

    def __init__(self, to: int, answers: int) -> None:
        self._to, self._answers, self._number, self._rest = to, answers, 0, b""
        self._session: dict[str, str] = {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        self.told: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send one command and wait for its answer; what the browser tells meanwhile is kept in ``told``."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            if "method" in answer and self._session:
                self.told.append(answer)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select([self._answers], [], [], max(0.0, until - time.monotonic()))
            assert ready, "the browser does not answer"
            more = os.read(self._answers, 1 << 20)
            assert more, "the browser is gone"
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(line))

    def open(self, page: Path) -> None:
        """Open a file and wait until it has loaded."""
        self.told.clear()
        self.ask("Page.navigate", url=page.as_uri())
        until = time.monotonic() + PATIENCE
        while not any(each["method"] == "Page.loadEventFired" for each in self.told):
            assert time.monotonic() < until, "the page does not load"
            self.told.append(self._next())

    def run(self, script: str) -> Any:  # noqa: ANN401  # what the script gives
        """The value of an expression in the page; a promise is waited for."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click where an element stands, with the mouse: what lies over it gets the click, as for a person."""
        where = self.run(
            f"(()=>{{const e=document.querySelector({json.dumps(selector)});e.scrollIntoView({{block:'center'}});"
            "const r=e.getBoundingClientRect();return [r.x+r.width/2,r.y+r.height/2]})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            place = {"x": where[0], "y": where[1], "button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, **place)

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and let go a key."""
        for kind in ("keyDown", "keyUp"):
            shown = {"text": text} if text and kind == "keyDown" else {}
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **shown)

    def type(self, text: str) -> None:
        """Type a text where the cursor stands."""
        self.ask("Input.insertText", text=text)

    def complaints(self) -> list[str]:
        """What the browser refused or could not run, and what the page asked for beside itself."""
        said = [each["params"]["entry"]["text"] for each in self.told if each["method"] == "Log.entryAdded"]
        said += [str(each["params"]) for each in self.told if each["method"] == "Runtime.exceptionThrown"]
        asked = [
            each["params"]["request"]["url"] for each in self.told if each["method"] == "Network.requestWillBeSent"
        ]
        return said + [url for url in asked if not url.startswith("file:")]


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """A browser with a fresh profile in ``folder``; it is gone afterwards."""
    path = found()
    assert path, "no browser"
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()
    command = [sys.executable, "-c", _START, str(in_read), str(out_write), path, *_OPTIONS, f"--user-data-dir={folder}"]
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, pass_fds=(in_read, out_write), stdout=quiet, stderr=quiet, start_new_session=True)
    os.close(in_read)
    os.close(out_write)
    try:
        yield Browser(in_write, out_read)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        os.close(in_write)
        os.close(out_read)
