// All eight penalties in 128-bit vectors of ARM: eight mask patterns by 16 columns.
// SPDX-License-Identifier: Apache-2.0
//
// Layout: one 16-bit lane a mask pattern, bit c of a lane is column c of a slice. A last slice of at most eight columns
// is shared: rows in the low bytes, columns in the high ones, as in MaskLaneTables.
//
// Computes ISO/IEC 18004:2015 7.8.3.1 by the formulas of Kernels+Penalty.swift, in one pass over the lines of a slice:
// 32 registers hold what it remembers, and words are counted by `cnt` instead of carry-save adders.
//
// Gain: the payment string takes 52,700 instructions in pure Swift on AArch64 and 46,300 with this kernel (clang -O2,
// counted under emulation, 2026-11-24). Times have not been measured on such a processor.
//
// What would break it: a side that is not 1 modulo 4; padding columns that do not alternate from line to line.

#include "qrkernels.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#define INLINE static inline __attribute__((always_inline))

enum { LINE_STRIDE = 192, LEADING = 11 };
// Lines between flushes, a multiple of four: with the three words of a slice's ends their set bits fit a byte.
enum { LINES_A_FLUSH = 24 };

typedef uint16x8_t vector;

typedef struct {
    uint8x16_t bytes;  // set bits of each byte since the last flush
    vector sum;        // modulo 2^16
} counter;

typedef struct {
    vector x1, x2, x3;      // lines y-1, y-2, y-3
    vector d1, e1, e2;      // differs from the line before; not all of three equal, ending at y-1, y-2
    vector n1, n2;          // not all of five equal
    vector h1;              // differences between columns of line y-1
    vector t1, t2, t3, t4;  // 101 ending at y-1 ... y-4
    vector c1, c2, c3, c4;  // 1011101 ending at y-1 ... y-4
    vector found;
    counter runs, blocks, dark, finders;
} window;

// Lines as quarters of words; `others` holds the columns of a shared slice, or the differences between columns.
typedef struct {
    const uint16_t *lines, *others;
    const uint16_t *masks, *other_masks;  // a line's are 16 apart
} stream;

enum kind { ROWS, COLUMNS, SHARED };

INLINE void count(counter *c, vector word) {
    c->bytes = vaddq_u8(c->bytes, vcntq_u8(vreinterpretq_u8_u16(word)));
}

INLINE void flush(counter *c) {
    c->sum = vpadalq_u8(c->sum, c->bytes);
    c->bytes = vdupq_n_u8(0);
}

INLINE vector masked_line(enum kind kind, const stream *s, int y) {
    vector line = kind == SHARED ? vdupq_n_u16((uint16_t)(s->lines[4 * y] | s->others[4 * y] << 8))
                                 : vld1q_dup_u16(s->lines + 4 * y);
    return veorq_u16(line, vld1q_u16(s->masks + 16 * y));
}

INLINE vector edges(enum kind kind, const stream *s, int y, vector x) {
    // In a shared slice no blocks are to be found among the columns.
    if (kind == SHARED) return vorrq_u16(veorq_u16(x, vshrq_n_u16(x, 1)), vdupq_n_u16(0xFF00));
    return veorq_u16(vld1q_dup_u16(s->others + 4 * y), vld1q_u16(s->other_masks + 16 * y));
}

INLINE void count_modules(enum kind kind, window *w, vector x) {
    if (kind != COLUMNS) count(&w->dark, kind == SHARED ? vandq_u16(x, vdupq_n_u16(0x00FF)) : x);
}

INLINE void advance(enum kind kind, window *w, const stream *s, int y, vector *dark_lines) {
    vector x0 = masked_line(kind, s, y);
    vector d0 = veorq_u16(x0, w->x1);
    vector e0 = vorrq_u16(d0, w->d1), n0 = vorrq_u16(e0, w->e2);
    count(&w->runs, vandq_u16(vandq_u16(n0, w->n1), w->n2));
    if (kind != COLUMNS) {
        vector h0 = edges(kind, s, y, x0);
        count(&w->blocks, vorrq_u16(vorrq_u16(d0, h0), w->h1));
        w->h1 = h0;
    }
    count_modules(kind, w, x0);
    vector either = vorrq_u16(x0, w->x1), before = vorrq_u16(w->x2, w->x3);
    vector t0 = vandq_u16(vbicq_u16(x0, w->x1), w->x2);
    vector c0 = vandq_u16(vandq_u16(t0, w->x3), w->t4);
    vector any = vorrq_u16(either, before);
    dark_lines[y + LEADING] = any;
    w->found = vorrq_u16(w->found, vbicq_u16(w->c4, vandq_u16(dark_lines[y], any)));
    w->x3 = w->x2, w->x2 = w->x1, w->x1 = x0;
    w->d1 = d0, w->e2 = w->e1, w->e1 = e0, w->n2 = w->n1, w->n1 = n0;
    w->t4 = w->t3, w->t3 = w->t2, w->t2 = w->t1, w->t1 = t0;
    w->c4 = w->c3, w->c3 = w->c2, w->c2 = w->c1, w->c1 = c0;
}

// Finder patterns cannot start less than four lines apart, so the words of four lines are counted as one.
INLINE void count_found(window *w) {
    count(&w->finders, w->found);
    w->found = vdupq_n_u16(0);
}

