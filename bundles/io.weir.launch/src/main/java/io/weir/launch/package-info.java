// SPDX-License-Identifier: Apache-2.0
/**
 * What happens between the script {@code bin/weir} and the framework, in the same process: the command line is read, settings are
 * merged and written to the home, the home is made ready and locked, the HTTP port is tried. Whatever stands in the way is said in
 * one line, and the process ends.
 */
package io.weir.launch;
