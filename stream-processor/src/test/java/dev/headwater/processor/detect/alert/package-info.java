/** Tests of the alerts that users define. */
@NullMarked
package dev.headwater.processor.detect.alert;

import org.jspecify.annotations.NullMarked;
