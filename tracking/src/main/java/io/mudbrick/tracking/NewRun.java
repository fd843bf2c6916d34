package io.mudbrick.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new run shall be: {@code NewRun.in(experimentId).name("trial-3").parent(id).build()}.
 *
 * @param name {@code null} for a random one
 * @param userId {@code null} for the caller's name
 * @param startTime {@code null} for now
 * @param systemMetrics whether {@link Tracking#startRun(NewRun)} logs CPU and memory of the machine
 *     and of this JVM every 10 seconds while the run goes on, as {@code system/...}
 */
public record NewRun(
    String experimentId,
    @Nullable String name,
    @Nullable String userId,
    @Nullable Instant startTime,
    List<RunTag> tags,
    boolean systemMetrics) {
  public NewRun {
    tags = List.copyOf(tags);
  }

  public static Builder in(String experimentId) {
    return new Builder(experimentId);
  }

  /** Collects what a run shall be. */
  public static final class Builder {
    private final String experimentId;
    private final List<RunTag> tags = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String userId;
    private @Nullable Instant startTime;
    private boolean systemMetrics;

    private Builder(String experimentId) {
      this.experimentId = experimentId;
    }

    public Builder name(@Nullable String newName) {
      this.name = newName;
      return this;
    }

    public Builder userId(@Nullable String newUserId) {
      this.userId = newUserId;
      return this;
    }

    public Builder startTime(@Nullable Instant newStartTime) {
      this.startTime = newStartTime;
      return this;
    }

    public Builder tag(String key, String value) {
      tags.add(new RunTag(key, value));
      return this;
    }

    public Builder tags(List<RunTag> more) {
      tags.addAll(more);
      return this;
    }

    /** Nests the run below another one. */
    public Builder parent(String parentRunId) {
      return tag(RunTag.PARENT_RUN_ID, parentRunId);
    }

    /** Logs CPU and memory of the machine and of this JVM while the run goes on. */
    public Builder systemMetrics(boolean wanted) {
      this.systemMetrics = wanted;
      return this;
    }

    public NewRun build() {
      return new NewRun(experimentId, name, userId, startTime, tags, systemMetrics);
    }
  }
}
