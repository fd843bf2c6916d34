package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.tracking.StoredFile;
import java.io.InputStream;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Answers with a file, as an attachment that no browser is to interpret. */
final class Downloads {
  private static final Set<String> TEXT =
      Set.of("txt", "log", "err", "yaml", "yml", "json", "md", "csv", "tsv", "cfg", "ini", "py");

  private Downloads() {}

  static HttpReply of(StoredFile file) {
    return HttpReply.stream(
            contentType(file.name()),
            file.size(),
            out -> {
              try (InputStream content = file.content()) {
                content.transferTo(out);
              }
            })
        .withHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(file.name()))
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String contentType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.equals("MLmodel") || TEXT.contains(extension)) {
      return "text/plain; charset=utf-8";
    }
    String guess = URLConnection.guessContentTypeFromName(name);
    return guess == null ? "application/octet-stream" : guess;
  }
}
