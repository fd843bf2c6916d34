/** Who may do what, and what flows where, over all modules. */
@NullMarked
package io.mudbrick.examples.access;

import org.jspecify.annotations.NullMarked;
