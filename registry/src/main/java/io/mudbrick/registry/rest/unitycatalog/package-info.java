/** Unity Catalog's registered models: {@code /api/2.1/unity-catalog/models}. */
@NullMarked
package io.mudbrick.registry.rest.unitycatalog;

import org.jspecify.annotations.NullMarked;
