/** Webhooks: what is to be told is written down with what happened, and sent by a thread apart. */
@NullMarked
package io.mudbrick.registry.internal.webhooks;

import org.jspecify.annotations.NullMarked;
