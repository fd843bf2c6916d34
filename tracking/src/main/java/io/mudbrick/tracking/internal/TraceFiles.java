package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.ArtifactPlace;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * What traces have among the artifacts of their experiments: the spans of clients that upload them,
 * and attachments.
 */
final class TraceFiles {
  private static final String DATA_FILE = "traces.json";

  private final Session session;

  TraceFiles(Session session) {
    this.session = session;
  }

  private ArtifactPlace place(long experiment) {
    return session.database.read(tx -> session.experiment(tx, Long.toString(experiment))).place();
  }

  private Files of(TraceHead head) {
    String path = place(head.experiment()).ofTrace(head.traceId()).path();
    return new Files(session.blobs.at(path));
  }

  /** Lets a trace's data show as the file of clients that upload it. */
  void put(TraceHead head, String data) {
    of(head).put(DATA_FILE, new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
  }

  /** The data that a client has uploaded. */
  String uploaded(TraceHead head) {
    String path = place(head.experiment()).ofTrace(head.traceId()).path();
    try (InputStream file = session.blobs.at(path).open(DATA_FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StoredFile attachment(TraceHead head, String path) {
    String canonical = BlobPath.canonical(path);
    if (canonical.isEmpty()) {
      throw TrackingErrors.missingValue("path");
    }
    return of(head).open(canonical);
  }

  /** Few traces have files: those of clients that upload their spans, and attachments. */
  void delete(long experiment, Collection<String> traceIds) {
    ArtifactPlace root = place(experiment);
    if (root.foreign()) {
      return;
    }
    String directory = root.child("traces").path();
    try {
      if (session.blobs.stat(directory).isPresent()) {
        for (String traceId : traceIds) {
          session.blobs.at(directory).delete(traceId);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
