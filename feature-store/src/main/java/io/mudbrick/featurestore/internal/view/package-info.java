/** Features defined by what they are computed from. */
@NullMarked
package io.mudbrick.featurestore.internal.view;

import org.jspecify.annotations.NullMarked;
