// SPDX-License-Identifier: Apache-2.0
package io.weir.api.http;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/** Contributes REST resources. A whiteboard service. */
@ConsumerType
@FunctionalInterface
public interface ResourceSource {
    Collection<Resource> resources();
}
