// Law: through the C header any bytes in any call give a status; results fit what sizing calls said and each other.
// SPDX-License-Identifier: Apache-2.0
//
// The first byte of an input chooses the call, the second its options; the rest is the text.

#include <qris.h>

#include <stdlib.h>
#include <string.h>

// Stops the fuzzer when a law is broken.
#define LAW(condition) \
    do {               \
        if (!(condition)) abort(); \
    } while (0)

enum { most_issues = 32 };
static char first[1 << 16], second[1 << 16];
static qris_encoder *encoder;

static void check_validation(const char *text, size_t length, int32_t profile) {
    qris_issue issues[most_issues];
    size_t count = 0, counted = 0, size = 0;
    int32_t errors = 0;
    qris_status status = qris_validate(text, length, profile, issues, most_issues, &count);
    LAW(status == (count > most_issues ? QRIS_BUFFER_TOO_SMALL : QRIS_OK));
    LAW(qris_validate(text, length, profile, NULL, 0, &counted) == QRIS_OK && counted == count);
    for (size_t i = 0; i < count && i < most_issues; i++) {
        errors += issues[i].severity == QRIS_SEVERITY_ERROR;
        LAW(issues[i].offset <= length && issues[i].length <= length - issues[i].offset);
        LAW(qris_issue_code_name(issues[i].code) != NULL && strlen(issues[i].path) <= 8);
        if (i > 0) continue;
        LAW(qris_issue_message(&issues[i], first, 512, &size) == QRIS_OK && size > 0 && size < 512);
        LAW(qris_issue_expected(&issues[i], first, 512, &size) == QRIS_OK);
        LAW(qris_issue_hint(&issues[i], first, 512, &size) == QRIS_OK);
    }
    if (count <= most_issues) LAW(qris_is_valid(text, length, profile) == (errors == 0));
}

static void check_finding(const char *text, size_t length, unsigned choice) {
    char path[9] = "00.00.00";
    size_t offset = 0, size = 0, inner = 0, inner_size = 0;
    path[0] = (char)('0' + choice / 10 % 10);
    path[1] = (char)('0' + choice % 10);
    path[2] = 0;
    qris_status status = qris_find(text, length, path, &offset, &size);
    LAW(status == QRIS_OK || (status == QRIS_NOT_FOUND && offset == 0 && size == 0));
    LAW(offset <= length && size <= length - offset);
    path[2] = '.';
    path[5] = 0;
    if (qris_find(text, length, path, &inner, &inner_size) == QRIS_OK)
        LAW(status == QRIS_OK && inner >= offset && inner + inner_size <= offset + size);
}

// An issue with any numbers in it is put into words or refused.
static void check_foreign_issue(const char *bytes, size_t length) {
    qris_issue issue;
    size_t size = 0;
    memset(&issue, 0, sizeof issue);
    memcpy(&issue, bytes, length < sizeof issue ? length : sizeof issue);
    qris_status status = qris_issue_message(&issue, first, sizeof first, &size);
    LAW(status == QRIS_OK ? size > 0 && size < 512 : status == QRIS_INVALID_ARGUMENT && size == 0);
}

static void check_conversion(const char *text, size_t length, unsigned choice) {
    qris_convert_options options = QRIS_CONVERT_OPTIONS_INIT;
    qris_error error;
    size_t needed = 0, size = 0;
    options.profile = (int32_t)(choice % 3);
    options.repairs_crc = (int32_t)(choice / 3 % 2);
    options.tip_kind = (int32_t)(choice / 6 % 4);
    options.tip = options.reference_label = text;
    options.tip_length = length < 6 ? length : 6;
    options.reference_label_length = choice & 64 ? length : 0;
    if (!(choice & 64)) options.reference_label = NULL;
    qris_status status = choice & 128 ? qris_convert_to_static(text, length, &options, NULL, 0, &needed, &error)
                                      : qris_convert_to_dynamic(text, length, "15000", 5, &options, NULL, 0, &needed, &error);
    LAW(error.status == status && (status == QRIS_OK) == (needed > 0));
    if (status != QRIS_OK) return;
    LAW((choice & 128 ? qris_convert_to_static(text, length, &options, first, needed, &size, NULL)
                      : qris_convert_to_dynamic(text, length, "15000", 5, &options, first, needed, &size, NULL)) ==
        QRIS_OK);
    LAW(size == needed && qris_is_valid(first, size, options.profile) == 1);
}

