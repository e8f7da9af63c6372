// Drawing symbols.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

typedef qris_status (*text_form)(const qris_symbol *, const qris_render_options *, char *, size_t, size_t *,
                                 qris_error *);

static qris_symbol symbol_of(const char *text) {
    qris_symbol symbol;
    qris_encoder *encoder = qris_encoder_create();
    CHECK(qris_encode(encoder, text, strlen(text), NULL, NULL, 0, &symbol, NULL) == QRIS_OK);
    qris_encoder_destroy(encoder);
    return symbol;
}

static void test_text_form(text_form draw, const char *start, const char *end) {
    qris_symbol symbol = symbol_of("HELLO"), bad;
    qris_render_options options = QRIS_RENDER_OPTIONS_INIT;
    qris_error error;
    size_t needed = 0, length = 0;
    CHECK(draw(&symbol, NULL, NULL, 0, &needed, &error) == QRIS_OK && needed > 400 && error.status == QRIS_OK);
    char *out = malloc(needed + 1);
    CHECK(draw(&symbol, NULL, out, needed + 1, &length, &error) == QRIS_OK && length == needed && out[length] == 0);
    CHECK(strncmp(out, start, strlen(start)) == 0 && strcmp(out + length - strlen(end), end) == 0);
    memset(out, 0x5A, needed + 1);
    CHECK(draw(&symbol, &options, out, needed, &length, NULL) == QRIS_OK && out[needed] == 0x5A);
    memset(out, 0x5A, needed + 1);
    CHECK(draw(&symbol, NULL, out, needed - 1, &length, &error) == QRIS_BUFFER_TOO_SMALL && length == needed);
    CHECK(out[0] == 0x5A && error.value == (int64_t)needed && error.limit == (int64_t)needed - 1);

    CHECK(draw(NULL, NULL, out, needed, &length, &error) == QRIS_NULL_POINTER && length == 0);
    CHECK(draw(&symbol, NULL, NULL, 0, NULL, &error) == QRIS_NULL_POINTER);
    CHECK(draw(&symbol, NULL, out, SIZE_MAX, &length, &error) == QRIS_INVALID_ARGUMENT);
    options.quiet_zone = -1;
    CHECK(draw(&symbol, &options, out, needed, &length, &error) == QRIS_INVALID_QUIET_ZONE && error.value == -1);
    options.quiet_zone = INT32_MAX;
    CHECK(draw(&symbol, &options, out, needed, &length, &error) == QRIS_PICTURE_TOO_LARGE);
    CHECK(error.value > error.limit && error.limit > 0);
    qris_render_options_init(&options, sizeof options);
    options.is_inverted = 2;
    CHECK(draw(&symbol, &options, out, needed, &length, &error) == QRIS_INVALID_ARGUMENT);
    qris_render_options_init(&options, sizeof options);
    options.title_length = 4;
    CHECK(draw(&symbol, &options, out, needed, &length, &error) == QRIS_NULL_POINTER);
    options.size = 8;
    CHECK(draw(&symbol, &options, out, needed, &length, &error) == QRIS_INVALID_ARGUMENT);

#define INVALID(change)                                                                          \
    do {                                                                                         \
        bad = symbol;                                                                            \
        change;                                                                                  \
        CHECK(draw(&bad, NULL, out, needed, &length, &error) == QRIS_INVALID_SYMBOL);            \
    } while (0)
    INVALID(bad.version = 0);
    INVALID(bad.version = 41);
    INVALID(bad.level = 4);
    INVALID(bad.mask = 8);
    INVALID(bad.side = 25);
    INVALID(bad.words_per_row = 2);
    INVALID(bad.words[20] |= (uint64_t)1 << 21);
    INVALID(memset(&bad, 0xFF, sizeof bad));
    free(out);
}

static void test_svg(void) {
    qris_symbol symbol = symbol_of("HELLO");
    qris_render_options options = QRIS_RENDER_OPTIONS_INIT;
    static char out[20000];
    size_t length = 0;
    options.title = "Warung <A> & \"B\"\x01";
    options.title_length = strlen(options.title);
    options.dark = 0x003366FF;
    options.light = 0;
    CHECK(qris_render_svg(&symbol, &options, out, sizeof out, &length, NULL) == QRIS_OK);
    CHECK(strstr(out, "<title>Warung &lt;A&gt; &amp; &quot;B&quot;</title>") != NULL);
    CHECK(strstr(out, "stroke=\"#036\"") != NULL && strstr(out, "<rect") == NULL);
    CHECK(strstr(out, "width=\"232\" height=\"232\" viewBox=\"0 0 29 29\"") != NULL);
    options.module_pixels = 0;
    CHECK(qris_render_svg(&symbol, &options, out, sizeof out, &length, NULL) == QRIS_INVALID_MODULE_SIZE);
    options.module_pixels = INT32_MAX;
    CHECK(qris_render_svg(&symbol, &options, out, sizeof out, &length, NULL) == QRIS_PICTURE_TOO_LARGE);
}

static void test_bitmap(void) {
    qris_symbol symbol = symbol_of("HELLO");
    qris_render_options options = QRIS_RENDER_OPTIONS_INIT;
    uint8_t out[200];
    size_t length = 0;
    options.quiet_zone = 0;
    options.module_pixels = 1;
    CHECK(qris_render_pbm(&symbol, &options, out, sizeof out, &length, NULL) == QRIS_OK);
    CHECK(length == 9 + 21 * 3 && memcmp(out, "P4\n21 21\n", 9) == 0);
    for (int row = 0; row < 21; row++)
        for (int column = 0; column < 21; column++)
            CHECK((out[9 + row * 3 + column / 8] >> (7 - column % 8) & 1) == (symbol.words[row] >> column & 1));
    memset(out, 0x5A, sizeof out);
    CHECK(qris_render_pbm(&symbol, &options, out, length, &length, NULL) == QRIS_OK && out[length] == 0x5A);
    CHECK(qris_render_pbm(&symbol, &options, out, length - 1, &length, NULL) == QRIS_BUFFER_TOO_SMALL);
}

// The library says whether it has PNG; what it draws is compared with the tool's elsewhere.
static void test_png(void) {
    qris_symbol symbol = symbol_of("HELLO");
    static uint8_t out[5000];
    size_t length = 9;
    qris_error error;
    qris_status status = qris_render_png(&symbol, NULL, out, sizeof out, &length, &error);
    CHECK(error.status == status);
    if (status == QRIS_UNSUPPORTED) {
        CHECK(length == 0);
    } else {
        CHECK(status == QRIS_OK && length > 100 && memcmp(out, "\x89PNG\r\n\x1A\n", 8) == 0);
        CHECK(qris_render_png(&symbol, NULL, out, 10, &length, &error) == QRIS_BUFFER_TOO_SMALL && length > 100);
        CHECK(qris_render_png(NULL, NULL, out, 10, &length, &error) == QRIS_NULL_POINTER);
    }
    printf("PNG: %s\n", status == QRIS_OK ? "yes" : "no");
}

void test_rendering(void) {
    test_text_form(qris_render_svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"", "</svg>\n");
    test_text_form(qris_render_ansi, "\x1B[38;5;16;48;5;231m", "\x1B[0m\n");
    test_text_form(qris_render_utf8, "    ", "\n");
    test_text_form(qris_render_ascii, "        ", "\n");
    test_svg();
    test_bitmap();
    test_png();
    qris_render_options_init(NULL, 1);
}
