/** Blobs under canonical paths, and the URI schemes that lead to them. */
@NullMarked
package io.mudbrick.platform.files;

import org.jspecify.annotations.NullMarked;
