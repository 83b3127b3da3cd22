/** Tests of what runs have to do with one another. */
@NullMarked
package dev.headwater.processor.meeting;

import org.jspecify.annotations.NullMarked;
