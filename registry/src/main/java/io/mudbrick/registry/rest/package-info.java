/** The registry's protocol faces, one package each, and what several of them share. */
@NullMarked
package io.mudbrick.registry.rest;

import org.jspecify.annotations.NullMarked;
