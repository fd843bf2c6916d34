@NullMarked
package io.mudbrick.automl.internal;

import org.jspecify.annotations.NullMarked;
