package io.mudbrick.tracking.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trace beside its spans. Immutable.
 *
 * @param traceId {@code tr-} and 32 hexadecimal digits for those that MLflow's clients make
 * @param requestTime when it began, to the millisecond
 * @param executionTime to the millisecond; {@code null} while it goes on
 * @param requestPreview the beginning of what was asked, for lists
 * @param clientRequestId what the application calls the request
 * @param metadata facts that do not change, such as token counts
 * @param tags facts that may change
 * @param assessments what people and judges said of it, by time
 */
public record TraceInfo(
    String traceId,
    String experimentId,
    Instant requestTime,
    @Nullable Duration executionTime,
    TraceState state,
    @Nullable String clientRequestId,
    @Nullable String requestPreview,
    @Nullable String responsePreview,
    Map<String, String> metadata,
    Map<String, String> tags,
    List<Assessment> assessments) {
  /** The tag that names a trace. */
  public static final String NAME_TAG = "mlflow.traceName";

  public TraceInfo {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    assessments = List.copyOf(assessments);
  }

  /** The name in tag {@value #NAME_TAG}. */
  public @Nullable String name() {
    return tags.get(NAME_TAG);
  }

  public static Builder of(String traceId, String experimentId, Instant requestTime) {
    return new Builder(traceId, experimentId, requestTime);
  }

  /** Collects what is known of a trace; in progress until it is said otherwise. */
  public static final class Builder {
    private final String traceId;
    private final String experimentId;
    private final Instant requestTime;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private List<Assessment> assessments = List.of();
    private @Nullable Duration executionTime;
    private TraceState state = TraceState.IN_PROGRESS;
    private @Nullable String clientRequestId;
    private @Nullable String requestPreview;
    private @Nullable String responsePreview;

    private Builder(String traceId, String experimentId, Instant requestTime) {
      this.traceId = traceId;
      this.experimentId = experimentId;
      this.requestTime = requestTime;
    }

    public Builder executionTime(@Nullable Duration time) {
      this.executionTime = time;
      return this;
    }

    public Builder state(TraceState newState) {
      this.state = newState;
      return this;
    }

    public Builder clientRequestId(@Nullable String id) {
      this.clientRequestId = id;
      return this;
    }

    /** The beginnings of what was asked and answered. */
    public Builder previews(@Nullable String request, @Nullable String response) {
      this.requestPreview = request;
      this.responsePreview = response;
      return this;
    }

    public Builder metadata(Map<String, String> more) {
      metadata.putAll(more);
      return this;
    }

    public Builder tags(Map<String, String> more) {
      tags.putAll(more);
      return this;
    }

    public Builder assessments(List<Assessment> all) {
      this.assessments = all;
      return this;
    }

    public TraceInfo build() {
      return new TraceInfo(
          traceId,
          experimentId,
          requestTime,
          executionTime,
          state,
          clientRequestId,
          requestPreview,
          responsePreview,
          metadata,
          tags,
          assessments);
    }
  }
}