static void check_encoding(const char *text, size_t length, unsigned choice) {
    static uint8_t modules[QRIS_MAXIMUM_MODULES], bits[177 * 23];
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    qris_error error;
    options.minimum_level = (int32_t)(choice & 3);
    options.mode = (int32_t)(choice >> 2 & 7) - 1;
    options.mask = choice & 32 ? QRIS_MASK_AUTO : (int32_t)(length % 9);
    options.content = (int32_t)(choice >> 6 & 1);
    options.raises_level = (int32_t)(choice >> 7);
    qris_status status = qris_encode(encoder, text, length, &options, modules, sizeof modules, &symbol, &error);
    LAW(error.status == status && status != QRIS_BUFFER_TOO_SMALL);
    if (status != QRIS_OK) {
        LAW(status != QRIS_INVALID_CHARACTER || error.offset < length);
        return;
    }
    options.layout = QRIS_LAYOUT_BITS;
    LAW(qris_encode(encoder, text, length, &options, bits, sizeof bits, NULL, NULL) == QRIS_OK);
    int32_t side = symbol.side, row = (int32_t)length % side, bytes_per_row = (side + 7) / 8;
    for (int32_t column = 0; column < side; column++) {
        int bit = bits[row * bytes_per_row + column / 8] >> (7 - column % 8) & 1;
        LAW(modules[row * side + column] == bit);
        LAW((symbol.words[row * symbol.words_per_row + column / 64] >> column % 64 & 1) == (unsigned)bit);
    }
}

// A symbol and options with any numbers in them are drawn or refused; a sizing call and the drawing agree.
static void check_drawing(const char *bytes, size_t length, unsigned choice) {
    static qris_symbol good;
    qris_symbol symbol;
    qris_render_options options = QRIS_RENDER_OPTIONS_INIT;
    size_t needed = 0, size = 0;
    if (good.version == 0) LAW(qris_encode(encoder, "1", 1, NULL, NULL, 0, &good, NULL) == QRIS_OK);
    symbol = good;
    if (choice & 1) memcpy(&symbol, bytes, length < sizeof symbol ? length : sizeof symbol);
    if (choice & 2) memcpy(&options.quiet_zone, bytes, length < 28 ? length : 28);
    options.title = choice & 4 ? bytes : NULL;
    options.title_length = choice & 4 ? length : 0;
    if (options.quiet_zone > 8) options.quiet_zone %= 8;
    qris_status (*const draw[])(const qris_symbol *, const qris_render_options *, char *, size_t, size_t *,
                                qris_error *) = {qris_render_svg, qris_render_ansi, qris_render_utf8, qris_render_ascii};
    qris_status status = draw[choice >> 3 & 3](&symbol, &options, NULL, 0, &needed, NULL);
    LAW((status == QRIS_OK) == (needed > 0));
    if (needed == 0 || needed > sizeof first) return;
    LAW(draw[choice >> 3 & 3](&symbol, &options, second, needed, &size, NULL) == QRIS_OK && size == needed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!encoder) encoder = qris_encoder_create();
    if (size < 2) return 0;
    const char *text = (const char *)data + 2;
    size_t length = size - 2;
    unsigned choice = data[1];
    switch (data[0] % 8) {
    case 0:
    case 1: check_validation(text, length, (int32_t)(choice % 3)); break;
    case 2: check_finding(text, length, choice); break;
    case 3: check_foreign_issue(text, length); break;
    case 4: check_conversion(text, length, choice); break;
    case 5:
    case 6: check_encoding(text, length, choice); break;
    default: check_drawing(text, length, choice);
    }
    return 0;
}
