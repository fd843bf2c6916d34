/** {@code /api/2.0/mudbrick/registry}: promotions and what else no other product has a call for. */
@NullMarked
package io.mudbrick.registry.rest.mudbrick;

import org.jspecify.annotations.NullMarked;
