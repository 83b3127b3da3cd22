/** The PROV statement model: statements, their values and identifiers, and the vocabulary of the ML profile. */
@NullMarked
package dev.headwater.prov;

import org.jspecify.annotations.NullMarked;
