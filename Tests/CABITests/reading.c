// Reading: what was drawn comes back, and everything that is refused.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

enum { SCALE = 3, QUIET = 4 };

// Reads the only symbol that is expected and compares its text.
static void check_reading(const qris_reader *reader, size_t count, const char *text, size_t length) {
    char bytes[4000];
    size_t found = 0;
    qris_reading reading = {.size = sizeof reading};
    CHECK(count == 1);
    CHECK(qris_reading_get(reader, 0, &reading) == QRIS_OK);
    CHECK(reading.text_length == length && reading.corrected_codewords == 0);
    CHECK(reading.unused_error_correction == 1000 && reading.is_mirrored == 0);
    CHECK(qris_reading_text(reader, 0, bytes, sizeof bytes, &found) == QRIS_OK);
    CHECK(found == length && memcmp(bytes, text, length) == 0);
    CHECK(qris_reading_text(reader, 0, NULL, 0, &found) == QRIS_OK && found == length);
    CHECK(qris_reading_text(reader, 0, bytes, length - 1, &found) == QRIS_BUFFER_TOO_SMALL);
    CHECK(qris_reading_text(reader, 1, bytes, sizeof bytes, &found) == QRIS_NOT_FOUND);
    CHECK(qris_reading_get(reader, 1, &reading) == QRIS_NOT_FOUND);
    reading.size = 1;
    CHECK(qris_reading_get(reader, 0, &reading) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_reading_get(reader, 0, NULL) == QRIS_NULL_POINTER);
}

static void test_refusals(qris_reader *reader, const uint8_t *pixels, int32_t side) {
    size_t count = 9;
    CHECK(qris_read_grey(NULL, pixels, side, side, (size_t)side, NULL, &count) == QRIS_NULL_POINTER && count == 0);
    CHECK(qris_read_grey(reader, NULL, side, side, (size_t)side, NULL, &count) == QRIS_NULL_POINTER);
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, NULL, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_read_grey(reader, pixels, 0, side, (size_t)side, NULL, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_grey(reader, pixels, side, -1, (size_t)side, NULL, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side - 1, NULL, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_grey(reader, pixels, side, 3, SIZE_MAX / 2, NULL, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_modules(reader, pixels, 22, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_modules(reader, pixels, 0, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_read_modules(reader, NULL, 21, &count) == QRIS_NULL_POINTER);
    CHECK(qris_read_modules(reader, pixels, 21, &count) == QRIS_UNREADABLE && count == 0);
    qris_read_options options;
    qris_read_options_init(&options, sizeof options);
    options.most_pixels = 10;
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, &options, &count) == QRIS_PICTURE_TOO_LARGE);
    options.most_pixels = 40000000;
    options.effort = 3;
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, &options, &count) == QRIS_INVALID_ARGUMENT);
    options.effort = QRIS_EFFORT_RENDER;
    options.most_symbols = 0;
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, &options, &count) == QRIS_INVALID_ARGUMENT);
    qris_status status = qris_read_png(reader, "no picture", 10, NULL, &count);
    CHECK(status == QRIS_INVALID_PICTURE || status == QRIS_UNSUPPORTED);
}

void test_reading(void) {
    static uint8_t modules[QRIS_MAXIMUM_MODULES];
    qris_encoder *encoder = qris_encoder_create();
    qris_reader *reader = qris_reader_create();
    qris_symbol symbol;
    size_t count = 0;
    CHECK(qris_encode(encoder, SAMPLE, SAMPLE_LENGTH, NULL, modules, sizeof modules, &symbol, NULL) == QRIS_OK);
    CHECK(qris_read_modules(reader, modules, symbol.side, &count) == QRIS_OK);
    check_reading(reader, count, SAMPLE, SAMPLE_LENGTH);

    int32_t side = (symbol.side + 2 * QUIET) * SCALE;
    uint8_t *pixels = malloc((size_t)side * (size_t)side);
    for (int32_t y = 0; y < side; y++) {
        for (int32_t x = 0; x < side; x++) {
            int32_t row = y / SCALE - QUIET, column = x / SCALE - QUIET;
            int isInside = row >= 0 && row < symbol.side && column >= 0 && column < symbol.side;
            pixels[y * side + x] = isInside && modules[row * symbol.side + column] ? 0 : 255;
        }
    }
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, NULL, &count) == QRIS_OK);
    check_reading(reader, count, SAMPLE, SAMPLE_LENGTH);

    static uint8_t png[100000];
    size_t length = 0;
    if (qris_render_png(&symbol, NULL, png, sizeof png, &length, NULL) == QRIS_OK) {
        CHECK(qris_read_png(reader, png, length, NULL, &count) == QRIS_OK);
        check_reading(reader, count, SAMPLE, SAMPLE_LENGTH);
        CHECK(qris_read_png(reader, png, length / 2, NULL, &count) == QRIS_INVALID_PICTURE && count == 0);
    }
    test_refusals(reader, pixels, side);
    memset(pixels, 255, (size_t)side * (size_t)side);
    CHECK(qris_read_grey(reader, pixels, side, side, (size_t)side, NULL, &count) == QRIS_OK && count == 0);
    free(pixels);
    qris_reader_destroy(reader);
    qris_reader_destroy(NULL);
    qris_encoder_destroy(encoder);
}
