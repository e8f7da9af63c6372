// All eight penalties in 512-bit vectors: eight mask patterns by 64 columns.
// SPDX-License-Identifier: Apache-2.0
//
// Layout: one 64-bit lane a mask pattern, bit c of a lane is column c of a word column of the symbol. What is left of
// the symbol past its last whole word column, when it is at most 32 columns, goes as 32-bit lanes: the low eight are
// rows, the high eight columns, which makes one stream of two half-empty ones.
//
// Computes ISO/IEC 18004:2015 7.8.3.1 by the formulas of Kernels+Penalty.swift, in one pass over the lines: with 32
// registers, three-input logic and a population count there is nothing to save by splitting it.
//
// What would break it: a side that is not 1 modulo 4; padding columns that do not alternate from line to line.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { LINE_STRIDE = 192, LEADING = 11 };

// Three-input logic: bit 4a + 2b + c of the table is the result for inputs a, b, c.
#define NOT_ALL_EQUAL 0x7E     // a b c neither all 0 nor all 1
#define OR3 0xFE               // a | b | c
#define AND3 0x80              // a & b & c
#define A_NOT_B_C 0x20         // a & ~b & c
#define XOR_OR 0xF6            // a | (b ^ c)
#define A_UNLESS_B_AND_C 0x70  // a & ~(b & c)
#define LOGIC(a, b, c, table) _mm512_ternarylogic_epi64(a, b, c, table)

typedef struct {
    __m512i x1, x2, x3;      // lines y-1, y-2, y-3
    __m512i e1, e2;          // not all of three equal, ending at y-1, y-2
    __m512i n1, n2;          // not all of five equal
    __m512i h1;              // differences between columns of line y-1
    __m512i t1, t2, t3, t4;  // 101 ending at y-1 ... y-4
    __m512i c1, c2, c3, c4;  // 1011101 ending at y-1 ... y-4
    __m512i runs, blocks, dark, finders;
    __m512i found;
} window;

typedef struct {
    const uint64_t *words, *masks;            // of this word column, from line 0 on
    const uint64_t *next_words, *next_masks;  // of the word column to the right
} stream;

enum kind { WIDE_ROWS, WIDE_LAST_ROWS, WIDE_COLUMNS, HALVES };

INLINE __m512i count(enum kind kind, __m512i sum, __m512i word) {
    return kind == HALVES ? _mm512_add_epi32(sum, _mm512_popcnt_epi32(word))
                          : _mm512_add_epi64(sum, _mm512_popcnt_epi64(word));
}

INLINE __m512i masked_line(enum kind kind, const stream *s, int y) {
    if (kind == HALVES) {
        // `words` are rows, `next_words` columns; `masks` holds the 32-bit lanes of both.
        __m512i both = _mm512_mask_set1_epi32(_mm512_set1_epi32((int)s->words[y]), 0xFF00, (int)s->next_words[y]);
        return _mm512_xor_si512(both, _mm512_load_si512(s->masks + 8 * y));
    }
    return _mm512_xor_si512(_mm512_set1_epi64((long long)s->words[y]), _mm512_load_si512(s->masks + 8 * y));
}

// Differences between columns c and c + 1.
INLINE __m512i edges(enum kind kind, const stream *s, int y, __m512i x) {
    if (kind == HALVES) return _mm512_xor_si512(x, _mm512_srli_epi32(x, 1));
    __m512i shifted = _mm512_srli_epi64(x, 1);
    if (kind == WIDE_LAST_ROWS) return _mm512_xor_si512(x, shifted);
    __m512i next = _mm512_xor_si512(_mm512_set1_epi64((long long)s->next_words[y]),
                                    _mm512_load_si512(s->next_masks + 8 * y));
    return LOGIC(x, shifted, _mm512_slli_epi64(next, 63), 0x96);
}

