// Eight threads at once: each must get what one thread alone gets.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

#include <pthread.h>

enum { thread_count = 8, case_count = 24 };

int check_count = 0;
int failure_count = 0;

// What one case gives, taken together in one number.
static uint64_t outcome(qris_encoder *encoder, int number) {
    static const char *const paths[] = {"59", "62.07", "51.02", "54"};
    char text[SAMPLE_LENGTH], out[1024];
    static const int versions[] = {0, 20, 40};
    qris_encode_options options = QRIS_ENCODE_OPTIONS_INIT;
    qris_symbol symbol;
    qris_issue issues[16];
    size_t count = 0, length = 0, offset = 0, size = 0;
    memcpy(text, SAMPLE, sizeof text);
    text[(size_t)number * 9 % sizeof text] ^= (char)(number % 2);
    qris_validate(text, sizeof text, number % 3, issues, 16, &count);
    uint64_t sum = count;
    for (size_t i = 0; i < count && i < 16; i++) {
        sum = sum * 31 + (uint64_t)issues[i].code;
        if (qris_issue_message(&issues[i], out, sizeof out, &length) == QRIS_OK) sum = sum * 31 + qris_crc16(out, length);
    }
    qris_find(text, sizeof text, paths[number % 4], &offset, &size);
    sum = sum * 31 + offset + size;
    sum = sum * 31 + (uint64_t)qris_convert_to_dynamic(text, sizeof text, "15000", 5, NULL, out, sizeof out, &length, NULL);
    sum = sum * 31 + qris_crc16(out, length);
    options.version = versions[number % 3];
    sum = sum * 31 + (uint64_t)qris_encode(encoder, text, sizeof text, &options, NULL, 0, &symbol, NULL);
    sum = sum * 31 + qris_crc16(symbol.words, (size_t)(symbol.side * symbol.words_per_row) * 8);
    static _Thread_local char picture[1 << 17];
    qris_render_svg(&symbol, NULL, picture, sizeof picture, &length, NULL);
    return sum * 31 + qris_crc16(picture, length);
}

static void *work(void *results) {
    qris_encoder *encoder = qris_encoder_create();
    for (int number = 0; number < case_count; number++) ((uint64_t *)results)[number] = outcome(encoder, number);
    qris_encoder_destroy(encoder);
    return NULL;
}

int main(void) {
    static uint64_t results[thread_count][case_count], alone[case_count];
    pthread_t threads[thread_count];
    // All start with a library that nobody has called yet.
    for (int i = 0; i < thread_count; i++) CHECK(pthread_create(&threads[i], NULL, work, results[i]) == 0);
    for (int i = 0; i < thread_count; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    work(alone);
    for (int i = 0; i < thread_count; i++) CHECK(memcmp(results[i], alone, sizeof alone) == 0);
    printf("%d passed, %d failed\n", check_count - failure_count, failure_count);
    return failure_count != 0;
}
