/** What runs have to do with one another through the bytes that they share. */
@NullMarked
package dev.headwater.processor.meeting;

import org.jspecify.annotations.NullMarked;
