/**
 * Features defined by what they are computed from: an aggregate of a table's rows over a window of
 * time. The product calls them Feature Views.
 */
@NullMarked
package io.mudbrick.featurestore.view;

import org.jspecify.annotations.NullMarked;
