package io.mudbrick.platform.internal.journal;

import io.mudbrick.platform.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands in a journal, for tests that look without a sink. */
public final class JournalFiles {
  private JournalFiles() {}

  /** The records of a topic, as they are on disk now. */
  public static List<JournalRecord> records(Path journal, String topic) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    for (Segment segment : Segment.in(journal)) {
      try (SegmentReader reader = segment.read(0)) {
        for (long n = segment.first(); reader.next(); n++) {
          JournalRecord record = reader.record("", n, topic);
          if (record != null) {
            records.add(record);
          }
        }
      }
    }
    return records;
  }
}
