@NullMarked
package io.mudbrick.tracking;

import org.jspecify.annotations.NullMarked;
