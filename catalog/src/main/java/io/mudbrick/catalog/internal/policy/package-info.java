/** Functions, column masks and row filters. Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal.policy;

import org.jspecify.annotations.NullMarked;
