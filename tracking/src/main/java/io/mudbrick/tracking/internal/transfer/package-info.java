/** Reads what MLflow keeps in folders and databases, and writes folders that it reads. */
@NullMarked
package io.mudbrick.tracking.internal.transfer;

import org.jspecify.annotations.NullMarked;
