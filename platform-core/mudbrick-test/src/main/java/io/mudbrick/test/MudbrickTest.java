package io.mudbrick.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the platform. One engine serves the whole JVM; each test gets a workspace and
 * metastore of its own, so tests never see one another's data and may run in parallel.
 *
 * <pre>{@code
 * @MudbrickTest
 * class ChurnTest {
 *   @Test
 *   void logs_a_metric(Mudbrick platform, Tracking tracking) { ... }
 * }
 * }</pre>
 *
 * A parameter of a test, of {@code @BeforeEach} or {@code @AfterEach} may be
 *
 * <ul>
 *   <li>the {@link io.mudbrick.platform.Mudbrick} itself,
 *   <li>any module's service, such as {@code Tracking},
 *   <li>{@link ClientSettings}, for the clients of the code under test,
 *   <li>{@link MutableClock}, where {@link #clock} is set;
 * </ul>
 *
 * all but the clock also as another user: {@link As}. A {@code @BeforeAll} meets the class's
 * workspace, which with {@link Workspaces#PER_CLASS} is that of its tests, too. {@code @Nested}
 * classes go by what their enclosing class says. When a test fails, the last requests of its
 * workspace stand below its stack trace.
 *
 * <p>With {@code -Dmudbrick.test.store=postgresql} engines stand on an embedded PostgreSQL.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(MudbrickExtension.class)
public @interface MudbrickTest {

  /** Whether each test has a workspace of its own, or all of a class share one. */
  Workspaces workspace() default Workspaces.PER_TEST;

  /** No tokens asked for: a call without one is the admin's. */
  boolean open() default false;

  /**
   * An instant, such as {@code 2026-03-01T09:00:00Z}, at which time stands still until the test
   * moves its {@link MutableClock}. As a clock is an engine's, each workspace then has an engine of
   * its own, which costs a start.
   */
  String clock() default "";
}
