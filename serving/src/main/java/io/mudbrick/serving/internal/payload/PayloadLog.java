package io.mudbrick.serving.internal.payload;

import io.mudbrick.platform.journal.Journal;
import io.mudbrick.platform.json.Json;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts an endpoint's exchanges on record before they are answered. Thread-safe. */
public final class PayloadLog {
  static final String TOPIC = "inference";

  private final Journal journal;
  private final EndpointRow row;
  private final InferenceTable table;

  /** The sources of what is written, as JSON: a few for each user. */
  private final Map<Said, byte[]> sources = new ConcurrentHashMap<>();

  private PayloadLog(Journal journal, EndpointRow row, InferenceTable table) {
    this.journal = journal;
    this.row = row;
    this.table = table;
  }

  /** The log of an endpoint as its row has it; null when it has none. */
  public static @Nullable PayloadLog of(Journal journal, EndpointRow row) {
    InferenceTable table = row.inferenceTable();
    return table == null || !table.enabled() ? null : new PayloadLog(journal, row, table);
  }

  /**
   * Who asked, and who answered.
   *
   * @param model as {@code c.s.m/3}
   */
  public record Said(String requester, String entityId, String model) {}

  /** Whether a request is in the sample: its id decides, so shadows are sampled alike. */
  public boolean samples(String requestId) {
    return table.sampling() >= 1
        || Math.floorMod(requestId.hashCode() * 0x9E3779B1, 1_000_000) < table.sampling() * 1e6;
  }

  public void write(Said said, Exchange exchange) {
    byte[] source = sources.computeIfAbsent(said, key -> Json.bytes(source(key)));
    journal.append(TOPIC, row.metastoreId(), PayloadBytes.of(source, exchange));
  }

  private Source source(Said said) {
    return new Source(
        row.workspaceId(),
        row.creatorId(),
        row.name(),
        table.fullName(row.name()),
        table.layout(),
        table.sampling(),
        said.entityId(),
        said.model(),
        said.requester());
  }
}
