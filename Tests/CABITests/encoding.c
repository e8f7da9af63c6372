// Making symbols.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

static int is_dark(const qris_symbol *symbol, int32_t row, int32_t column) {
    return symbol->words[row * symbol->words_per_row + column / 64] >> (column % 64) & 1;
}

// The symbol of ISO/IEC 18004:2015 Annex I: 01234567 in version 1-M with mask 2; its top row by the standard's figure.
static void test_standard_example(qris_encoder *encoder) {
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    uint8_t modules[441], bits[63];
    memset(&symbol, 0x5A, sizeof symbol);
    options.mode = QRIS_MODE_NUMERIC;
    options.raises_level = 0;
    options.mask = 2;
    CHECK(qris_encode(encoder, "01234567", 8, &options, modules, sizeof modules, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 1 && symbol.level == QRIS_LEVEL_M && symbol.mask == 2 && symbol.side == 21);
    CHECK(symbol.words_per_row == 1 && symbol.has_penalties == 0 && symbol.penalties[3] == 0);
    // Format information of M and mask 2, 101111001111100, begins beside the upper left finder in column 8.
    static const uint8_t format[] = {1, 0, 1, 1, 1, 1};
    for (int column = 0; column < 6; column++) CHECK(modules[8 * 21 + column] == format[column]);
    options.layout = QRIS_LAYOUT_BITS;
    CHECK(qris_encode(encoder, "01234567", 8, &options, bits, sizeof bits, NULL, NULL) == QRIS_OK);
    for (int32_t row = 0; row < 21; row++) {
        for (int32_t column = 0; column < 21; column++) {
            CHECK(modules[row * 21 + column] == is_dark(&symbol, row, column));
            CHECK(modules[row * 21 + column] == (bits[row * 3 + column / 8] >> (7 - column % 8) & 1));
        }
        CHECK((bits[row * 3 + 2] & 7) == 0 && symbol.words[row] >> 21 == 0);
    }
    for (int i = 21; i < 531; i++) CHECK(symbol.words[i] == 0x5A5A5A5A5A5A5A5A);
}

static void test_choices(qris_encoder *encoder) {
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    CHECK(qris_encode(encoder, SAMPLE, SAMPLE_LENGTH, NULL, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 12 && symbol.side == 65 && symbol.words_per_row == 2 && symbol.has_penalties == 1);
    int32_t least = symbol.penalties[symbol.mask];
    for (int mask = 0; mask < 8; mask++) CHECK(symbol.penalties[mask] >= least && least > 0);
    // Twelve bytes are 1-M at least; 1-Q holds eleven, 1-L seventeen (ISO/IEC 18004:2015 Table 7).
    options.minimum_level = QRIS_LEVEL_L;
    CHECK(qris_encode(encoder, "abcdefghijkl", 12, &options, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 1 && symbol.level == QRIS_LEVEL_M);
    options.raises_level = 0;
    CHECK(qris_encode(encoder, "abcdefghijkl", 12, &options, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 1 && symbol.level == QRIS_LEVEL_L);
    options.version = 40;
    options.mask = 7;
    options.reports_penalties = 1;
    CHECK(qris_encode(encoder, "abc", 3, &options, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 40 && symbol.side == QRIS_MAXIMUM_SIDE && symbol.mask == 7 && symbol.has_penalties == 1);
    // Text beyond ASCII gets an ECI header of 12 bits, bytes do not: 17 bytes fill 1-L.
    options = (qris_encode_options)QRIS_ENCODE_OPTIONS_INIT;
    options.minimum_level = QRIS_LEVEL_L;
    CHECK(qris_encode(encoder, "\xC3\xA9" "123456789012345", 17, &options, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 2);
    options.content = QRIS_CONTENT_BYTES;
    CHECK(qris_encode(encoder, "\xC3\xA9" "123456789012345", 17, &options, NULL, 0, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 1);
}

static void test_capacity(qris_encoder *encoder) {
    static char digits[7100];
    static uint8_t modules[QRIS_MAXIMUM_MODULES];
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    qris_error error;
    memset(digits, '7', sizeof digits);
    options.minimum_level = QRIS_LEVEL_L;
    options.mode = QRIS_MODE_NUMERIC;
    // 7089 digits are the most of version 40-L (ISO/IEC 18004:2015 Table 7).
    CHECK(qris_encode(encoder, digits, 7089, &options, modules, sizeof modules, &symbol, NULL) == QRIS_OK);
    CHECK(symbol.version == 40);
    qris_symbol before = symbol;
    CHECK(qris_encode(encoder, digits, 7090, &options, modules, sizeof modules, &symbol, &error) == QRIS_DATA_TOO_LONG);
    CHECK(error.status == QRIS_DATA_TOO_LONG && error.value > error.limit && error.limit == 2956 * 8);
    CHECK(memcmp(&before, &symbol, sizeof symbol) == 0);
    // Refused by its length alone: nothing is read.
    CHECK(qris_encode(encoder, digits, PTRDIFF_MAX, &options, NULL, 0, NULL, &error) == QRIS_DATA_TOO_LONG);
    CHECK(qris_encode(encoder, digits, SIZE_MAX, &options, NULL, 0, NULL, &error) == QRIS_INVALID_ARGUMENT);
    // A short buffer: the symbol, but no modules.
    memset(modules, 0x5A, sizeof modules);
    CHECK(qris_encode(encoder, "1", 1, NULL, modules, 440, &symbol, &error) == QRIS_BUFFER_TOO_SMALL);
    CHECK(symbol.version == 1 && error.value == 441 && error.limit == 440 && modules[0] == 0x5A);
    CHECK(qris_encode(encoder, "1", 1, NULL, modules, 441, NULL, &error) == QRIS_OK && error.status == QRIS_OK);
    CHECK(modules[440] <= 1 && modules[441] == 0x5A);
    CHECK(qris_encode(encoder, "1", 1, NULL, modules, 0, NULL, NULL) == QRIS_BUFFER_TOO_SMALL);
    CHECK(qris_encode(encoder, "1", 1, NULL, modules, SIZE_MAX, NULL, NULL) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_encode(encoder, "1", 1, NULL, NULL, 0, NULL, NULL) == QRIS_OK);
}

static void test_refusals(qris_encoder *encoder) {
    qris_encode_options options;
    qris_error error;
    CHECK(qris_encode(NULL, "1", 1, NULL, NULL, 0, NULL, &error) == QRIS_NULL_POINTER);
    CHECK(qris_encode(encoder, NULL, 1, NULL, NULL, 0, NULL, &error) == QRIS_NULL_POINTER);
    CHECK(qris_encode(encoder, NULL, 0, NULL, NULL, 0, NULL, &error) == QRIS_EMPTY_TEXT);
    CHECK(qris_encode(encoder, "1", 0, NULL, NULL, 0, NULL, &error) == QRIS_EMPTY_TEXT);
#define INVALID(change)                                                                             \
    do {                                                                                            \
        qris_encode_options_init(&options, sizeof options);                                         \
        change;                                                                                     \
        CHECK(qris_encode(encoder, "1", 1, &options, NULL, 0, NULL, NULL) == QRIS_INVALID_ARGUMENT); \
    } while (0)
    static const int32_t outside[] = {-2, 41, INT32_MAX, INT32_MIN};
    for (int i = 0; i < 4; i++) {
        INVALID(options.minimum_level = outside[i]);
        INVALID(options.raises_level = outside[i]);
        INVALID(options.version = outside[i]);
        INVALID(options.mask = outside[i]);
        INVALID(options.mode = outside[i]);
        INVALID(options.content = outside[i]);
        INVALID(options.layout = outside[i]);
        INVALID(options.reports_penalties = outside[i]);
    }
    INVALID(options.mask = 8);
    INVALID(options.version = -1);
    INVALID(options.minimum_level = 4);
    INVALID(options.mode = 5);
    INVALID(options.content = 2);
    INVALID(options.layout = 2);
    INVALID(options.size = 0);
    INVALID(options.size = sizeof options - 1);
    INVALID(options.size = 5000);

    qris_encode_options_init(&options, sizeof options);
    options.mode = QRIS_MODE_NUMERIC;
    CHECK(qris_encode(encoder, "12x", 3, &options, NULL, 0, NULL, &error) == QRIS_INVALID_CHARACTER);
    CHECK(error.offset == 2);
    options.mode = QRIS_MODE_KANJI;
    CHECK(qris_encode(encoder, "\x93\x5F", 2, &options, NULL, 0, NULL, &error) == QRIS_OK);
    CHECK(qris_encode(encoder, "\x93", 1, &options, NULL, 0, NULL, &error) == QRIS_INVALID_CHARACTER);
}

void test_encoding(void) {
    qris_encoder *encoder = qris_encoder_create();
    CHECK(encoder != NULL);
    test_standard_example(encoder);
    test_choices(encoder);
    test_capacity(encoder);
    test_refusals(encoder);
    qris_encoder_destroy(encoder);
    qris_encoder_destroy(NULL);
}
