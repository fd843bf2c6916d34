package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.files.BlobStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The resolvers that modules registered, by scheme. */
public final class SchemeUris implements ArtifactUris {
  private final Map<String, List<Resolver>> resolvers = new ConcurrentHashMap<>();

  @Override
  public void register(String scheme, Resolver resolver) {
    resolvers.computeIfAbsent(scheme, s -> new CopyOnWriteArrayList<>()).add(resolver);
  }

  @Override
  public BlobStore resolve(Caller caller, String uri) {
    int colon = uri.indexOf(':');
    if (colon > 0) {
      for (Resolver resolver : resolvers.getOrDefault(uri.substring(0, colon), List.of())) {
        BlobStore store = resolver.resolve(caller, uri);
        if (store != null) {
          return store;
        }
      }
    }
    throw new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Cannot resolve the artifact URI '" + uri + "'");
  }
}
