// SPDX-License-Identifier: Apache-2.0
package io.weir.app.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Makes bundles of folders and zips. A zip is not trusted: names, number, size and ratio of its entries are bounded by what
 * is read, not by what it says.
 *
 * <p>Thread: any.
 */
final class AppArchive {
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_TIMES = 200;
    private static final long ALWAYS_GOOD = 4L << 20;

    private AppArchive() {}

    /** A bundle without files: those of a folder are read where they are. */
    static InputStream ofFolder(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, AppManifest.of(name, AppManifest.FOLDER, "")).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** A bundle with the files of a zip: in a file of its own until it is closed. */
    static InputStream ofZip(String name, Path file, String stamp) throws IOException, Refused {
        Path made = Files.createTempFile("weir-app", ".jar");
        try (OutputStream bytes = Files.newOutputStream(made)) {
            write(bytes, name, file, stamp);
            return Files.newInputStream(made, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | Refused | RuntimeException e) {
            Files.delete(made);
            throw e;
        }
    }

    /** Reads a zip as {@link #ofZip} does, and keeps nothing of it. */
    static void check(String name, Path file) throws IOException, Refused {
        write(OutputStream.nullOutputStream(), name, file, "");
    }

    private static void write(OutputStream bytes, String name, Path file, String stamp) throws IOException, Refused {
        try (ZipFile zip = new ZipFile(file.toFile());
                JarOutputStream jar = new JarOutputStream(bytes, AppManifest.of(name, AppManifest.ZIP, stamp))) {
            long allowed = Math.min(MOST_BYTES, Math.max(ALWAYS_GOOD, Files.size(file) * MOST_TIMES));
            for (Map.Entry<String, ZipEntry> entry : entries(zip).entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                try (InputStream in = zip.getInputStream(entry.getValue())) {
                    allowed -= copy(in, jar, allowed);
                }
                jar.closeEntry();
            }
        } catch (ZipException e) {
            throw new Refused("not a zip, or not whole yet: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Refused("names of its files cannot be read: " + e.getMessage());
        }
    }

    private static long copy(InputStream in, JarOutputStream jar, long allowed) throws IOException, Refused {
        byte[] buffer = new byte[8192];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > allowed) {
                throw new Refused(
                        "unpacks to too much: limit=" + MOST_BYTES + " bytes, " + MOST_TIMES + " times its size");
            }
            jar.write(buffer, 0, read);
        }
        return copied;
    }

    /** Files of the app by path; without the top folder, if all are in one. */
    private static Map<String, ZipEntry> entries(ZipFile zip) throws Refused {
        if (zip.size() > MOST_ENTRIES) {
            throw new Refused("holds too many files: count=" + zip.size() + " limit=" + MOST_ENTRIES);
        }
        List<ZipEntry> files = new ArrayList<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.isDirectory() && !passedOver(entry.getName())) {
                if (!AppPaths.isPath(entry.getName())) {
                    throw new Refused("holds a file with a bad path: path="
                            + entry.getName().replaceAll("\\p{Cntrl}", "?"));
                }
                files.add(entry);
            }
        }
        String top = top(files);
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : files) {
            String path = entry.getName().substring(top.length());
            if (passedOver(path)) {
                continue;
            }
            if (AppPaths.isCode(path)) {
                throw new Refused("holds Java code, which apps must not: path=" + path
                        + ": make it a bundle and give it to deploy/");
            }
            if (entries.put(path, entry) != null) {
                throw new Refused("holds a file twice: path=" + path);
            }
        }
        if (entries.keySet().stream().noneMatch(AppArchive::ofApp)) {
            throw new Refused("holds neither scripts/ nor html/");
        }
        return entries;
    }

    // what tools put beside: no part of an app, and our manifest is the only one
    private static boolean passedOver(String name) {
        return name.startsWith("META-INF/")
                || name.startsWith("OSGI-INF/")
                || name.startsWith("__MACOSX/")
                || AppPaths.isBeside(name)
                || (name.matches("(.*/)?\\.[^./][^/]*(/.*)?") && !name.contains("/../"));
    }

    private static String top(List<ZipEntry> files) {
        if (files.isEmpty() || files.stream().anyMatch(file -> ofApp(file.getName()))) {
            return "";
        }
        String first = files.get(0).getName();
        String top = first.substring(0, first.indexOf('/') + 1);
        return files.stream().allMatch(file -> file.getName().startsWith(top)) ? top : "";
    }

    private static boolean ofApp(String path) {
        return path.startsWith("scripts/") || path.startsWith("html/");
    }
}
