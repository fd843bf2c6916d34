/** JSON between text and records, with the wire's snake_case names. */
@NullMarked
package io.mudbrick.platform.json;

import org.jspecify.annotations.NullMarked;
