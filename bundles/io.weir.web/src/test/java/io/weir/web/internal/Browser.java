// SPDX-License-Identifier: Apache-2.0
package io.weir.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without a window, at pages of a test site. Nothing is ever downloaded: both programs are the machine's. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final TestSite site;
    private final ChromeDriver driver;

    private Browser(TestSite site, ChromeDriver driver) {
        this.site = site;
        this.driver = driver;
    }

    /** Skips the test where there is no Chromium, but fails it there in CI. */
    static Browser open(TestSite site) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(there, "browser tests need " + CHROMIUM + " and " + DRIVER + ": skipped");
        }
        assertThat(there).as("CI has " + CHROMIUM + " and " + DRIVER).isTrue();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1000,1600");
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        return new Browser(site, driver);
    }

    void go(String page) {
        driver.get(site.url(page));
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** What a promise, the value of an expression, comes to. */
    Object await(String expression) {
        return driver.executeAsyncScript("const done = arguments[0]; Promise.resolve(" + expression
                + ").then(done, e => done('failed: ' + e));");
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Errors of scripts and refused loads since the page began. */
    List<?> errors() {
        return (List<?>) run("return window.errors");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
