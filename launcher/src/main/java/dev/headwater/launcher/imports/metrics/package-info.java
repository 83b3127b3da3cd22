/** The metric files that documents of yProv4ML point to: one reader for each format, each of which holds a piece of a file at a time. */
@NullMarked
package dev.headwater.launcher.imports.metrics;

import org.jspecify.annotations.NullMarked;
