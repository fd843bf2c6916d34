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
 * A parameter may be the {@link io.mudbrick.platform.Mudbrick} or any module's service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(MudbrickExtension.class)
public @interface MudbrickTest {}
