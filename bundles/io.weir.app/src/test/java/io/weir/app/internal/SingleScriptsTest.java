// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.app.AppFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that belong to no app. */
class SingleScriptsTest {
    @TempDir
    private Path home;

    private void write(String path, String text) throws IOException {
        Files.createDirectories(home.resolve(path).getParent());
        Files.writeString(home.resolve(path), text);
    }

    private static String read(SingleScripts scripts, String path) throws IOException {
        AppFile file = scripts.file(path).orElseThrow();
        return new String(file.open().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theyAreListedAndReadWithWhatLiesBesideThem() throws IOException {
        write("script/top.js", "top");
        write("script/inc/lib.js", "lib");
        write("script/secret.conf", "secret");
        write("other/log.js", "log");
        SingleScripts scripts = SingleScripts.of("script/top.js, " + home.resolve("other/log.js"), home);
        assertThat(scripts.scripts()).containsExactly("log.js", "top.js");
        assertThat(read(scripts, "scripts/top.js") + read(scripts, "scripts/log.js"))
                .isEqualTo("toplog");
        assertThat(read(scripts, "scripts/inc/lib.js")).isEqualTo("lib");
        assertThat(scripts.file("scripts/secret.conf")).isEmpty();
        assertThat(scripts.file("scripts/../other/log.js")).isEmpty();
        assertThat(scripts.file("html/index.html")).isEmpty();
    }

    @Test
    void whatIsNoScriptAndWhatHasTheNameOfAnotherIsLeftOut() throws IOException {
        write("a/x.js", "a");
        write("b/x.js", "b");
        SingleScripts scripts = SingleScripts.of("a/x.js,b/x.js,a/readme.md,,/", home);
        assertThat(scripts.scripts()).containsExactly("x.js");
        assertThat(read(scripts, "scripts/x.js")).isEqualTo("a");
    }

    @Test
    void theyRunAndRunAnewWhenSaved() throws Exception {
        write("script/top.js", "tell('one')");
        Platform platform = new Platform(home);
        try {
            SingleApp single = new SingleApp(SingleScripts.of("script/top.js", home), platform.apps, platform.rules);
            single.open();
            platform.tells("one");
            write("script/top.js", "tell('two of it')");
            single.scan();
            single.scan();
            platform.tells("two of it");
            assertThat(platform.app("").status().get("top.js").fault()).isEmpty();
        } finally {
            platform.close();
        }
    }
}
