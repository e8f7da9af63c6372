// Static to dynamic and back.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

// Whether a text has a value at a path.
static int has(const char *text, size_t length, const char *path, const char *value) {
    size_t at = 0, size = 0;
    return qris_find(text, length, path, &at, &size) == QRIS_OK && size == strlen(value) &&
           memcmp(text + at, value, size) == 0;
}

static void test_there_and_back(void) {
    char fixed[512], paid[512];
    size_t fixed_length = 0, paid_length = 0, needed = 0;
    qris_error error;
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, NULL, fixed, sizeof fixed, &fixed_length, &error) == QRIS_OK);
    CHECK(error.status == QRIS_OK && error.path[0] == 0 && fixed[fixed_length] == 0);
    CHECK(has(fixed, fixed_length, "01", "11") && !has(fixed, fixed_length, "54", "122.00"));
    CHECK(qris_is_valid(fixed, fixed_length, QRIS_PROFILE_QRIS));
    // The sample's transaction, in 62.50, goes unless it is to be kept.
    size_t at = 0, size = 0;
    CHECK(qris_find(fixed, fixed_length, "62.50", &at, &size) == QRIS_NOT_FOUND);
    CHECK(has(fixed, fixed_length, "62.07", "A01"));

    qris_convert_options options = QRIS_CONVERT_OPTIONS_INIT;
    options.keeps_sale_data = 1;
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, &options, paid, sizeof paid, &paid_length, &error) == QRIS_OK);
    CHECK(qris_find(paid, paid_length, "62.50", &at, &size) == QRIS_OK && size == 36);
    CHECK(has(paid, paid_length, "01", "11") && !has(paid, paid_length, "54", "122.00"));
    options.keeps_sale_data = 0;
    options.tip_kind = QRIS_TIP_PERCENTAGE;
    options.tip = "2.50";
    options.tip_length = 4;
    options.reference_label = "INV 1";
    options.reference_label_length = 5;
    CHECK(qris_convert_to_dynamic(fixed, fixed_length, "15000", 5, &options, NULL, 0, &needed, NULL) == QRIS_OK);
    CHECK(qris_convert_to_dynamic(fixed, fixed_length, "15000", 5, &options, paid, needed, &paid_length, &error) ==
          QRIS_OK);
    CHECK(needed == paid_length);
    CHECK(has(paid, paid_length, "01", "12") && has(paid, paid_length, "54", "15000"));
    CHECK(has(paid, paid_length, "55", "03") && has(paid, paid_length, "57", "2.50"));
    CHECK(has(paid, paid_length, "62.05", "INV 1") && has(paid, paid_length, "62.07", "A01"));
    CHECK(qris_is_valid(paid, paid_length, QRIS_PROFILE_QRIS));

    options.tip_kind = QRIS_TIP_FIXED;
    options.tip = "500";
    options.tip_length = 3;
    CHECK(qris_convert_to_dynamic(fixed, fixed_length, "15000", 5, &options, paid, sizeof paid, &paid_length, NULL) ==
          QRIS_OK);
    CHECK(has(paid, paid_length, "55", "02") && has(paid, paid_length, "56", "500"));
    options.tip_kind = QRIS_TIP_PROMPT;
    CHECK(qris_convert_to_dynamic(fixed, fixed_length, "15000", 5, &options, paid, sizeof paid, &paid_length, NULL) ==
          QRIS_OK);
    CHECK(has(paid, paid_length, "55", "01"));
}

// What a conversion with changed options returns.
static qris_status converted(const qris_convert_options *options, const char *amount, qris_error *error) {
    char out[512];
    size_t length = 77;
    qris_status status = qris_convert_to_dynamic(SAMPLE, SAMPLE_LENGTH, amount, strlen(amount), options, out,
                                                 sizeof out, &length, error);
    CHECK(error->status == status && (status == QRIS_OK || length == 0));
    return status;
}

