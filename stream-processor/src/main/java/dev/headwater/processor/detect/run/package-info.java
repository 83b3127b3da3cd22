/** Rules over what several series, ranks or events of one run say together. */
@NullMarked
package dev.headwater.processor.detect.run;

import org.jspecify.annotations.NullMarked;
