/**
 * The engine: {@code Mudbrick} starts it, {@link io.mudbrick.platform.PlatformModule} extends it,
 * {@link io.mudbrick.platform.PlatformException} is how it says no.
 */
@NullMarked
package io.mudbrick.platform;

import org.jspecify.annotations.NullMarked;
