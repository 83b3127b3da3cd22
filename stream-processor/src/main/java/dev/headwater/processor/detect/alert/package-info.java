/** Alerts that users define over one series: a bound, a relative change, a deviation from the recent course. */
@NullMarked
package dev.headwater.processor.detect.alert;

import org.jspecify.annotations.NullMarked;
