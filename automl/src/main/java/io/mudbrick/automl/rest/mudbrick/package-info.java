/** Our own face of AutoML: what the commands ask. */
@NullMarked
package io.mudbrick.automl.rest.mudbrick;

import org.jspecify.annotations.NullMarked;