static void test_refusals(void) {
    qris_error error;
    qris_convert_options options = QRIS_CONVERT_OPTIONS_INIT;
    static const char *const amounts[] = {"", "-1", "1,000", "1e3", "1.2.3", " 5", ".5", "1234567890123456789", "0x10"};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        CHECK(converted(&options, amounts[i], &error) == QRIS_INVALID_AMOUNT);
    CHECK(converted(&options, "0", &error) == QRIS_INVALID_RESULT);
    CHECK(error.issue == QRIS_ISSUE_AMOUNT_ZERO && strcmp(error.path, "54") == 0);
    CHECK(converted(&options, "99999999999999", &error) == QRIS_VALUE_TOO_LONG);
    CHECK(error.value == 14 && error.limit == 13 && strcmp(error.path, "54") == 0);

#define REFUSES(change, wanted)                              \
    do {                                                     \
        qris_convert_options_init(&options, sizeof options); \
        change;                                              \
        CHECK(converted(&options, "5000", &error) == wanted); \
    } while (0)
    REFUSES(options.profile = 3, QRIS_INVALID_ARGUMENT);
    REFUSES(options.repairs_crc = 2, QRIS_INVALID_ARGUMENT);
    REFUSES(options.tip_kind = 4, QRIS_INVALID_ARGUMENT);
    REFUSES(options.tip_kind = -1, QRIS_INVALID_ARGUMENT);
    REFUSES(options.size = 0, QRIS_INVALID_ARGUMENT);
    REFUSES(options.size--, QRIS_INVALID_ARGUMENT);
    REFUSES(options.keeps_sale_data = 7, QRIS_INVALID_ARGUMENT);
    REFUSES(options.size = SIZE_MAX, QRIS_INVALID_ARGUMENT);
    REFUSES(options.tip_kind = QRIS_TIP_FIXED, QRIS_INVALID_AMOUNT);
    REFUSES(options.tip_kind = QRIS_TIP_PERCENTAGE, QRIS_INVALID_PERCENTAGE);
    REFUSES((options.tip_kind = QRIS_TIP_PERCENTAGE, options.tip = "100", options.tip_length = 3),
            QRIS_INVALID_PERCENTAGE);
    REFUSES(options.tip_length = 3, QRIS_NULL_POINTER);
    REFUSES(options.reference_label_length = 3, QRIS_NULL_POINTER);
    REFUSES((options.terminal_label = "x", options.terminal_label_length = SIZE_MAX), QRIS_INVALID_ARGUMENT);
    REFUSES((options.terminal_label = "\xC3(", options.terminal_label_length = 2), QRIS_NOT_UTF8);
    REFUSES(options.terminal_label = "", QRIS_EMPTY_VALUE);
    CHECK(strcmp(error.path, "62.07") == 0);
    REFUSES((options.reference_label = "12345678901234567890123456", options.reference_label_length = 26),
            QRIS_VALUE_TOO_LONG);
    CHECK(error.value == 26 && error.limit == 25 && strcmp(error.path, "62.05") == 0);
}

static void test_texts(void) {
    char out[512];
    size_t length = 0;
    qris_error error;
    qris_convert_options options = QRIS_CONVERT_OPTIONS_INIT;
    CHECK(qris_convert_to_static("0002", 4, NULL, out, sizeof out, &length, &error) == QRIS_NOT_A_PAYLOAD);
    CHECK(error.offset == 2);
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH - 8, NULL, out, sizeof out, &length, NULL) == QRIS_WRONG_CRC);
    options.repairs_crc = 1;
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH - 8, &options, out, sizeof out, &length, NULL) == QRIS_OK);
    CHECK(qris_is_valid(out, length, QRIS_PROFILE_QRIS));
    CHECK(qris_convert_to_static(NULL, 4, NULL, out, sizeof out, &length, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_convert_to_static(SAMPLE, SIZE_MAX, NULL, out, sizeof out, &length, NULL) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, NULL, NULL, 0, NULL, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, NULL, out, 10, &length, &error) == QRIS_BUFFER_TOO_SMALL);
    CHECK(error.value == (int64_t)length && error.limit == 10);
    CHECK(qris_convert_to_dynamic(SAMPLE, SAMPLE_LENGTH, NULL, 4, NULL, out, sizeof out, &length, &error) ==
          QRIS_NULL_POINTER);
    CHECK(qris_convert_to_dynamic(NULL, 0, "5", 1, NULL, out, sizeof out, &length, NULL) == QRIS_WRONG_CRC);
}

// Options of a later header: taken when what this library does not know is zero.
static void test_later_options(void) {
    struct {
        qris_convert_options known;
        uint64_t more;
    } later = {QRIS_CONVERT_OPTIONS_INIT, 0};
    char out[512];
    size_t length = 0;
    later.known.size = sizeof later;
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, &later.known, out, sizeof out, &length, NULL) == QRIS_OK);
    later.more = 1;
    CHECK(qris_convert_to_static(SAMPLE, SAMPLE_LENGTH, &later.known, out, sizeof out, &length, NULL) ==
          QRIS_INVALID_ARGUMENT);
    qris_convert_options options, same = QRIS_CONVERT_OPTIONS_INIT;
    memset(&options, 0x5A, sizeof options);
    qris_convert_options_init(&options, sizeof options + 1);
    CHECK(options.profile == 0x5A5A5A5A);
    qris_convert_options_init(&options, sizeof options);
    CHECK(memcmp(&options, &same, sizeof options) == 0);
    qris_convert_options_init(NULL, sizeof options);
}

void test_conversion(void) {
    test_there_and_back();
    test_refusals();
    test_texts();
    test_later_options();
}
