/** The data-exploration report: what is in the data, as one page that needs nothing else. */
@NullMarked
package io.mudbrick.automl.internal.explore;

import org.jspecify.annotations.NullMarked;
