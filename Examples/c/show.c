// Checks the payload given as an argument, says what is wrong, and draws its code in the terminal.
// SPDX-License-Identifier: Apache-2.0
//
//   cc show.c $(pkg-config --cflags --libs qris) -o show && ./show "$(cat payload.txt)"

#include <qris.h>

#include <stdio.h>
#include <string.h>

static void print_issues(const char *text) {
    qris_issue issues[QRIS_MOST_ISSUES];
    char message[512];
    size_t count = 0;
    qris_validate(text, strlen(text), QRIS_PROFILE_QRIS, issues, QRIS_MOST_ISSUES, &count);
    for (size_t i = 0; i < count; i++) {
        qris_issue_message(&issues[i], message, sizeof message, NULL);
        fprintf(stderr, "%s: %s: %s\n", issues[i].severity == QRIS_SEVERITY_ERROR ? "error" : "warning",
                qris_issue_code_name(issues[i].code), message);
    }
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2) return 64;
    const char *text = arguments[1];
    print_issues(text);
    if (!qris_is_valid(text, strlen(text), QRIS_PROFILE_QRIS)) return 1;

    qris_encoder *encoder = qris_encoder_create();
    qris_symbol symbol;
    static char picture[65536];
    size_t length = 0;
    qris_status status = qris_encode(encoder, text, strlen(text), NULL, NULL, 0, &symbol, NULL);
    if (status == QRIS_OK) status = qris_render_ansi(&symbol, NULL, picture, sizeof picture, &length, NULL);
    if (status != QRIS_OK) fprintf(stderr, "%s\n", qris_status_message(status));
    fwrite(picture, 1, length, stdout);
    qris_encoder_destroy(encoder);
    return status != QRIS_OK;
}
