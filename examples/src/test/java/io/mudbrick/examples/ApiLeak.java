package io.mudbrick.examples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** Every type that a caller meets in what a public class extends, declares or throws. */
final class ApiLeak extends ArchCondition<JavaClass> {
  private final Set<String> roots;

  private ApiLeak(Set<String> roots) {
    super("expose only types of " + roots + " that are not internal");
    this.roots = roots;
  }

  static ApiLeak exposeOnly(String... roots) {
    return new ApiLeak(Set.of(roots));
  }

  @Override
  public void check(JavaClass owner, ConditionEvents events) {
    Stream.concat(owner.getRawSuperclass().stream(), owner.getRawInterfaces().stream())
        .forEach(parent -> check(owner, owner.getDescription(), parent, events));
    for (JavaMember member : owner.getMembers()) {
      if (member.getModifiers().contains(JavaModifier.PUBLIC)
          || member.getModifiers().contains(JavaModifier.PROTECTED)) {
        types(member)
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .distinct()
            .forEach(type -> check(owner, member.getDescription(), type, events));
      }
    }
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.of(
              Stream.of(unit.getReturnType()),
              unit.getParameterTypes().stream(),
              unit.getExceptionTypes().stream())
          .flatMap(types -> types);
    }
    return Stream.of(((JavaField) member).getType());
  }

  private void check(JavaClass owner, String where, JavaClass type, ConditionEvents events) {
    JavaClass base = type.getBaseComponentType();
    if (base.isPrimitive() || allowed(owner, base)) {
      return;
    }
    events.add(SimpleConditionEvent.violated(owner, where + " exposes " + base.getName()));
  }

  private boolean allowed(JavaClass owner, JavaClass type) {
    String name = type.getName();
    if (owner.getPackageName().startsWith("io.mudbrick.test") && name.startsWith("org.junit.")) {
      return true; // the JUnit door
    }
    return !type.getPackageName().contains(".internal")
        && roots.stream().anyMatch(root -> name.startsWith(root + "."));
  }
}
