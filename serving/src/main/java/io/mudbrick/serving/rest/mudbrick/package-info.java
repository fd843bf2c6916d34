/** Our own face of serving: batch scoring, for the command line and for scripts. */
@NullMarked
package io.mudbrick.serving.rest.mudbrick;

import org.jspecify.annotations.NullMarked;
