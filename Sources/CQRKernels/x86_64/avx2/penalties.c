// All eight penalties in 256-bit vectors: eight mask patterns by two slices of 16 columns.
// SPDX-License-Identifier: Apache-2.0
//
// Layout: lanes of 16 bits; the low eight are the mask patterns on slice 2p, the high eight on slice 2p + 1.
//
// Computes ISO/IEC 18004:2015 7.8.3.1 by the formulas of Kernels+Penalty.swift, rules 1, 2 and 4 in one pass over a pair
// of slices and rule 3 in a second, so that 16 registers hold what a pass remembers. Words are added in fours by
// carry-save adders and counted by nibble look-up.
//
// What would break it: a side that is not 1 modulo 4; padding columns that do not alternate from line to line.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { LINE_STRIDE = 192, LEADING = 12, LINES = LEADING + 177 + 8 };

typedef struct {
    __m256i ones, twos, sum;  // `sum` counts words of weight four
} counter;

typedef struct {
    __m256i x1, d1, e1, e2, n1, n2, h1;  // see Kernels+Penalty.swift
} window;

typedef struct {
    counter runs, blocks, dark;
    __m256i finders;
} tally;

INLINE __m256i xor(__m256i a, __m256i b) { return _mm256_xor_si256(a, b); }
INLINE __m256i and(__m256i a, __m256i b) { return _mm256_and_si256(a, b); }
INLINE __m256i or(__m256i a, __m256i b) { return _mm256_or_si256(a, b); }

// Set bits of each 16-bit lane.
INLINE __m256i lane_counts(__m256i word) {
    const __m256i counts = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i low = _mm256_shuffle_epi8(counts, and(word, nibble));
    __m256i high = _mm256_shuffle_epi8(counts, and(_mm256_srli_epi16(word, 4), nibble));
    return _mm256_maddubs_epi16(_mm256_add_epi8(low, high), _mm256_set1_epi8(1));
}

INLINE __m256i full_adder(__m256i *sum, __m256i a, __m256i b) {
    __m256i difference = xor(*sum, a);
    __m256i carry = or(and(*sum, a), and(difference, b));
    *sum = xor(difference, b);
    return carry;
}

INLINE void add_four(counter *c, __m256i a, __m256i b, __m256i d, __m256i e) {
    __m256i first = full_adder(&c->ones, a, b), second = full_adder(&c->ones, d, e);
    c->sum = _mm256_add_epi16(c->sum, lane_counts(full_adder(&c->twos, first, second)));
}

INLINE __m256i total(const counter *c) {
    __m256i fours = _mm256_slli_epi16(c->sum, 2), twos = _mm256_slli_epi16(lane_counts(c->twos), 1);
    return _mm256_add_epi16(_mm256_add_epi16(fours, twos), lane_counts(c->ones));
}

// Spreads the two 16-bit columns of a word's half over the lanes, masked.
INLINE __m256i masked(const uint64_t *words, int half, const uint16_t *masks, int y) {
    const __m256i spread = _mm256_setr_epi8(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,  //
                                            2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3);
    int32_t columns;
    memcpy(&columns, (const char *)(words + y) + 4 * half, sizeof columns);
    __m256i line = _mm256_shuffle_epi8(_mm256_set1_epi32(columns), spread);
    return xor(line, _mm256_load_si256((const __m256i *)(masks + 16 * y)));
}

INLINE __m256i advance_runs(window *w, __m256i x0) {
    __m256i d0 = xor(x0, w->x1), e0 = or(d0, w->d1), n0 = or(e0, w->e2);
    __m256i word = and(and(n0, w->n1), w->n2);
    w->x1 = x0, w->d1 = d0, w->e2 = w->e1, w->e1 = e0, w->n2 = w->n1, w->n1 = n0;
    return word;
}

INLINE __m256i advance_blocks(window *w, __m256i h0) {
    __m256i word = or(or(w->d1, h0), w->h1);
    w->h1 = h0;
    return word;
}

INLINE void find_finders(tally *t, const __m256i *lines, __m256i *dark, int side) {
    for (int line = LEADING; line < LEADING + side + 4; line++)
        dark[line] = or(or(lines[line], lines[line - 1]), or(lines[line - 2], lines[line - 3]));
    __m256i t1, t2, t3, t4 = _mm256_setzero_si256();
#define SPACED(line) and(_mm256_andnot_si256(lines[(line) - 1], lines[line]), lines[(line) - 2])
    t3 = SPACED(LEADING + 2), t2 = SPACED(LEADING + 3), t1 = SPACED(LEADING + 4);
    for (int y = LEADING + 5; y < LEADING + side; y += 4) {
        __m256i found = _mm256_setzero_si256();
        for (int line = y; line < y + 4; line++) {
            __m256i t0 = SPACED(line);
            __m256i pattern = and(and(t0, lines[line - 3]), t4);
            found = or(found, _mm256_andnot_si256(and(dark[line - 7], dark[line + 4]), pattern));
            t4 = t3, t3 = t2, t2 = t1, t1 = t0;
        }
        t->finders = _mm256_add_epi16(t->finders, lane_counts(found));
    }
#undef SPACED
}

