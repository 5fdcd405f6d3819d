// SPDX-License-Identifier: Apache-2.0
package io.weir.api.app;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/** A file of an app. Thread: any. */
@ProviderType
public interface AppFile {
    /** Within the app: {@code html/index.html}. */
    String path();

    long length();

    /** ms since 1970. */
    long modified();

    InputStream open() throws IOException;
}
