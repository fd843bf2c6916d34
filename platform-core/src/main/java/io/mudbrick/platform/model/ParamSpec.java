package io.mudbrick.platform.model;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that a caller may send beside the rows.
 *
 * @param defaultValue what stands in when it is absent; JSON types
 * @param list whether the value is a list of the type (MLflow's shape {@code [-1]})
 */
public record ParamSpec(String name, DataType type, @Nullable Object defaultValue, boolean list) {}
