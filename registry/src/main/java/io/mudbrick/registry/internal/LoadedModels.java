package io.mudbrick.registry.internal;

import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.RegistryErrors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Models in memory, by version: a version never changes, so what was loaded once stays right. The
 * least recently used go first.
 */
final class LoadedModels {
  private static final int CAPACITY = 32;

  private record Key(String modelId, long version) {}

  private final List<ModelFunction> functions;

  private final Map<Key, CompletableFuture<LoadedModel>> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<LoadedModel>> eldest) {
          return size() > CAPACITY;
        }
      };

  LoadedModels(List<ModelFunction> functions) {
    this.functions = functions;
  }

  /** The model, loaded once however many ask at once, after its files were checked. */
  LoadedModel get(String modelId, long version, BlobStore store, Supplier<List<ModelFile>> files) {
    Key key = new Key(modelId, version);
    CompletableFuture<LoadedModel> mine = new CompletableFuture<>();
    CompletableFuture<LoadedModel> shared;
    synchronized (models) {
      shared = models.computeIfAbsent(key, absent -> mine);
    }
    if (shared == mine) {
      try {
        check(store, files.get());
        mine.complete(ModelLoader.load(store.onDisk(""), functions));
      } catch (RuntimeException | Error e) {
        mine.completeExceptionally(e);
        synchronized (models) {
          models.remove(key, mine);
        }
      }
    }
    return join(shared);
  }

  /** Forgets all: versions may have been set back, and their numbers be given again. */
  void clear() {
    synchronized (models) {
      models.clear();
    }
  }

  void forget(String modelId, long version) {
    synchronized (models) {
      models.remove(new Key(modelId, version));
    }
  }

  private static LoadedModel join(CompletableFuture<LoadedModel> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** What was registered is what is loaded, or nothing is. */
  private static void check(BlobStore store, List<ModelFile> files) {
    try {
      for (ModelFile file : files) {
        Optional<BlobStore.Info> found = store.stat(file.path());
        if (found.isEmpty()
            || found.get().size() != file.size()
            || !Copier.sha256(store, file.path()).equals(file.sha256())) {
          throw RegistryErrors.damaged(file.path());
        }
      }
    } catch (IOException e) {
      throw RegistryErrors.unreadable("the files of a model version", e);
    }
  }
}
