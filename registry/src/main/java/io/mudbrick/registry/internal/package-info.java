/** How the registry works; nothing here is for other modules. */
@NullMarked
package io.mudbrick.registry.internal;

import org.jspecify.annotations.NullMarked;
