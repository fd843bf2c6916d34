package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.files.FileContent;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.http.FileReply;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.io.IOException;
import java.time.Instant;

/** {@code /fs/files}. */
final class FilesResource {
  private static final String PATH = "/fs/files/{path...}";
  private static final String BYTES = "application/octet-stream";

  private FilesResource() {}

  static void mount(Routes routes) {
    routes
        .get(PATH, Policy.AUTHENTICATED, call -> download(call, files(call), path(call)))
        .head(PATH, Policy.AUTHENTICATED, call -> head(call, files(call), path(call)))
        .put(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              files(call).upload(path(call), call.stream(), overwrite(call));
              return HttpReply.noContent();
            })
        .delete(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              files(call).delete(path(call));
              return HttpReply.noContent();
            });
  }

  private static FilesApi files(HttpCall call) {
    return call.service(FilesApi.class);
  }

  static String path(HttpCall call) {
    return "/" + call.variable("path");
  }

  /** When nothing is said, an existing file is overwritten. */
  static boolean overwrite(HttpCall call) {
    return !"false".equalsIgnoreCase(call.query("overwrite"));
  }

  static HttpReply head(HttpCall call, FilesApi files, String path) {
    FileEntry entry = files.stat(path);
    return FileReply.of(
        call,
        entry.name(),
        BYTES,
        entry.size(),
        Instant.ofEpochMilli(entry.modifiedAt()),
        () -> files.open(path).stream());
  }

  static HttpReply download(HttpCall call, FilesApi files, String path) throws IOException {
    return reply(call, files.open(path));
  }

  /** Answers with an open file, and closes it if nothing of it is to be sent. */
  static HttpReply reply(HttpCall call, FileContent content) throws IOException {
    boolean sends = false;
    try {
      FileEntry entry = content.entry();
      HttpReply reply =
          FileReply.of(
              call,
              entry.name(),
              BYTES,
              entry.size(),
              Instant.ofEpochMilli(entry.modifiedAt()),
              content::stream);
      sends = reply.status() < 300 && reply.length() > 0;
      return reply;
    } finally {
      if (!sends) {
        content.close();
      }
    }
  }
}
