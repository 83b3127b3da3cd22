/** The topic catalogue, and the columns that points travel in. */
@NullMarked
package dev.headwater.schemas;

import org.jspecify.annotations.NullMarked;
