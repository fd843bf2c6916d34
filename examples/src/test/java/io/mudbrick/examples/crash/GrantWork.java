package io.mudbrick.examples.crash;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;

/** A right that is given, and taken, and given. */
final class GrantWork implements Work {
  private static final String USER = "crash@example.com";
  private static final SecurableRef ON = SecurableRef.schema("workspace.default");

  private final Mudbrick platform;

  GrantWork(Mudbrick platform) {
    this.platform = platform;
  }

  @Override
  public void prepare() {
    platform.module(Identity.class).createUser(USER);
  }

  @Override
  public void act(long n) {
    Catalog catalog = platform.module(Catalog.class);
    if (n % 2 == 1) {
      catalog.grants().grant(ON, USER, Privilege.SELECT);
    } else {
      catalog.grants().revoke(ON, USER, Privilege.SELECT);
    }
  }

  @Override
  public long check(long acknowledged) {
    boolean granted =
        platform.module(Catalog.class).grants().list(ON).stream()
            .anyMatch(
                grant -> grant.principal().equals(USER) && grant.privilege() == Privilege.SELECT);
    return granted == (acknowledged % 2 == 1) ? acknowledged : acknowledged + 1;
  }
}
