/** Documents of yProv4ML, of its generations so far, as runs of our profile. Knows no files: others read them for it. */
@NullMarked
package dev.headwater.sink.yprov;

import org.jspecify.annotations.NullMarked;
