package io.mudbrick.platform.model;

/**
 * Turns the rows that a caller sends (keys, perhaps a few features) into the rows that a model
 * takes, by the feature lookups packed with the model. The feature store offers it as a service
 * bound to a principal: {@code ctx.service(InputResolver.class, caller)}; serving, batch scoring
 * and gates use it when {@link MlModel#featureSpec()} names a spec. Thread-safe.
 */
public interface InputResolver {
  /** Where features come from. */
  enum Source {
    /** The online store, as of now. */
    ONLINE,
    /** The tables, as of the time that each row carries. */
    BATCH
  }

  /** The lookups of one model, bound to their tables. Thread-safe. */
  interface Binding extends AutoCloseable {
    /**
     * The rows with the looked-up features beside what the caller sent; a column that the caller
     * sends under a feature's name overrides the lookup.
     *
     * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a key is missing or of the
     *     wrong type
     */
    Frame resolve(Frame rows);

    @Override
    void close();
  }

  /**
   * Reads the spec of the model and finds its tables; done once, when an endpoint is deployed or a
   * batch starts.
   *
   * @throws io.mudbrick.platform.PlatformException PERMISSION_DENIED when the principal may not
   *     read a table, RESOURCE_DOES_NOT_EXIST when one is gone or not published
   */
  Binding bind(LoadedModel model, Source source);
}