INLINE void pass(int by_rows, tally *t, const uint64_t *words, const uint64_t *edges, int half, const uint16_t *masks,
                 const uint16_t *edge_masks, int side) {
    __m256i lines[LINES], dark[LINES];
    __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi8(-1);
    for (int line = 0; line < LEADING; line++) lines[line] = dark[line] = zero;
    for (int line = LEADING + side; line < LEADING + side + 8; line++) lines[line] = zero;
    __m256i first = masked(words, half, masks, 0);
    lines[LEADING] = first;
    window w = {first, ones, ones, ones, ones, ones, zero};
    if (by_rows) {
        w.h1 = masked(edges, half, edge_masks, 0);
        add_four(&t->dark, first, zero, zero, zero);
    }
    for (int y = 1; y < side; y += 4) {
        __m256i r[4], b[4], x[4];
        for (int step = 0; step < 4; step++) {
            x[step] = masked(words, half, masks, y + step);
            lines[LEADING + y + step] = x[step];
            r[step] = advance_runs(&w, x[step]);
            if (by_rows) b[step] = advance_blocks(&w, masked(edges, half, edge_masks, y + step));
        }
        add_four(&t->runs, r[0], r[1], r[2], r[3]);
        if (by_rows) {
            add_four(&t->blocks, b[0], b[1], b[2], b[3]);
            add_four(&t->dark, x[0], x[1], x[2], x[3]);
        }
    }
    add_four(&t->runs, and(w.n1, w.n2), w.n1, zero, zero);
    find_finders(t, lines, dark, side);
}

TARGET __attribute__((noinline)) static void row_pass(tally *t, const uint64_t *words, const uint64_t *edges, int half,
                                                      const uint16_t *masks, const uint16_t *edge_masks, int side) {
    pass(1, t, words, edges, half, masks, edge_masks, side);
}

TARGET __attribute__((noinline)) static void column_pass(tally *t, const uint64_t *words, int half,
                                                         const uint16_t *masks, int side) {
    pass(0, t, words, words, half, masks, masks, side);
}

// Adds the lanes of both slices, modulo 2^16.
INLINE __m128i folded(__m256i lanes) {
    return _mm_add_epi16(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
}

TARGET void qrk_penalties_avx2(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
                               const uint16_t *column_masks, const uint16_t *row_edge_masks, int side,
                               int32_t penalties[8]) {
    static const counter none;
    tally t = {none, none, none, _mm256_setzero_si256()};
    uint64_t edges[3 * LINE_STRIDE];
    int words = (side + 63) / 64, pairs = (side + 31) / 32;
    for (int word = 0; word < words; word++)
        for (int y = 0; y < side; y++) {
            const uint64_t *here = rows + word * LINE_STRIDE + y;
            uint64_t next = word + 1 < words ? here[LINE_STRIDE] : 0;
            edges[word * LINE_STRIDE + y] = *here ^ (*here >> 1 | next << 63);
        }
    for (int pair = 0; pair < pairs; pair++) {
        int line = pair / 2 * LINE_STRIDE, masks = pair * side * 16;
        row_pass(&t, rows + line, edges + line, pair % 2, row_masks + masks, row_edge_masks + masks, side);
        column_pass(&t, columns + line, pair % 2, column_masks + masks, side);
    }
    int bits = 32 * pairs, modules = side * side;
    uint16_t runs[8], blocks[8], dark[8], finders[8];
    _mm_storeu_si128((__m128i *)runs, folded(total(&t.runs)));
    _mm_storeu_si128((__m128i *)blocks, folded(total(&t.blocks)));
    _mm_storeu_si128((__m128i *)dark, folded(total(&t.dark)));
    _mm_storeu_si128((__m128i *)finders, folded(t.finders));
    for (int mask = 0; mask < 8; mask++) {
        // Sums over 65535 have wrapped, the differences are below that.
        uint16_t equal = (uint16_t)(2 * bits * (side + 1) - runs[mask]);
        uint16_t same = (uint16_t)(bits * (side - 1) - blocks[mask]);
        int difference = 20 * (dark[mask] - (bits - side) * (side / 2)) - 10 * modules;
        penalties[mask] = equal + 3 * same + 40 * finders[mask] +
                          (difference < 0 ? -difference : difference) / modules * 10;
    }
}

#endif
