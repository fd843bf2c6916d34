/** A whole ML lifecycle on telco churn: read {@link io.mudbrick.examples.churn.ChurnLifecycle}. */
@NullMarked
package io.mudbrick.examples.churn;

import org.jspecify.annotations.NullMarked;
