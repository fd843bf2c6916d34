/** The command line: one tree of commands, filled by the modules. */
@NullMarked
package io.mudbrick.platform.cli;

import org.jspecify.annotations.NullMarked;
