package io.mudbrick.platform.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * What the disk's troubles are called when a caller hears of them: {@code INSUFFICIENT_STORAGE},
 * HTTP 507, which no client takes for a reason to try again. The proxy around services asks here; a
 * module need only where it hands out objects that the proxy does not see.
 */
public final class StorageErrors {
  private StorageErrors() {}

  /** The error that stands for a failure whose cause, however deep, is the disk; else null. */
  public static @Nullable PlatformException of(Throwable failure) {
    if (failure instanceof PlatformException known
        && known.code() == ErrorCode.INSUFFICIENT_STORAGE) {
      return known;
    }
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof DiskFullException) {
        return full(failure);
      }
      if (cause instanceof SyncFailedException) {
        return readOnly(String.valueOf(cause.getMessage()), failure);
      }
      depth++;
    }
    return null;
  }

  /** The disk, or the store on it, has no space left. */
  public static PlatformException full(Throwable cause) {
    return new PlatformException(
        ErrorCode.INSUFFICIENT_STORAGE,
        "The disk is full. Nothing was changed; make space and try again",
        cause);
  }

  /** Nothing more is written, since the disk did not take something. */
  public static PlatformException readOnly(String why, @Nullable Throwable cause) {
    String message =
        "The disk failed, so nothing more is written until the server is started anew. Check the"
            + " disk first: "
            + why;
    return cause == null
        ? new PlatformException(ErrorCode.INSUFFICIENT_STORAGE, message)
        : new PlatformException(ErrorCode.INSUFFICIENT_STORAGE, message, cause);
  }
}
