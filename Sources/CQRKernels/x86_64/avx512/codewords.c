// Error correction codewords and interleaving with Galois field instructions.
// SPDX-License-Identifier: Apache-2.0
//
// A block's remainder is linear in its data: the sum over all data codewords d at distance k from the block's end of
// d times x^(count + k) modulo the generator. So every codeword is one broadcast, one multiplication of up to 30 bytes
// and one addition, and nothing waits for the codeword before it.
//
// Trick: the processor multiplies in the field of 0x11B, QR Code lives in that of 0x11D. The two fields are isomorphic;
// the map that replaces x by x + 1 takes one to the other and back, and is one affine instruction.
//
// What would break it: blocks of more than 123 data codewords, more than 32 error correction codewords.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,gfni")))

// Replaces x by x + 1 in a polynomial over GF(2) of degree below 8; its own inverse.
#define ISOMORPHISM 0xFFAACC88F0A0C080

enum { MOST_DATA = 2956, ROW = 32 };

TARGET static void map_bytes(const uint8_t *source, uint8_t *target, int count) {
    const __m512i map = _mm512_set1_epi64((long long)ISOMORPHISM);
    for (int i = 0; i < count; i += 64) {
        __mmask64 valid = count - i >= 64 ? ~0ull : (1ull << (count - i)) - 1;
        __m512i bytes = _mm512_maskz_loadu_epi8(valid, source + i);
        _mm512_mask_storeu_epi8(target + i, valid, _mm512_gf2p8affine_epi64_epi8(bytes, map, 0));
    }
}

void qrk_map_to_kernel_field(uint8_t *bytes, int count) { map_bytes(bytes, bytes, count); }

TARGET static inline __m256i remainder_of(const uint8_t *data, int count, const uint8_t *last_row) {
    __m256i sums[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
    const uint8_t *row = last_row - ROW * (count - 1);
    int i = 0;
    for (; i + 4 <= count; i += 4, row += 4 * ROW)
        for (int k = 0; k < 4; k++) {
            __m256i product = _mm256_gf2p8mul_epi8(_mm256_set1_epi8((char)data[i + k]),
                                                   _mm256_load_si256((const __m256i *)(row + k * ROW)));
            sums[k] = _mm256_xor_si256(sums[k], product);
        }
    for (; i < count; i++, row += ROW) {
        __m256i product = _mm256_gf2p8mul_epi8(_mm256_set1_epi8((char)data[i]),
                                               _mm256_load_si256((const __m256i *)row));
        sums[0] = _mm256_xor_si256(sums[0], product);
    }
    __m256i sum = _mm256_xor_si256(_mm256_xor_si256(sums[0], sums[1]), _mm256_xor_si256(sums[2], sums[3]));
    return _mm256_gf2p8affine_epi64_epi8(sum, _mm256_set1_epi64x((long long)ISOMORPHISM), 0);
}

TARGET void qrk_codeword_sequence_avx512(const uint8_t *data, int block_count, int short_count, int short_blocks,
                                    int correction_count, const uint8_t *last_row, uint8_t *sequence) {
    uint8_t mapped[MOST_DATA + 64];
    int data_count = block_count * short_count + block_count - short_blocks;
    map_bytes(data, mapped, data_count);
    uint8_t *correction = sequence + data_count;
    if (block_count == 1) {
        // Nothing to interleave: whole vectors, which the placement reads again without waiting for the cache.
        for (int i = 0; i < data_count; i += 64) _mm512_storeu_si512(sequence + i, _mm512_loadu_si512(data + i));
        _mm256_storeu_si256((__m256i *)correction, remainder_of(mapped, data_count, last_row));
        _mm_storeu_si128((__m128i *)(correction + correction_count), _mm_setzero_si128());
        return;
    }
    for (int block = 0, start = 0; block < block_count; block++) {
        int count = short_count + (block >= short_blocks);
        for (int i = 0; i < short_count; i++) sequence[i * block_count + block] = data[start + i];
        if (count > short_count) sequence[short_count * block_count + block - short_blocks] = data[start + short_count];
        _Alignas(32) uint8_t codewords[ROW];
        _mm256_store_si256((__m256i *)codewords, remainder_of(mapped + start, count, last_row));
        for (int i = 0; i < correction_count; i++) correction[i * block_count + block] = codewords[i];
        start += count;
    }
    _mm_storeu_si128((__m128i *)(correction + block_count * correction_count), _mm_setzero_si128());
}

#endif
