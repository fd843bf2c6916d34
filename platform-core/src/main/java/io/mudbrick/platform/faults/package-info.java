/** Faults on purpose, for tests of clients: slow, refused and lost calls of one workspace. */
@NullMarked
package io.mudbrick.platform.faults;

import org.jspecify.annotations.NullMarked;
