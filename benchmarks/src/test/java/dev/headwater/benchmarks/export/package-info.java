@NullMarked
package dev.headwater.benchmarks.export;

import org.jspecify.annotations.NullMarked;
