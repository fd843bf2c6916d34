/**
 * One governed namespace: catalogs, schemas, tables and other securables, who may do what with
 * them, their tags, and what flowed from where into what. {@link io.mudbrick.catalog.Catalog} is
 * the door.
 */
@NullMarked
package io.mudbrick.catalog;

import org.jspecify.annotations.NullMarked;
