/** What to try next: a portfolio first, then proposals that learn from what was tried. */
@NullMarked
package io.mudbrick.automl.internal.search;

import org.jspecify.annotations.NullMarked;
