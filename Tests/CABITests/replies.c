// Answers requests on standard input, one per line, with all that the header gives; compared across languages and
// processors. `requests.py` writes the requests and tells their form.
// SPDX-License-Identifier: Apache-2.0

#include <qris.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_bytes = 1 << 16 };
static char bytes[most_bytes], out[1 << 19];
static qris_issue issues[QRIS_MOST_ISSUES];

static size_t from_hexadecimal(const char *digits) {
    size_t count = 0;
    unsigned byte;
    while (count < most_bytes && sscanf(digits + 2 * count, "%2x", &byte) == 1) bytes[count++] = (char)byte;
    return count;
}

static void print_text(size_t length) {
    putchar('\t');
    fwrite(out, 1, length, stdout);
}

static void answer_validate(int profile, size_t length) {
    size_t count = 0, size = 0;
    qris_status status = qris_validate(bytes, length, profile, issues, QRIS_MOST_ISSUES, &count);
    printf("V %d %d %zu\n", (int)status, (int)qris_is_valid(bytes, length, profile), count);
    for (size_t i = 0; i < count; i++) {
        const qris_issue *issue = &issues[i];
        printf("%s\t%d\t%s\t%zu\t%zu", qris_issue_code_name(issue->code), (int)issue->severity, issue->path,
               issue->offset, issue->length);
        qris_issue_message(issue, out, sizeof out, &size);
        print_text(size);
        qris_issue_expected(issue, out, sizeof out, &size);
        print_text(size);
        qris_issue_hint(issue, out, sizeof out, &size);
        print_text(size);
        putchar('\n');
    }
}

static void answer_encode(qris_encoder *encoder, const int *numbers, size_t length, char kind) {
    static uint8_t modules[QRIS_MAXIMUM_MODULES];
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    qris_error error;
    size_t size = 0;
    options.minimum_level = numbers[0];
    options.raises_level = numbers[1];
    options.version = numbers[2];
    options.mask = numbers[3];
    options.mode = numbers[4];
    options.content = numbers[5];
    options.reports_penalties = numbers[6];
    qris_status status = qris_encode(encoder, bytes, length, &options, modules, sizeof modules, &symbol, &error);
    if (status != QRIS_OK) {
        printf("E %d %d %d %zu\n", (int)status, (int)error.value, (int)error.limit, error.offset);
        return;
    }
    printf("E 0 %d %d %d %d", (int)symbol.version, (int)symbol.level, (int)symbol.mask, (int)symbol.side);
    for (int i = 0; symbol.has_penalties && i < 8; i++) printf(" %d", (int)symbol.penalties[i]);
    putchar('\n');
    if (kind == 'S') {
        qris_render_svg(&symbol, NULL, out, sizeof out, &size, NULL);
        fwrite(out, 1, size, stdout);
        return;
    }
    for (int32_t i = 0; i < symbol.side * symbol.side; i++) putchar('0' + modules[i]);
    putchar('\n');
    qris_status (*const forms[])(const qris_symbol *, const qris_render_options *, char *, size_t, size_t *,
                                 qris_error *) = {qris_render_ansi, qris_render_utf8, qris_render_ascii};
    for (int i = 0; i < 3; i++) {
        forms[i](&symbol, NULL, out, sizeof out, &size, NULL);
        printf("%04X%c", qris_crc16(out, size), i == 2 ? '\n' : ' ');
    }
}

static void answer_convert(const char *amount, size_t length) {
    size_t size = 0;
    qris_error error;
    qris_status status = qris_convert_to_dynamic(bytes, length, amount, strlen(amount), NULL, out, sizeof out, &size,
                                                 &error);
    printf("C %d %s %d", (int)status, error.path, (int)error.issue);
    print_text(size);
    status = qris_convert_to_static(bytes, length, NULL, out, sizeof out, &size, NULL);
    printf("\t%d", (int)status);
    print_text(size);
    putchar('\n');
}

int main(void) {
    static char line[3 * most_bytes];
    qris_encoder *encoder = qris_encoder_create();
    while (fgets(line, sizeof line, stdin)) {
        int n[7], at = 0;
        char amount[32];
        if (sscanf(line, "V %d %n", &n[0], &at) == 1) {
            answer_validate(n[0], from_hexadecimal(line + at));
        } else if (sscanf(line, "C %31s %n", amount, &at) == 1) {
            answer_convert(amount, from_hexadecimal(line + at));
        } else if (sscanf(line + 1, "%d %d %d %d %d %d %d %n", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6],
                          &at) == 7) {
            answer_encode(encoder, n, from_hexadecimal(line + 1 + at), line[0]);
        } else {
            return 64;
        }
    }
    qris_encoder_destroy(encoder);
    return 0;
}
