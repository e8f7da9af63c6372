// Runs of digits, other alphanumeric characters and other bytes, 64 bytes per step.
// SPDX-License-Identifier: Apache-2.0
//
// Trick: one look-up classifies 64 bytes; where a class bit differs from its neighbour's a run ends, and the ends are
// the set bits of a word. Time goes with the count of runs, not of bytes.
//
// What would break it: a class table in which a byte past ASCII is not of class 2.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi2")))

TARGET int qrk_write_runs_avx512(const uint8_t *text, int count, const uint8_t *classes, int32_t *ends,
                                uint8_t *run_classes) {
    const __m512i low = _mm512_loadu_si512(classes), high = _mm512_loadu_si512(classes + 64);
    int run = 0;
    uint64_t last_digit = classes[text[0]] == 0, last_alphanumeric = classes[text[0]] == 1;
    run_classes[0] = classes[text[0]];
    for (int start = 0; start < count; start += 64) {
        __mmask64 valid = count - start >= 64 ? ~0ull : (1ull << (count - start)) - 1;
        __m512i bytes = _mm512_maskz_loadu_epi8(valid, text + start);
        __m512i class = _mm512_permutex2var_epi8(low, bytes, high);
        uint64_t ascii = ~_mm512_movepi8_mask(bytes);
        uint64_t digit = _mm512_cmpeq_epi8_mask(class, _mm512_setzero_si512()) & ascii;
        uint64_t alphanumeric = _mm512_cmpeq_epi8_mask(class, _mm512_set1_epi8(1)) & ascii;
        uint64_t change = (digit ^ (digit << 1 | last_digit)) | (alphanumeric ^ (alphanumeric << 1 | last_alphanumeric));
        last_digit = digit >> 63, last_alphanumeric = alphanumeric >> 63;
        for (change &= valid; change != 0; change &= change - 1) {
            int place = __builtin_ctzll(change);
            ends[run++] = start + place;
            run_classes[run] = (uint8_t)(2 - 2 * (digit >> place & 1) - (alphanumeric >> place & 1));
        }
    }
    ends[run] = count;
    return run + 1;
}

#endif
