// Version, status texts, checksum, sizes of structs.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

// Sizes are part of the binary interface: on 64-bit and on 32-bit machines.
static void test_sizes(void) {
    int is_wide = sizeof(size_t) == 8;
    CHECK(sizeof(qris_error) == 64);
    CHECK(sizeof(qris_issue) == (is_wide ? 80 : 60));
    CHECK(sizeof(qris_symbol) == 64 + 531 * 8);
    CHECK(offsetof(qris_symbol, words) == 64);
    CHECK(sizeof(qris_encode_options) == (is_wide ? 40 : 36));
    CHECK(sizeof(qris_render_options) == (is_wide ? 48 : 36));
    CHECK(sizeof(qris_convert_options) == (is_wide ? 72 : 44));
}

static void test_status_texts(void) {
    static const qris_status known[] = {
        QRIS_OK, QRIS_NULL_POINTER, QRIS_INVALID_ARGUMENT, QRIS_BUFFER_TOO_SMALL, QRIS_NOT_FOUND, QRIS_UNSUPPORTED,
        QRIS_OUT_OF_MEMORY, QRIS_EMPTY_TEXT, QRIS_DATA_TOO_LONG, QRIS_INVALID_CHARACTER, QRIS_NOT_A_PAYLOAD,
        QRIS_WRONG_CRC, QRIS_VALUE_TOO_LONG, QRIS_EMPTY_VALUE, QRIS_NOT_UTF8, QRIS_NOT_TEMPLATE, QRIS_INVALID_RESULT,
        QRIS_INVALID_AMOUNT, QRIS_INVALID_PERCENTAGE, QRIS_INVALID_QUIET_ZONE, QRIS_INVALID_MODULE_SIZE,
        QRIS_PICTURE_TOO_LARGE, QRIS_PNG_FAILED, QRIS_INVALID_SYMBOL};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *text = qris_status_message(known[i]);
        CHECK(text != NULL && strlen(text) > 3 && strcmp(text, "unknown status") != 0);
        for (size_t k = 0; k < i; k++) CHECK(strcmp(text, qris_status_message(known[k])) != 0);
    }
    static const qris_status unknown[] = {-1, 7, 9, 35, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        CHECK(strcmp(qris_status_message(unknown[i]), "unknown status") == 0);
}

// Bit by bit, from EMVCo QRCPS-MPM v1.0 4.7.3: polynomial 1021, initial value FFFF.
static uint16_t plain_crc(const unsigned char *bytes, size_t length) {
    unsigned crc = 0xFFFF;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned)bytes[i] << 8;
        for (int bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1 & 0xFFFF;
    }
    return (uint16_t)crc;
}

static void test_checksum(void) {
    CHECK(qris_crc16("123456789", 9) == 0x29B1);
    CHECK(qris_crc16(SAMPLE, SAMPLE_LENGTH - 4) == 0x4447);
    CHECK(qris_crc16(NULL, 0) == 0xFFFF);
    CHECK(qris_crc16(NULL, 5) == 0xFFFF);
    CHECK(qris_crc16("x", SIZE_MAX) == 0xFFFF);
    unsigned char bytes[600];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * 77 + i / 256);
    for (size_t length = 0; length <= sizeof bytes; length++)
        CHECK(qris_crc16(bytes, length) == plain_crc(bytes, length));
}

void test_basics(void) {
    CHECK(strcmp(qris_version(), QRIS_VERSION) == 0);
    test_sizes();
    test_status_texts();
    test_checksum();
}
