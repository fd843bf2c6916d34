/** Blobs under canonical paths, the URI schemes that lead to them, and the way to the disk. */
@NullMarked
package io.mudbrick.platform.files;

import org.jspecify.annotations.NullMarked;
