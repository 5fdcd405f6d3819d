// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A site and a browser for all tests of a class, none of which may leave an error of a script or a refused load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserFixture {
    TestSite site;
    Browser browser;

    @BeforeAll
    void open() throws IOException {
        site = new TestSite();
        browser = Browser.open(site);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        site.close();
    }

    @AfterEach
    void noScriptFailedAndNothingWasRefused() {
        assertThat(browser.errors()).isEmpty();
    }
}
