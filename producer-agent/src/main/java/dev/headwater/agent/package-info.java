/** The run API: what a training program calls to say what it does. */
@NullMarked
package dev.headwater.agent;

import org.jspecify.annotations.NullMarked;