// Takes line y. `forced` stands for "the three lines that end here are not all equal" where there are not yet three.
INLINE void advance(enum kind kind, window *w, const stream *s, int y, int forced, __m512i *dark_lines) {
    __m512i ones = _mm512_set1_epi64(-1);
    __m512i x0 = masked_line(kind, s, y);
    __m512i e0 = forced ? ones : LOGIC(x0, w->x1, w->x2, NOT_ALL_EQUAL);
    __m512i n0 = _mm512_or_si512(e0, w->e2);
    w->runs = count(kind, w->runs, LOGIC(n0, w->n1, w->n2, AND3));
    if (kind != WIDE_COLUMNS) {
        __m512i h0 = edges(kind, s, y, x0);
        if (y > 0) w->blocks = count(kind, w->blocks, _mm512_or_si512(LOGIC(h0, x0, w->x1, XOR_OR), w->h1));
        w->h1 = h0;
        w->dark = count(kind, w->dark, x0);
    }
    __m512i t0 = LOGIC(x0, w->x1, w->x2, A_NOT_B_C);
    __m512i c0 = LOGIC(t0, w->x3, w->t4, AND3);
    __m512i any = _mm512_or_si512(LOGIC(x0, w->x1, w->x2, OR3), w->x3);
    dark_lines[y + LEADING] = any;
    w->found = _mm512_or_si512(w->found, LOGIC(w->c4, dark_lines[y], any, A_UNLESS_B_AND_C));
    w->x3 = w->x2, w->x2 = w->x1, w->x1 = x0;
    w->e2 = w->e1, w->e1 = e0, w->n2 = w->n1, w->n1 = n0;
    w->t4 = w->t3, w->t3 = w->t2, w->t2 = w->t1, w->t1 = t0;
    w->c4 = w->c3, w->c3 = w->c2, w->c2 = w->c1, w->c1 = c0;
}

// Finder patterns cannot start less than four lines apart, so the words of four lines are counted as one.
INLINE void count_found(enum kind kind, window *w) {
    w->finders = count(kind, w->finders, w->found);
    w->found = _mm512_setzero_si512();
}

// The four light lines after the symbol: they end runs and complete patterns.
INLINE void finish(enum kind kind, window *w, int side, const __m512i *dark_lines) {
    w->runs = count(kind, w->runs, _mm512_and_si512(w->n1, w->n2));
    w->runs = count(kind, w->runs, w->n1);
    __m512i any1 = LOGIC(w->x1, w->x2, w->x3, OR3), any2 = _mm512_or_si512(w->x1, w->x2);
    const __m512i *before = dark_lines + side;
    w->found = _mm512_or_si512(w->found, LOGIC(w->c4, before[0], any1, A_UNLESS_B_AND_C));
    w->found = _mm512_or_si512(w->found, LOGIC(w->c3, before[1], any2, A_UNLESS_B_AND_C));
    w->found = _mm512_or_si512(w->found, LOGIC(w->c2, before[2], w->x1, A_UNLESS_B_AND_C));
    w->found = _mm512_or_si512(w->found, w->c1);
    count_found(kind, w);
}

INLINE void pass(enum kind kind, window *sums, stream s, int side) {
    __m512i dark_lines[LEADING + 177 + 3];
    __m512i zero = _mm512_setzero_si512(), ones = _mm512_set1_epi64(-1);
    window w = {.x1 = zero, .x2 = zero, .x3 = zero, .e1 = ones, .e2 = ones, .n1 = ones, .n2 = ones, .h1 = zero,
                .t1 = zero, .t2 = zero, .t3 = zero, .t4 = zero, .c1 = zero, .c2 = zero, .c3 = zero, .c4 = zero,
                .runs = sums->runs, .blocks = sums->blocks, .dark = sums->dark, .finders = sums->finders,
                .found = zero};
    for (int y = 0; y < LEADING; y++) dark_lines[y] = zero;
    advance(kind, &w, &s, 0, 1, dark_lines);
    advance(kind, &w, &s, 1, 1, dark_lines);
    advance(kind, &w, &s, 2, 0, dark_lines);
    advance(kind, &w, &s, 3, 0, dark_lines);
    advance(kind, &w, &s, 4, 0, dark_lines);
    for (int y = 5; y < side; y += 4) {
        advance(kind, &w, &s, y, 0, dark_lines);
        advance(kind, &w, &s, y + 1, 0, dark_lines);
        advance(kind, &w, &s, y + 2, 0, dark_lines);
        advance(kind, &w, &s, y + 3, 0, dark_lines);
        count_found(kind, &w);
    }
    finish(kind, &w, side, dark_lines);
    *sums = w;
}

