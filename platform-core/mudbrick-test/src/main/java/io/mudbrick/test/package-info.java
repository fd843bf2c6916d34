/**
 * Mudbrick in a JUnit 5 test, and the annotations from which {@code docs/compatibility.md} is made.
 */
@NullMarked
package io.mudbrick.test;

import org.jspecify.annotations.NullMarked;
