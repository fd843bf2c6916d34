/** AutoML through clients of others. */
@NullMarked
package io.mudbrick.examples.automl;

import org.jspecify.annotations.NullMarked;
