// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer in a browser, with documents as applications bring them. */
class ExplorerBrowserTest extends BrowserFixture {
    private static final String PATHS =
            "\npaths:\n  /s.js/said/json:\n    get:\n      tags: [words]\n      responses:\n        200:\n          description: OK\n";

    /** Waits for the part of the page and clicks it. */
    private void click(String selector) {
        assertThat(browser.await("new Promise(done => { (function look() { const found = document.querySelector('"
                        + selector
                        + "'); if (found) { found.click(); done(true); } else requestAnimationFrame(look); })(); })"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({
        "'swagger: \"2.0\"', /scripts/s.js/said/json",
        "'openapi: 3.0.1', /scripts/s.js/said/json",
        "'openapi: 3.1.0\nservers:\n- url: /elsewhere', /elsewhere/s.js/said/json"
    })
    void requestsOfAnAppsDocumentGoToItsScripts(String head, String path) {
        site.answer("/pages/api.yml", query -> head + "\ninfo:\n  title: t\n  version: 1.0.0" + PATHS);
        site.answer(path, query -> "\"heard\"");
        browser.go("/pages/explorer.html");

        click(".opblock-tag");
        click(".opblock-summary-control");
        click(".try-out__btn");
        click(".execute");

        assertThat(
                        browser.await(
                                "new Promise(done => { (function look() { const found = document.querySelector('.live-responses-table"
                                        + " .microlight'); found ? done(found.textContent) : requestAnimationFrame(look); })(); })"))
                .asString()
                .contains("heard");
        assertThat(browser.find(".request-url").getText()).contains(path);
    }
}
