package io.mudbrick.serving;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformModule;

/** Lets tests share endpoints. */
public final class SharingModule implements PlatformModule {

  @Override
  public String name() {
    return "sharing";
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(
        Sharing.class,
        caller ->
            (endpoint, to, level) ->
                context.permissions().grant(caller, "serving-endpoints", endpoint, to, level));
  }
}
