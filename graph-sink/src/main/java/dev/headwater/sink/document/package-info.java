/** Documents in files: which there are in a folder, compressed or not. */
@NullMarked
package dev.headwater.sink.document;

import org.jspecify.annotations.NullMarked;
