"""MLflow's own web pages before a Mudbrick: serves the files that the Python package ships, forwards every other call.

    python mlflow_ui.py --uri http://127.0.0.1:5000 --token-file DIR/admin.token [--port 5001]

The browser holds no credential: the proxy adds it. So it listens on the loopback only, and answers only what is asked
of it by that name: another site's page, or a name that was made to point here, gets nothing.
"""

import argparse
import http.client
import http.server
import importlib.util
import mimetypes
import pathlib
import sys
import threading
import urllib.parse

# Of one connection only, or computed anew here.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "host", "origin", "referer", "authorization"}


def pages():
    """The folder of MLflow's web pages; None where only mlflow-skinny is installed."""
    package = importlib.util.find_spec("mlflow")
    folder = pathlib.Path(package.origin).parent / "server/js/build" if package else None
    return folder if folder and (folder / "index.html").is_file() else None


class Proxy(http.server.ThreadingHTTPServer):
    """Serves until shutdown(); .calls lists what was forwarded, as (method, path, status)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, uri, token, port=0):
        self.target = urllib.parse.urlsplit(uri)
        self.token = token
        self.files = pages()
        self.calls = []
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def start(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a page that was left hangs up
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def _answer(self):
        port = self.server.server_address[1]
        ours = {f"127.0.0.1:{port}", f"localhost:{port}"}
        origin = self.headers.get("Origin")
        if self.headers.get("Host") not in ours or (origin and urllib.parse.urlsplit(origin).netloc not in ours):
            self._reply(403, [("Content-Type", "text/plain")], b"not from here")
            return
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        if path == "/" or path.startswith("/static-files/"):
            self._file("index.html" if path == "/" else path.removeprefix("/static-files/"))
        else:
            self._forward()

    def _file(self, name):
        file = (self.server.files / name).resolve()
        if not file.is_relative_to(self.server.files.resolve()) or not file.is_file():
            self._reply(404, [("Content-Type", "text/plain")], b"no such file")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._reply(200, [("Content-Type", kind), ("Cache-Control", "max-age=3600")], file.read_bytes())

    def _forward(self):
        target = self.server.target
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        headers["Authorization"] = "Bearer " + self.server.token
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        connection = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
        try:
            connection.request(self.command, target.path.rstrip("/") + self.path, body, headers)
            reply = connection.getresponse()
            self.server.calls.append((self.command, urllib.parse.unquote(urllib.parse.urlsplit(self.path).path), reply.status))
            kept = [(n, v) for n, v in reply.getheaders() if n.lower() not in HOP | {"content-length", "date", "server"}]
            self._reply(reply.status, kept, reply.read())
        finally:
            connection.close()

    def _reply(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _answer


def main():
    options = argparse.ArgumentParser(description="MLflow's own web pages before a Mudbrick.")
    options.add_argument("--uri", required=True, help="the server's address, as MLFLOW_TRACKING_URI has it")
    options.add_argument("--token-file", required=True, type=pathlib.Path, help="such as DATA/admin.token")
    options.add_argument("--port", type=int, default=5001)
    given = options.parse_args()
    if pages() is None:
        sys.exit("mlflow_ui: this Python has no MLflow with web pages: pip install mlflow")
    with Proxy(given.uri, given.token_file.read_text().strip(), given.port) as proxy:
        print(proxy.url, flush=True)
        try:
            proxy.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
