package io.mudbrick.tracking.internal.graphql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that a query selects.
 *
 * @param key what the answer calls it
 * @param arguments with the query's variables filled in
 * @param selection the fields of an object; empty for a value
 */
public record GraphqlField(
    String key,
    String name,
    Map<String, @Nullable Object> arguments,
    List<GraphqlField> selection) {}
