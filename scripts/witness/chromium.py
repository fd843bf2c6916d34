"""A headless Chromium, driven through its DevTools protocol over a pipe: nothing to install but the browser itself.

    with Chromium() as browser:
        page = browser.open("http://127.0.0.1:5001/#/experiments")
        page.wait_for("Experiments")
        assert page.complaints == []
"""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time


def executable():
    """Where a Chromium is, or None."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


class Chromium:
    """One browser with a profile of its own. Not thread-safe: one test drives it."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="chromium-")
        theirs_in, self.out = map(_high, os.pipe())
        self.into, theirs_out = map(_high, os.pipe())
        arguments = [
            executable(), "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.profile}",
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--window-size=1600,1000", "about:blank",
        ]  # fmt: skip
        # The protocol is fixed to file descriptors 3 and 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "bash", *arguments],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.changed = threading.Condition()
        self.answers = {}
        self.pages = {}
        self.last = 0
        self.gone = False
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, RuntimeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.out)
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, url):
        """A new page that has begun to load the address."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self.pages[session] = Page(self, target, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(domain + ".enable")
        page.go(url)
        return page

    def call(self, method, session=None, /, **params):
        self.last += 1
        number = self.last
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data) :]
        with self.changed:
            if not self.changed.wait_for(lambda: number in self.answers or self.gone, 30) or self.gone:
                raise RuntimeError(f"the browser did not answer {method}")
            answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def _read(self):
        rest = b""
        while data := os.read(self.into, 1 << 20):
            *messages, rest = (rest + data).split(b"\0")
            with self.changed:
                for message in map(json.loads, messages):
                    if "id" in message:
                        self.answers[message["id"]] = message
                    elif message.get("sessionId") in self.pages:
                        self.pages[message["sessionId"]].heard(message["method"], message["params"])
                self.changed.notify_all()
        with self.changed:
            self.gone = True
            self.changed.notify_all()
        os.close(self.into)


class Page:
    """A page; .complaints tells what a developer would see in red: errors of the console, failed requests."""

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session
        self.complaints = []
        self.asked = {}
        self.pending = set()

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def go(self, url):
        self.call("Page.navigate", url=url)

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def heard(self, method, said):
        if method == "Runtime.consoleAPICalled" and said["type"] in ("error", "assert"):
            line = " ".join(_text(a) for a in said["args"])
            # The browser's remark that a layout took two frames, which pages under load pass on.
            if "ResizeObserver loop" not in line:
                self.complaints.append("console: " + line)
        elif method == "Runtime.exceptionThrown":
            details = said["exceptionDetails"]
            text = details.get("exception", {}).get("description", details["text"])
            if "ResizeObserver loop" not in text:
                self.complaints.append("exception: " + text)
        elif method == "Log.entryAdded" and said["entry"]["level"] == "error" and said["entry"]["source"] != "network":
            self.complaints.append("log: " + said["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.asked[said["requestId"]] = f"{said['request']['method']} {said['request']['url']}"
            self.pending.add(said["requestId"])
        elif method == "Network.loadingFinished":
            self.pending.discard(said["requestId"])
        elif method == "Network.responseReceived" and said["response"]["status"] >= 400:
            self.complaints.append(f"{said['response']['status']}: {self.asked.get(said['requestId'])}")
        elif method == "Network.loadingFailed":
            self.pending.discard(said["requestId"])
            if not said.get("canceled"):
                self.complaints.append(f"{said['errorText']}: {self.asked.get(said['requestId'])}")

    def run(self, script):
        """The value of a JavaScript expression; a promise is awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def text(self):
        """What a person reads on the page."""
        return self.run("document.body ? document.body.innerText.replaceAll('\\u00a0', ' ') : ''")

    def wait_for(self, *texts, seconds=20):
        """Returns what the page says as soon as it says all of these; fails when it never does."""
        for _ in self._until(seconds):
            said = self.text()
            missing = [text for text in texts if text not in said]
            if not missing:
                return said
        raise AssertionError(f"the page never said {missing}; it says:\n{said}\ncomplaints: {self.complaints}")

    def wait_until(self, script, seconds=20):
        """Waits for a JavaScript expression to become true."""
        for _ in self._until(seconds):
            if self.run(script):
                return
        raise AssertionError(f"never true: {script}\ncomplaints: {self.complaints}")

    def settle(self, seconds=10):
        """Waits until the page has asked for nothing for a while, so that what fails has failed."""
        quiet = None
        for _ in self._until(seconds):
            now = (len(self.asked), len(self.pending), len(self.complaints))
            if self.pending or quiet is None or quiet[0] != now:
                quiet = (now, time.monotonic())
            elif time.monotonic() - quiet[1] > 0.3:
                return

    def click(self, text):
        """Presses, with the mouse, the innermost visible thing that says exactly this."""
        find = (
            "(() => { const hits = [...document.querySelectorAll('body *')].filter(e => e.innerText !== undefined"
            f" && e.innerText.trim() === {json.dumps(text)} && e.getClientRects().length);"
            " const hit = hits[hits.length - 1]; if (!hit) return null; hit.scrollIntoView({block: 'center'});"
            " const box = hit.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for _ in self._until(20):
            if at := self.run(find):
                break
        else:
            raise AssertionError(f"nothing to press says {text!r}; the page says:\n{self.text()}")
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], **pressed)

    def screenshot(self, file):
        self.call("Page.bringToFront")
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    @staticmethod
    def _until(seconds):
        end = time.monotonic() + seconds
        while True:
            yield
            if time.monotonic() > end:
                return
            time.sleep(0.05)


def _high(descriptor):
    """The same pipe under a number that leaves 3 and 4 free."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy


def _text(argument):
    return str(argument.get("value", argument.get("description", argument.get("type"))))
