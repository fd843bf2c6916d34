package io.mudbrick.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of a test: the same workspace as this user sees it, who is created if the
 * workspace does not know the name yet. Without it a parameter speaks for the workspace's admin.
 *
 * <pre>{@code
 * @Test
 * void a_reader_cannot_write(Tracking mine, @As("reader@example.com") Tracking theirs) { ... }
 * }</pre>
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface As {
  /** The user's name. */
  String value();
}
