/** {@code feature_spec.yaml}. */
@NullMarked
package io.mudbrick.featurestore.internal.spec;

import org.jspecify.annotations.NullMarked;
