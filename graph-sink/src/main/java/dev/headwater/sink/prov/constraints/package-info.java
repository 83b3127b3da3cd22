/** Whether what a document says can be: the constraints of PROV-CONSTRAINTS (W3C Recommendation of 2013-04-30). */
@NullMarked
package dev.headwater.sink.prov.constraints;

import org.jspecify.annotations.NullMarked;
