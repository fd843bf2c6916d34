package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code meta.yaml} or of a row, which MLflow's versions wrote in several ways. */
record Meta(Object place, Map<String, ? extends @Nullable Object> fields) {
  /** As protocol buffers number them, from 1. */
  private static final List<RunStatus> RUN_STATUS =
      List.of(
          RunStatus.RUNNING,
          RunStatus.SCHEDULED,
          RunStatus.FINISHED,
          RunStatus.FAILED,
          RunStatus.KILLED);

  private static final List<LoggedModelStatus> MODEL_STATUS =
      List.of(
          LoggedModelStatus.LOGGED_MODEL_PENDING,
          LoggedModelStatus.LOGGED_MODEL_READY,
          LoggedModelStatus.LOGGED_MODEL_UPLOAD_FAILED);

  /** The first of the names that has a value, as text; {@code ""} if none has. */
  String text(String... names) {
    for (String name : names) {
      Object value = fields.get(name);
      if (value != null) {
        return value.toString();
      }
    }
    return "";
  }

  @Nullable String nullableText(String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  String required(String... names) throws BrokenSourceException {
    String text = text(names);
    if (text.isEmpty()) {
      throw new BrokenSourceException(place, "it has no " + names[0]);
    }
    return text;
  }

  @Nullable Instant time(String name) throws BrokenSourceException {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    try {
      return Instant.ofEpochMilli(Long.parseLong(value.toString()));
    } catch (NumberFormatException e) {
      throw new BrokenSourceException(place, name + " is no time: '" + value + "'");
    }
  }

  /** A time that old versions did not write: then the beginning of time. */
  Instant timeOrZero(String name) throws BrokenSourceException {
    Instant time = time(name);
    return time == null ? Instant.EPOCH : time;
  }

  LifecycleStage stage() throws BrokenSourceException {
    String stage = text("lifecycle_stage");
    return switch (stage) {
      case "", "active" -> LifecycleStage.ACTIVE;
      case "deleted" -> LifecycleStage.DELETED;
      default -> throw new BrokenSourceException(place, "unknown lifecycle_stage '" + stage + "'");
    };
  }

  RunStatus runStatus() throws BrokenSourceException {
    return status(RUN_STATUS, "");
  }

  LoggedModelStatus modelStatus() throws BrokenSourceException {
    return status(MODEL_STATUS, "LOGGED_MODEL_");
  }

  private <T extends Enum<T>> T status(List<T> all, String prefix) throws BrokenSourceException {
    String status = text("status");
    if (status.isEmpty()) {
      return all.get(0);
    }
    if (status.matches("[1-9]") && Integer.parseInt(status) <= all.size()) {
      return all.get(Integer.parseInt(status) - 1);
    }
    String name = status.toUpperCase(Locale.ROOT);
    for (T one : all) {
      if (one.name().equals(name) || one.name().equals(prefix + name)) {
        return one;
      }
    }
    throw new BrokenSourceException(place, "unknown status '" + status + "'");
  }
}
