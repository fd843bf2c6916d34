package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.FileReply;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.tracking.StoredFile;

/** Answers with a file, as an attachment that no browser is to interpret. */
final class Downloads {
  private Downloads() {}

  static HttpReply of(HttpCall call, StoredFile file) {
    return FileReply.of(call, file.name(), file.size(), null, file::content);
  }
}
