/** The append-only log of what happened: written before the reply, handed to sinks exactly once. */
@NullMarked
package io.mudbrick.platform.journal;

import org.jspecify.annotations.NullMarked;
