package io.mudbrick.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A dataset as a client described it; name and digest identify it within an experiment. {@code
 * Dataset.named("churn", "a1b2").source("delta_table", "{...}").build()}.
 *
 * @param sourceType such as {@code delta_table} or {@code code}
 * @param source where it came from, usually JSON
 * @param schema its schema, usually JSON
 * @param profile figures about it, usually JSON
 */
public record Dataset(
    String name,
    String digest,
    String sourceType,
    String source,
    @Nullable String schema,
    @Nullable String profile) {

  public static Builder named(String name, String digest) {
    return new Builder(name, digest);
  }

  /** Collects a dataset's description. */
  public static final class Builder {
    private final String name;
    private final String digest;
    private String sourceType = "code";
    private String source = "{}";
    private @Nullable String schema;
    private @Nullable String profile;

    private Builder(String name, String digest) {
      this.name = name;
      this.digest = digest;
    }

    public Builder source(String type, String newSource) {
      this.sourceType = type;
      this.source = newSource;
      return this;
    }

    public Builder schema(@Nullable String newSchema) {
      this.schema = newSchema;
      return this;
    }

    public Builder profile(@Nullable String newProfile) {
      this.profile = newProfile;
      return this;
    }

    public Dataset build() {
      return new Dataset(name, digest, sourceType, source, schema, profile);
    }
  }
}
