/** Import: the statements of anybody's document as Headwater says them, with names that mean the same everywhere. */
@NullMarked
package dev.headwater.sink.imports;

import org.jspecify.annotations.NullMarked;
