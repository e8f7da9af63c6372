// QRIS payloads and QR Code symbols in Java 17, through the C library and the shim qris_jni.c.
// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;

/** Checks payment payloads and makes their QR codes. Safe from any number of threads. */
public final class Qris {
    static {
        System.loadLibrary("qris_jni");
    }

    private Qris() {}

    /** Returns one line an issue: severity, code, path and message, apart by tabs; none for a flawless payload. */
    public static String[] validate(String payload) {
        return validate(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the modules of a text's symbol row by row, true for dark; throws when the text does not fit. */
    public static boolean[][] encode(String text) {
        byte[] modules = encode(text.getBytes(StandardCharsets.UTF_8));
        int side = (int) Math.sqrt(modules.length);
        boolean[][] rows = new boolean[side][side];
        for (int i = 0; i < modules.length; i++) {
            rows[i / side][i % side] = modules[i] == 1;
        }
        return rows;
    }

    private static native String[] validate(byte[] payload);

    private static native byte[] encode(byte[] text);

    /** Prints the issues of the first argument, then its symbol as rows of 0 and 1. */
    public static void main(String[] arguments) {
        for (String issue : validate(arguments[0])) {
            System.out.println(issue);
        }
        for (boolean[] row : encode(arguments[0])) {
            StringBuilder line = new StringBuilder();
            for (boolean isDark : row) {
                line.append(isDark ? '1' : '0');
            }
            System.out.println(line);
        }
    }
}
