/** The online store: publishing, and lookups by key. */
@NullMarked
package io.mudbrick.featurestore.internal.online;

import org.jspecify.annotations.NullMarked;
