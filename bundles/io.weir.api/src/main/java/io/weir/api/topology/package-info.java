// SPDX-License-Identifier: Apache-2.0
/**
 * Which interface faces what: the view of the topology that shards read.
 */
@Export
@Version("0.1.0")
package io.weir.api.topology;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
