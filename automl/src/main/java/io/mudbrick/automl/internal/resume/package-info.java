/**
 * What an experiment keeps so that it can go on where it was interrupted, and how it is read again.
 */
@NullMarked
package io.mudbrick.automl.internal.resume;

import org.jspecify.annotations.NullMarked;