// The four light lines after the symbol: they end runs and complete patterns.
INLINE void finish(window *w, int side, const vector *dark_lines) {
    count(&w->runs, vandq_u16(w->n1, w->n2));
    count(&w->runs, w->n1);
    vector any2 = vorrq_u16(w->x1, w->x2), any1 = vorrq_u16(any2, w->x3);
    const vector *before = dark_lines + side;
    w->found = vorrq_u16(w->found, vbicq_u16(w->c4, vandq_u16(before[0], any1)));
    w->found = vorrq_u16(w->found, vbicq_u16(w->c3, vandq_u16(before[1], any2)));
    w->found = vorrq_u16(w->found, vbicq_u16(w->c2, vandq_u16(before[2], w->x1)));
    w->found = vorrq_u16(w->found, w->c1);
    count_found(w);
}

INLINE void flush_all(window *w) {
    flush(&w->runs), flush(&w->blocks), flush(&w->dark), flush(&w->finders);
}

INLINE void pass(enum kind kind, window *sums, stream s, int side) {
    vector dark_lines[LEADING + 177 + 3];
    vector zero = vdupq_n_u16(0), ones = vdupq_n_u16(0xFFFF);
    window w = *sums;
    vector first = masked_line(kind, &s, 0);
    // Line 0 with nothing before it: runs begin, patterns cannot have ended.
    w.x1 = first, w.x2 = w.x3 = zero;
    w.d1 = w.e1 = w.e2 = w.n1 = w.n2 = ones;
    w.h1 = kind == COLUMNS ? zero : edges(kind, &s, 0, first);
    w.t1 = w.t2 = w.t3 = w.t4 = w.c1 = w.c2 = w.c3 = w.c4 = w.found = zero;
    count_modules(kind, &w, first);
    for (int y = 0; y < LEADING; y++) dark_lines[y] = zero;
    dark_lines[LEADING] = first;
    for (int y = 1, lines = 0; y < side; y += 4) {
        for (int step = 0; step < 4; step++) advance(kind, &w, &s, y + step, dark_lines);
        count_found(&w);
        lines += 4;
        if (lines == LINES_A_FLUSH) flush_all(&w), lines = 0;
    }
    finish(&w, side, dark_lines);
    flush_all(&w);
    *sums = w;
}

__attribute__((noinline)) static void rows_pass(window *w, stream s, int side) { pass(ROWS, w, s, side); }
__attribute__((noinline)) static void columns_pass(window *w, stream s, int side) { pass(COLUMNS, w, s, side); }
__attribute__((noinline)) static void shared_pass(window *w, stream s, int side) { pass(SHARED, w, s, side); }

static void find_edges(const uint64_t *rows, int side, uint64_t *edges) {
    for (int word = 0; word < (side + 63) / 64; word++)
        for (int y = 0; y < side; y++) {
            const uint64_t *here = rows + word * LINE_STRIDE + y;
            uint64_t next = 64 * (word + 1) < side ? here[LINE_STRIDE] : 0;
            edges[word * LINE_STRIDE + y] = *here ^ (*here >> 1 | next << 63);
        }
}

void qrk_penalties_neon(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
                        const uint16_t *column_masks, const uint16_t *row_edge_masks, const uint16_t *shared_masks,
                        int side, int32_t penalties[8]) {
    uint64_t differences[3 * LINE_STRIDE];
    find_edges(rows, side, differences);
    window w = {0};
    int rest = side % 16, is_shared = rest <= 8, own = side / 16 + !is_shared;
    for (int slice = 0; slice < own + is_shared; slice++) {
        int quarter = slice / 4 * 4 * LINE_STRIDE + slice % 4, masks = slice / 2 * side * 16 + slice % 2 * 8;
        const uint16_t *row = (const uint16_t *)rows + quarter, *column = (const uint16_t *)columns + quarter;
        if (slice == own) {
            shared_pass(&w, (stream){row, column, shared_masks, 0}, side);
            break;
        }
        const uint16_t *edge = (const uint16_t *)differences + quarter;
        rows_pass(&w, (stream){row, edge, row_masks + masks, row_edge_masks + masks}, side);
        columns_pass(&w, (stream){column, 0, column_masks + masks, 0}, side);
    }
    uint16_t runs[8], blocks[8], dark[8], finders[8];
    vst1q_u16(runs, w.runs.sum), vst1q_u16(blocks, w.blocks.sum);
    vst1q_u16(dark, w.dark.sum), vst1q_u16(finders, w.finders.sum);
    int run_bits = 32 * own + 16 * is_shared, block_bits = 16 * own + 16 * is_shared;
    int module_bits = 16 * own + 8 * is_shared, modules = side * side;
    for (int mask = 0; mask < 8; mask++) {
        // Sums over 65535 have wrapped, the differences are below that.
        uint16_t equal = (uint16_t)(run_bits * (side + 1) - runs[mask]);
        uint16_t same = (uint16_t)(block_bits * (side - 1) - blocks[mask]);
        int difference = 20 * (dark[mask] - (module_bits - side) * (side / 2)) - 10 * modules;
        penalties[mask] = equal + 3 * same + 40 * finders[mask] +
                          (difference < 0 ? -difference : difference) / modules * 10;
    }
}

#endif
