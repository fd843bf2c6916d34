/** Erasing keys from feature tables and all that came from them. */
@NullMarked
package io.mudbrick.featurestore.internal.erasure;

import org.jspecify.annotations.NullMarked;
