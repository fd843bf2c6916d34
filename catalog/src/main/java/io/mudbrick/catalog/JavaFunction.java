package io.mudbrick.catalog;

import io.mudbrick.platform.expr.SqlFunction;

/**
 * A Java function found by {@link java.util.ServiceLoader}: it implements the functions of the
 * catalog that were made as {@code EXTERNAL}, language {@code JAVA}, with this external name.
 */
public interface JavaFunction extends SqlFunction {
  /** The external name, such as {@code com.acme.mask_email}. */
  String externalName();
}