TARGET __attribute__((noinline)) static void wide_rows(window *w, stream s, int side) { pass(WIDE_ROWS, w, s, side); }
TARGET __attribute__((noinline)) static void wide_last_rows(window *w, stream s, int side) {
    pass(WIDE_LAST_ROWS, w, s, side);
}
TARGET __attribute__((noinline)) static void wide_columns(window *w, stream s, int side) {
    pass(WIDE_COLUMNS, w, s, side);
}
TARGET __attribute__((noinline)) static void halves(window *w, stream s, int side) { pass(HALVES, w, s, side); }

// Adds the low 32-bit lanes, and the high ones where `both`, to 64-bit lanes.
INLINE __m512i widened(__m512i lanes, int both) {
    __m512i sum = _mm512_cvtepu32_epi64(_mm512_castsi512_si256(lanes));
    return both ? _mm512_add_epi64(sum, _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(lanes, 1))) : sum;
}

TARGET void qrk_penalties_avx512(const uint64_t *rows, const uint64_t *columns, const uint64_t *row_masks,
                                 const uint64_t *column_masks, const uint64_t *half_masks, int side,
                                 int32_t penalties[8]) {
    int words = (side + 63) / 64, rest = side - 64 * (words - 1);
    int wide = rest <= 32 ? words - 1 : words;
    __m512i zero = _mm512_setzero_si512();
    window w = {.runs = zero, .blocks = zero, .dark = zero, .finders = zero};
    for (int word = 0; word < wide; word++) {
        const uint64_t *masks = row_masks + 8 * word * side;
        stream s = {rows + word * LINE_STRIDE, masks, rows + (word + 1) * LINE_STRIDE, masks + 8 * side};
        if (word + 1 < words) wide_rows(&w, s, side);
        else wide_last_rows(&w, s, side);
        stream c = {columns + word * LINE_STRIDE, column_masks + 8 * word * side, 0, 0};
        wide_columns(&w, c, side);
    }
    __m512i runs = w.runs, blocks = w.blocks, dark = w.dark, finders = w.finders;
    int run_bits = 2 * 64 * wide, bits = 64 * wide;
    if (wide < words) {
        window h = {.runs = zero, .blocks = zero, .dark = zero, .finders = zero};
        stream s = {rows + wide * LINE_STRIDE, half_masks, columns + wide * LINE_STRIDE, 0};
        halves(&h, s, side);
        runs = _mm512_add_epi64(runs, widened(h.runs, 1));
        blocks = _mm512_add_epi64(blocks, widened(h.blocks, 0));
        dark = _mm512_add_epi64(dark, widened(h.dark, 0));
        finders = _mm512_add_epi64(finders, widened(h.finders, 1));
        run_bits += 64;
        bits += 32;
    }
    __m512i sum = _mm512_sub_epi64(_mm512_set1_epi64((long long)run_bits * (side + 2)), runs);
    __m512i equal = _mm512_sub_epi64(_mm512_set1_epi64((long long)bits * (side - 1)), blocks);
    sum = _mm512_add_epi64(sum, _mm512_add_epi64(equal, _mm512_slli_epi64(equal, 1)));
    sum = _mm512_add_epi64(sum, _mm512_mullo_epi32(finders, _mm512_set1_epi64(40)));
    // Rule 4. The quotient of whole numbers below 2^24 is exact enough in floating point to be cut to a whole number.
    int modules = side * side, padding = (bits - side) * (side / 2);
    __m256i twenty_dark = _mm256_mullo_epi32(_mm512_cvtepi64_epi32(dark), _mm256_set1_epi32(20));
    __m256i difference = _mm256_sub_epi32(twenty_dark, _mm256_set1_epi32(20 * padding + 10 * modules));
    __m256 quotient = _mm256_div_ps(_mm256_cvtepi32_ps(_mm256_abs_epi32(difference)), _mm256_set1_ps((float)modules));
    __m256i tens = _mm256_mullo_epi32(_mm256_cvttps_epi32(quotient), _mm256_set1_epi32(10));
    _mm256_storeu_si256((__m256i *)penalties, _mm256_add_epi32(_mm512_cvtepi64_epi32(sum), tens));
}

#endif
