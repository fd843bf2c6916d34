package io.mudbrick.featurestore.view;

/**
 * A column as it is: of a table the value of the entity's last row before the time of the row that
 * is completed, of a request what the caller sends.
 */
public record ColumnSelection(String input) implements Computation {}
