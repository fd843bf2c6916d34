"""Asks a server by the curl command, as scripts do."""

import json
import subprocess


def curl(made, uri, token, method, path, body=None, *options):
    """The answer: JSON, or the text as it is. What is asked is noted in made.

    body is JSON, or a file when it is a path; an answer that is an error raises.
    """
    made.append((method, path.partition("?")[0]))
    command = ["curl", "-sS", "--noproxy", "*", "--fail-with-body", "-X", method, *options]
    command += ["-H", f"Authorization: Bearer {token}"]
    if hasattr(body, "read_bytes"):
        command += ["--data-binary", f"@{body}"]
    elif body is not None:
        command += ["-H", "Content-Type: application/json", "-d", json.dumps(body)]
    answer = subprocess.run([*command, uri + path], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    try:
        return json.loads(answer.stdout)
    except ValueError:
        return answer.stdout
