/**
 * Promotion: an alias moves to a version that passed its gates, and why is kept. Start at {@link
 * io.mudbrick.registry.Registry#promote}.
 */
@NullMarked
package io.mudbrick.registry.promotion;

import org.jspecify.annotations.NullMarked;
