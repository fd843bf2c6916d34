package io.mudbrick.platform.http;

import java.io.IOException;

/**
 * Answers a call. It may block, as it runs on a worker thread; what waits long answers {@link
 * HttpReply#later later} and holds none.
 */
@FunctionalInterface
public interface Handler {
  HttpReply handle(HttpCall call) throws IOException;
}
