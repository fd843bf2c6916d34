/** Features over windows of time, on the home sales of Texan cities. */
@NullMarked
package io.mudbrick.examples.housing;

import org.jspecify.annotations.NullMarked;
