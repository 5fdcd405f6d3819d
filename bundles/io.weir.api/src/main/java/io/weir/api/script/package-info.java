// SPDX-License-Identifier: Apache-2.0
/**
 * Functions that scripts call, as rows free of any engine's types.
 *
 * <pre>{@code
 * new ScriptFunction("md5", Signature.of("string", Parameter.required("text", "string")), "The MD5 of a text, in hex",
 *                    (context, args) -> md5((String) args.get(0)))
 * }</pre>
 */
@Export
@Version("0.1.0")
package io.weir.api.script;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
