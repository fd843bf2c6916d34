package io.mudbrick.registry.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import java.util.Map;

/** Versions of one model made of another's, for one caller. */
record Copies(Models models, Versions versions, Registration registration) {

  ModelVersion copy(String sourceUri, String name) {
    ModelVersion source = versions.resolve(sourceUri);
    versions.files(source.model(), source.version()); // READY, and for this caller to read
    createIfAbsent(name);
    NewModelVersion.Builder copy =
        NewModelVersion.of(name, source.uri())
            .runId(source.origin().runId())
            .loggedModelId(source.origin().loggedModelId())
            .runLink(source.origin().runLink())
            .description(source.description());
    source
        .tags()
        .forEach(
            (key, value) -> {
              // How the source was promoted says nothing of the copy.
              if (!key.equals(PromotionService.TAG)) {
                copy.tag(key, value);
              }
            });
    return versions.get(name, registration.register(copy.build()));
  }

  private void createIfAbsent(String name) {
    try {
      models.get(name);
    } catch (PlatformException absent) {
      if (absent.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        throw absent;
      }
      create(name);
    }
  }

  private void create(String name) {
    try {
      models.create(name, null, Map.of());
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_ALREADY_EXISTS) {
        throw e; // else somebody was quicker
      }
    }
  }
}
