@NullMarked
package io.mudbrick.tracking.cli;

import org.jspecify.annotations.NullMarked;
