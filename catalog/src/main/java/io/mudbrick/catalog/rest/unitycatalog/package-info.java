/** The Unity Catalog REST API: {@code /api/2.1/unity-catalog}. No logic: see the services. */
@NullMarked
package io.mudbrick.catalog.rest.unitycatalog;

import org.jspecify.annotations.NullMarked;
