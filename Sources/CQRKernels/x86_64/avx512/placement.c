// Codewords to rows and columns of modules with bit deposit and vector transpositions.
// SPDX-License-Identifier: Apache-2.0
//
// Layout: as in Kernels+Placement.swift. A chunk is 32 rows of a two-column strip in one word, the left module of row r
// at bit 2r; `pdep` spreads the bits of the codeword sequence over a chunk's data modules. A row of chunks is a matrix
// of bit pairs whose transpose is 32 rows; columns are the transpose of 64 by 64 bits of the rows.
//
// Trick: transpositions in registers. Squares wider than a register's eight words swap by blending shifted registers;
// narrower ones by one permutation, one rotation by lanes and one three-input selection each.
//
// What would break it: fewer than 16 readable bytes before or after the sequence.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,gfni,bmi2")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { LINE_STRIDE = 192, STRIPS = 96 };

// a where the mask is set, else b.
#define SELECT(mask, a, b) _mm512_ternarylogic_epi64(mask, a, b, 0xCA)

// Swaps the high fields of `low` with the low fields of `high`; fields are `shift` bits wide, `mask` marks the low ones.
INLINE void swap_registers(__m512i *low, __m512i *high, int shift, uint64_t mask) {
    __m512i fields = _mm512_set1_epi64((long long)mask);
    __m512i l = SELECT(fields, *low, _mm512_sll_epi64(*high, _mm_cvtsi32_si128(shift)));
    __m512i h = SELECT(fields, _mm512_srl_epi64(*low, _mm_cvtsi32_si128(shift)), *high);
    *low = l, *high = h;
}

// The same between the words of one register that are 4, 2 or 1 apart.
INLINE __m512i swap_words(__m512i words, int distance, int shift, uint64_t mask) {
    __m512i partner = distance == 4   ? _mm512_shuffle_i64x2(words, words, 0x4E)
                      : distance == 2 ? _mm512_permutex_epi64(words, 0x4E)
                                      : _mm512_permutex_epi64(words, 0xB1);
    __mmask8 upper = distance == 4 ? 0xF0 : distance == 2 ? 0xCC : 0xAA;
    __m512i rotation = _mm512_mask_set1_epi64(_mm512_set1_epi64(shift), upper, 64 - shift);
    __m512i own = _mm512_mask_set1_epi64(_mm512_set1_epi64((long long)mask), upper, (long long)~mask);
    return SELECT(own, words, _mm512_rolv_epi64(partner, rotation));
}

// Reads one chunk: the 64 bits that end at `end_bit`, spread over the data modules.
INLINE uint64_t read_chunk(const uint8_t *sequence, uint64_t mask, int32_t end_bit) {
    int bit = end_bit - 64;
    const uint8_t *place = sequence + (bit >> 3);
    uint64_t head;
    memcpy(&head, place, sizeof head);
    uint64_t value = __builtin_bswap64(head) << (bit & 7) | (uint64_t)place[8] >> (8 - (bit & 7));
    return _pdep_u64(value, mask);
}

// Reads the chunks of 32 rows, or of fewer: one word a strip. Strips are a multiple of eight; those past the symbol's
// last have no data modules. Words go from general registers straight to vectors: through memory they would wait.
INLINE void read_chunks(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits, int strips, int rows,
                        uint64_t *words) {
    // Strips that run downwards, every second one from the right, met their rows in reversed order.
    const __m512i swap_bytes = _mm512_set_epi64(
        0x08090A0B0C0D0E0F, 0x0001020304050607, 0x08090A0B0C0D0E0F, 0x0001020304050607,  //
        0x08090A0B0C0D0E0F, 0x0001020304050607, 0x08090A0B0C0D0E0F, 0x0001020304050607);
    const __m512i swap_pairs = _mm512_set1_epi64(0x4080102004080102);  // bit pairs of a byte in reversed order
    const __mmask8 downward = 0x55;  // the rightmost strip runs upwards, and strips are even in number
    __m128i unused = _mm_cvtsi32_si128(64 - 2 * rows);
    for (int strip = 0; strip < strips; strip += 8, masks += 8, end_bits += 8) {
#define CHUNK(k) (long long)read_chunk(sequence, masks[k], end_bits[k])
        __m512i chunk = _mm512_set_epi64(CHUNK(7), CHUNK(6), CHUNK(5), CHUNK(4), CHUNK(3), CHUNK(2), CHUNK(1), CHUNK(0));
#undef CHUNK
        __m512i reversed = _mm512_gf2p8affine_epi64_epi8(_mm512_shuffle_epi8(chunk, swap_bytes), swap_pairs, 0);
        chunk = _mm512_mask_blend_epi64(downward, chunk, _mm512_srl_epi64(reversed, unused));
        _mm512_storeu_si512(words + strip, chunk);
    }
}

