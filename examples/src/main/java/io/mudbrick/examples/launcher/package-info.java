/** What the launcher script runs besides the command line. */
@NullMarked
package io.mudbrick.examples.launcher;

import org.jspecify.annotations.NullMarked;
