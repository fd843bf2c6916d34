package io.mudbrick.tracking.internal;

/**
 * Where a thing stands in its request, for messages: alone, or in a list of it.
 *
 * @param list empty when alone
 */
record Where(String list, int index) {
  static final Where ALONE = new Where("", 0);

  /** The path to one of its fields, as {@code metrics[2].name}. */
  String of(String field) {
    return list.isEmpty() ? field : list + "[" + index + "]." + field;
  }
}
