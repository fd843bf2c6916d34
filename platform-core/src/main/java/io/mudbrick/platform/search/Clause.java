package io.mudbrick.platform.search;

import org.jspecify.annotations.Nullable;

/**
 * One comparison of a filter, before anybody asked whether it makes sense.
 *
 * @param operator as written
 * @param comparator what it means, if anything
 */
record Clause(Identifier left, String operator, @Nullable Comparator comparator, Literal right) {}