// Transposes 32 by 32 bit pairs.
INLINE void transpose_pairs(const uint64_t *strips, __m512i rows[4]) {
    for (int i = 0; i < 4; i++) rows[i] = _mm512_loadu_si512(strips + 8 * i);
    swap_registers(&rows[0], &rows[2], 32, 0x00000000FFFFFFFF);
    swap_registers(&rows[1], &rows[3], 32, 0x00000000FFFFFFFF);
    swap_registers(&rows[0], &rows[1], 16, 0x0000FFFF0000FFFF);
    swap_registers(&rows[2], &rows[3], 16, 0x0000FFFF0000FFFF);
    for (int i = 0; i < 4; i++) {
        rows[i] = swap_words(rows[i], 4, 8, 0x00FF00FF00FF00FF);
        rows[i] = swap_words(rows[i], 2, 4, 0x0F0F0F0F0F0F0F0F);
        rows[i] = swap_words(rows[i], 1, 2, 0x3333333333333333);
    }
}

TARGET void qrk_placed_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
                             const uint64_t *function_rows, int side, uint64_t *rows) {
    int words = (side + 63) / 64, strips = ((side - 1) / 2 + 7) & ~7, groups = (strips + 31) / 32;
    const __m512i below = _mm512_set1_epi64(0x3F);  // columns before column 6, which belongs to no strip
    for (int chunk = 0; 32 * chunk < side; chunk++) {
        uint64_t chunks[STRIPS] = {0};
        int first = 32 * chunk, count = side - first < 32 ? side - first : 32;
        read_chunks(sequence, masks + chunk * strips, end_bits + chunk * strips, strips, count, chunks);
        __m512i carry[4] = {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(),
                            _mm512_setzero_si512()};
        for (int word = 0; word < words; word++) {
            __m512i pairs[4];
            if (word < groups) transpose_pairs(chunks + 32 * word, pairs);
            else for (int i = 0; i < 4; i++) pairs[i] = _mm512_setzero_si512();
            const uint64_t *function = function_rows + word * side + first;
            for (int i = 0; i < 4; i++) {
                // Column 6 opens: what lies past it moves up by one, the last column into the next word.
                __m512i moved = _mm512_slli_epi64(pairs[i], 1);
                __m512i line = word == 0 ? SELECT(below, pairs[i], _mm512_andnot_si512(_mm512_set1_epi64(0x7F), moved))
                                         : _mm512_or_si512(moved, carry[i]);
                carry[i] = _mm512_srli_epi64(pairs[i], 63);
                int left = count - 8 * i;
                __mmask8 valid = left >= 8 ? 0xFF : left <= 0 ? 0 : (__mmask8)((1u << left) - 1);
                line = _mm512_or_si512(line, _mm512_maskz_loadu_epi64(valid, function + 8 * i));
                _mm512_storeu_si512(rows + word * LINE_STRIDE + first + 8 * i, line);
            }
        }
    }
    for (int word = 0; word < words; word++)
        for (int y = (side + 31) / 32 * 32; y < 64 * words; y += 8)
            _mm512_storeu_si512(rows + word * LINE_STRIDE + y, _mm512_setzero_si512());
}

// Lines y and y + 16 are the halves of a word: they go to words y and y + 16.
INLINE void store_halves(const __m512i words[2], uint64_t *lines) {
    for (int i = 0; i < 2; i++) {
        _mm512_storeu_si512(lines + 8 * i, _mm512_and_si512(words[i], _mm512_set1_epi64(0xFFFFFFFF)));
        _mm512_storeu_si512(lines + 16 + 8 * i, _mm512_srli_epi64(words[i], 32));
    }
}

