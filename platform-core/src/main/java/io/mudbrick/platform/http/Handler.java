package io.mudbrick.platform.http;

import java.io.IOException;

/** Answers a call. It may block; it runs on a worker thread. */
@FunctionalInterface
public interface Handler {
  HttpReply handle(HttpCall call) throws IOException;
}
