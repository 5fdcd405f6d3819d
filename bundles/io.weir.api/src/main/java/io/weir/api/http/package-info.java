// SPDX-License-Identifier: Apache-2.0
/**
 * REST resources as rows: a method, a path, who may call it, and one handler.
 *
 * <pre>{@code
 * new Resource("GET", "/version", Role.VIEWER, "The version of the server",
 *              request -> Response.now(Response.text("1.0")))
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
