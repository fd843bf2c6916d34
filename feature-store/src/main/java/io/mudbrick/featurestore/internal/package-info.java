/** Internal: not for users. */
@NullMarked
package io.mudbrick.featurestore.internal;

import org.jspecify.annotations.NullMarked;
