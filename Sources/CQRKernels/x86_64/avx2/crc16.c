// CRC-16/IBM-3740 by folding with carry-less multiplication.
// SPDX-License-Identifier: Apache-2.0
//
// The message is a polynomial over GF(2), the first bit its highest power; the checksum is the remainder of the message
// times x^16 modulo P = x^16 + x^12 + x^5 + 1. Sixteen bytes at distance d bits from where they are needed can be
// replaced by their product with x^d mod P, which is two multiplications of 64 by 16 bits.
//
// Trick: bytes that are short of a multiple of sixteen are made up for in front, where zeros change nothing once the
// starting value has been added to the first two bytes; so there is no tail.
//
// What would break it: fewer than 16 bytes.

#include "qrkernels.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("pclmul,ssse3,sse4.1")))
#define INLINE static inline __attribute__((always_inline)) TARGET

// Reversed bytes, so that the first byte of the message holds the highest powers.
INLINE __m128i reversed(__m128i bytes) {
    return _mm_shuffle_epi8(bytes, _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}

INLINE __m128i load_raw(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

INLINE __m128i load(const uint8_t *bytes) { return reversed(load_raw(bytes)); }

// Moves bytes to places that are `count` higher (0...16) or lower (-16...0); zeros come in.
INLINE __m128i moved(__m128i bytes, int count) {
    static const uint8_t places[48] = {
        128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,  //
        0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,  15,   //
        128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128};
    return _mm_shuffle_epi8(bytes, load_raw(places + 16 - count));
}

// x^n modulo P, and x^64 divided by P.
#define X_64 0xB861
#define X_80 0xEB23
#define X_128 0xAEFC
#define X_192 0x650B
#define X_256 0x8E29
#define X_320 0x26AA
#define X_384 0xCDE2
#define X_448 0x2535
#define X_512 0x13FC
#define X_576 0x8832
#define MU 0x111303471A041

// `factors` holds x^(d + 64) mod P in its high and x^d mod P in its low half.
INLINE __m128i folded(__m128i sum, __m128i factors, __m128i next) {
    __m128i high = _mm_clmulepi64_si128(sum, factors, 0x11), low = _mm_clmulepi64_si128(sum, factors, 0x00);
    return _mm_xor_si128(_mm_xor_si128(high, low), next);
}

// Returns the remainder of sum times x^16.
INLINE uint16_t reduced(__m128i sum) {
    const __m128i factors = _mm_set_epi64x(X_80, X_64), barrett = _mm_set_epi64x(0x11021, MU);
    // 128 bits and 16 zeros to 80 bits, those to 64, those to 16 by Barrett's division.
    __m128i low = _mm_slli_si128(_mm_move_epi64(sum), 2);
    __m128i value = _mm_xor_si128(_mm_clmulepi64_si128(sum, factors, 0x11), low);
    value = _mm_xor_si128(_mm_clmulepi64_si128(value, factors, 0x01), _mm_move_epi64(value));
    __m128i quotient = _mm_srli_si128(_mm_clmulepi64_si128(_mm_srli_epi64(value, 16), barrett, 0x00), 6);
    value = _mm_xor_si128(value, _mm_clmulepi64_si128(quotient, barrett, 0x10));
    return (uint16_t)_mm_extract_epi16(value, 0);
}

TARGET uint16_t qrk_crc16_pclmul(uint16_t crc, const uint8_t *bytes, size_t count) {
    const __m128i by_16 = _mm_set_epi64x(X_192, X_128), by_64 = _mm_set_epi64x(X_576, X_512);
    // The bytes that are over, behind zeros, and then one whole block. The checksum so far goes with the first two bytes.
    int over = (int)(count % 16);
    __m128i start = _mm_cvtsi32_si128(crc >> 8 | (crc & 0xFF) << 8);
    __m128i head = moved(_mm_xor_si128(load_raw(bytes), start), 16 - over);
    __m128i next = _mm_xor_si128(load_raw(bytes + over), moved(start, -over));
    __m128i sum = folded(reversed(head), by_16, reversed(next));
    bytes += over + 16, count -= (size_t)over + 16;
    if (count >= 64) {
        const __m128i by_32 = _mm_set_epi64x(X_320, X_256), by_48 = _mm_set_epi64x(X_448, X_384);
        __m128i zero = _mm_setzero_si128();
        __m128i a = zero, b = zero, c = zero, d = sum;
        for (; count >= 64; bytes += 64, count -= 64) {
            a = folded(a, by_64, load(bytes));
            b = folded(b, by_64, load(bytes + 16));
            c = folded(c, by_64, load(bytes + 32));
            d = folded(d, by_64, load(bytes + 48));
        }
        sum = _mm_xor_si128(folded(a, by_48, folded(b, by_32, zero)), folded(c, by_16, d));
    }
    for (; count >= 16; bytes += 16, count -= 16) sum = folded(sum, by_16, load(bytes));
    return reduced(sum);
}

#endif
