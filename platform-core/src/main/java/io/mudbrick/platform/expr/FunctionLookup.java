package io.mudbrick.platform.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the functions that are not built in, by the parts of their name. */
@FunctionalInterface
public interface FunctionLookup {
  /** No further functions. */
  FunctionLookup NONE = name -> null;

  /** The function, such as {@code [main, crm, mask_email]}, or null when there is none. */
  @Nullable SqlFunction find(List<String> name);
}
