/**
 * The one filter and order grammar of all searches of the MLflow REST API: comparisons joined by
 * {@code AND}. A module declares what a search understands as a {@link
 * io.mudbrick.platform.search.Grammar} and turns the {@link io.mudbrick.platform.search.Condition}s
 * it gives into SQL with bound values, or asks them about a value in memory.
 */
@NullMarked
package io.mudbrick.platform.search;

import org.jspecify.annotations.NullMarked;
