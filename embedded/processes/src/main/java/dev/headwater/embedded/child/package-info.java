/** What runs inside the child JVMs, beside a server's own jars: nothing here may need more than the JDK. */
@NullMarked
package dev.headwater.embedded.child;

import org.jspecify.annotations.NullMarked;
