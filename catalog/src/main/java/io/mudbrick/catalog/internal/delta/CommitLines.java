package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.mudbrick.catalog.delta.IsolationLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One commit as the lines of its file in the log. */
final class CommitLines {
  static final String ENGINE = "Mudbrick";

  private final List<String> lines = new ArrayList<>();

  private CommitLines() {}

  /** Who commits, on what, and how strictly. */
  record Circumstances(
      long readVersion, IsolationLevel isolation, boolean blindAppend, @Nullable String user) {}

  static List<String> of(
      Change change, Circumstances circumstances, Committer.@Nullable Transaction transaction) {
    CommitLines commit = new CommitLines();
    commit.info(change, circumstances);
    if (change.protocol != null) {
      ObjectNode protocol = commit.node();
      protocol.put("minReaderVersion", change.protocol.getMinReaderVersion());
      protocol.put("minWriterVersion", change.protocol.getMinWriterVersion());
      commit.line("protocol", protocol);
    }
    if (change.metadata != null) {
      commit.metadata(change.metadata);
    }
    long now = System.currentTimeMillis();
    change.removed.forEach(file -> commit.removed(file, now, !change.rearranges));
    change.added.forEach(file -> commit.added(file, !change.rearranges));
    if (transaction != null) {
      ObjectNode txn = commit.node();
      txn.put("appId", transaction.application());
      txn.put("version", transaction.version());
      txn.put("lastUpdated", now);
      commit.line("txn", txn);
    }
    return commit.lines;
  }

  private void info(Change change, Circumstances circumstances) {
    ObjectNode info = node();
    info.put("timestamp", System.currentTimeMillis());
    if (circumstances.user() != null) {
      info.put("userId", circumstances.user());
      info.put("userName", circumstances.user());
    }
    info.put("operation", change.operation);
    ObjectNode parameters = info.putObject("operationParameters");
    change.parameters.forEach(parameters::put);
    if (circumstances.readVersion() >= 0) {
      info.put("readVersion", circumstances.readVersion());
    }
    info.put("isolationLevel", circumstances.isolation().logName());
    info.put("isBlindAppend", circumstances.blindAppend());
    ObjectNode metrics = info.putObject("operationMetrics");
    change.metrics().forEach((name, value) -> metrics.put(name, Long.toString(value)));
    info.put("engineInfo", ENGINE);
    info.put("txnId", UUID.randomUUID().toString());
    line("commitInfo", info);
  }

  private void metadata(Metadata metadata) {
    ObjectNode node = node();
    node.put("id", metadata.getId());
    if (metadata.getName() != null) {
      node.put("name", metadata.getName());
    }
    if (metadata.getDescription() != null) {
      node.put("description", metadata.getDescription());
    }
    ObjectNode format = node.putObject("format");
    format.put("provider", metadata.getFormat().getProvider());
    texts(format.putObject("options"), metadata.getFormat().getOptions());
    node.put("schemaString", metadata.getSchema().toJson());
    ArrayNode partitions = node.putArray("partitionColumns");
    metadata.getPartitionColumns().forEach(partitions::add);
    texts(node.putObject("configuration"), metadata.getConfiguration());
    metadata.getCreatedTime().ifPresent(time -> node.put("createdTime", time));
    line("metaData", node);
  }

  private void added(AddFile file, boolean dataChange) {
    ObjectNode node = node();
    node.put("path", file.getPath());
    texts(node.putObject("partitionValues"), file.getPartitionValues());
    node.put("size", file.getSize());
    node.put("modificationTime", file.getModificationTime());
    node.put("dataChange", dataChange);
    if (file.getStats() != null) {
      node.put("stats", file.getStats());
    }
    if (file.getTags() != null && !file.getTags().isEmpty()) {
      texts(node.putObject("tags"), file.getTags());
    }
    line("add", node);
  }

  private void removed(AddFile file, long time, boolean dataChange) {
    ObjectNode node = node();
    node.put("path", file.getPath());
    node.put("deletionTimestamp", time);
    node.put("dataChange", dataChange);
    node.put("extendedFileMetadata", true);
    texts(node.putObject("partitionValues"), file.getPartitionValues());
    node.put("size", file.getSize());
    line("remove", node);
  }

  private static void texts(ObjectNode node, Map<String, String> values) {
    values.forEach(node::put);
  }

  private ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }

  private void line(String action, ObjectNode content) {
    ObjectNode line = node();
    line.set(action, content);
    lines.add(line.toString());
  }
}
