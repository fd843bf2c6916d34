package io.mudbrick.serving;

import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint writes what it was asked and what it said: a Delta table of the catalog, {@code
 * <catalog>.<schema>.<prefix>_payload}, with a row for each request to each served entity, shadows
 * included.
 *
 * <p>A row stands in the platform's journal before the caller has the answer, so a killed process
 * loses none; it is in the table within a quarter of a minute, or when {@link
 * io.mudbrick.platform.Mudbrick#flush()} returns.
 *
 * @param prefix null for the endpoint's name
 * @param enabled whether it is written to
 * @param layout which columns it has
 * @param sampling the share of requests that are logged, above 0 and at most 1
 */
public record InferenceTable(
    String catalog,
    String schema,
    @Nullable String prefix,
    boolean enabled,
    Layout layout,
    double sampling) {

  /** The product has had two. */
  public enum Layout {
    /** {@code ai_gateway.inference_table_config}. */
    GATEWAY,
    /** {@code auto_capture_config}. */
    AUTO_CAPTURE
  }

  /** Every request, in today's columns. */
  public static InferenceTable in(String catalog, String schema) {
    return new InferenceTable(catalog, schema, null, true, Layout.GATEWAY, 1);
  }

  /** The same with another beginning of its name. */
  public InferenceTable prefixed(String newPrefix) {
    return new InferenceTable(catalog, schema, newPrefix, enabled, layout, sampling);
  }

  /** The same for a share of the requests. */
  public InferenceTable sampling(double share) {
    return new InferenceTable(catalog, schema, prefix, enabled, layout, share);
  }

  /** The table's full name. */
  public String fullName(String endpoint) {
    return catalog + "." + schema + "." + (prefix == null ? endpoint : prefix) + "_payload";
  }
}