TARGET void qrk_placed_small_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
                                   const uint64_t *function_halves, int side, uint64_t *rows, uint64_t *columns) {
    __m512i words[2];
    read_chunks(sequence, masks, end_bits, 16, side, (uint64_t *)words);
    swap_registers(&words[0], &words[1], 16, 0x0000FFFF0000FFFF);
    for (int i = 0; i < 2; i++) {
        __m512i word = swap_words(words[i], 4, 8, 0x00FF00FF00FF00FF);
        word = swap_words(word, 2, 4, 0x0F0F0F0F0F0F0F0F);
        word = swap_words(word, 1, 2, 0x3333333333333333);
        // Column 6 opens.
        word = SELECT(_mm512_set1_epi64(0x0000003F0000003F), word, _mm512_slli_epi64(word, 1));
        word = _mm512_andnot_si512(_mm512_set1_epi64(0x0000004000000040), word);
        words[i] = _mm512_or_si512(word, _mm512_loadu_si512(function_halves + 8 * i));
    }
    store_halves(words, rows);
    const __m512i swap_sixteens = _mm512_set_epi64(
        0x0F0E0B0A0D0C0908, 0x0706030205040100, 0x0F0E0B0A0D0C0908, 0x0706030205040100,  //
        0x0F0E0B0A0D0C0908, 0x0706030205040100, 0x0F0E0B0A0D0C0908, 0x0706030205040100);
    for (int i = 0; i < 2; i++) words[i] = _mm512_shuffle_epi8(words[i], swap_sixteens);
    swap_registers(&words[0], &words[1], 8, 0x00FF00FF00FF00FF);
    for (int i = 0; i < 2; i++) {
        __m512i word = swap_words(words[i], 4, 4, 0x0F0F0F0F0F0F0F0F);
        word = swap_words(word, 2, 2, 0x3333333333333333);
        words[i] = swap_words(word, 1, 1, 0x5555555555555555);
    }
    store_halves(words, columns);
}

// Transposes 64 by 64 bits.
INLINE void transpose_tile(const uint64_t *source, uint64_t *target) {
    __m512i lines[8];
    for (int i = 0; i < 8; i++) lines[i] = _mm512_loadu_si512(source + 8 * i);
    for (int i = 0; i < 4; i++) swap_registers(&lines[i], &lines[i + 4], 32, 0x00000000FFFFFFFF);
    for (int i = 0; i < 8; i += 4) {
        swap_registers(&lines[i], &lines[i + 2], 16, 0x0000FFFF0000FFFF);
        swap_registers(&lines[i + 1], &lines[i + 3], 16, 0x0000FFFF0000FFFF);
    }
    for (int i = 0; i < 8; i += 2) swap_registers(&lines[i], &lines[i + 1], 8, 0x00FF00FF00FF00FF);
    for (int i = 0; i < 8; i++) {
        __m512i line = swap_words(lines[i], 4, 4, 0x0F0F0F0F0F0F0F0F);
        line = swap_words(line, 2, 2, 0x3333333333333333);
        _mm512_storeu_si512(target + 8 * i, swap_words(line, 1, 1, 0x5555555555555555));
    }
}

TARGET void qrk_transpose_avx512(const uint64_t *rows, uint64_t *columns, int side) {
    int words = (side + 63) / 64, rest = side - 64 * (words - 1);
    int tiles = rest <= 4 ? words - 1 : words;
    for (int row = 0; row < tiles; row++)
        for (int column = 0; column < tiles; column++)
            transpose_tile(rows + column * LINE_STRIDE + 64 * row, columns + row * LINE_STRIDE + 64 * column);
    if (tiles == words) return;
    // The few lines of the last word: rows become the last word of every column, and the other way round.
    const uint64_t *last = rows + tiles * LINE_STRIDE;
    uint64_t *target = columns + tiles * LINE_STRIDE;
    for (int word = 0; word < words; word++)
        for (int part = 0; part < (word < tiles ? 8 : 1); part++) {
            __m512i line = _mm512_setzero_si512();
            for (int bit = 0; bit < rest; bit++) {
                uint64_t row = rows[word * LINE_STRIDE + 64 * tiles + bit];
                line = _mm512_mask_or_epi64(line, (__mmask8)(row >> 8 * part), line, _mm512_set1_epi64(1ll << bit));
            }
            _mm512_storeu_si512(target + 64 * word + 8 * part, line);
        }
    for (int bit = 0; bit < rest; bit++)
        for (int word = 0; word < tiles; word++) {
            uint64_t column = 0;
            for (int part = 0; part < 8; part++) {
                __m512i lines = _mm512_loadu_si512(last + 64 * word + 8 * part);
                column |= (uint64_t)_mm512_test_epi64_mask(lines, _mm512_set1_epi64(1ll << bit)) << 8 * part;
            }
            columns[word * LINE_STRIDE + 64 * tiles + bit] = column;
        }
}

#endif
