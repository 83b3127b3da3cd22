@NullMarked
package dev.headwater.processor.delivery;

import org.jspecify.annotations.NullMarked;
