// Optional kernels of the encoder for processors with wide vectors; without them the Swift kernels serve.
// SPDX-License-Identifier: Apache-2.0
//
// Every function computes exactly what its Swift twin in QREncoder/Kernels does. Pointers are never null; lengths come
// from the same tables as the Swift twin's. A function may only be called at a level that `qrk_best_level` reached.

#ifndef QRKERNELS_H
#define QRKERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What the processor has. The levels of x86-64 are ordered: a higher one has all of a lower one.
enum {
    QRK_LEVEL_NONE = 0,    // pure Swift
    QRK_LEVEL_AVX2 = 1,    // AVX2, BMI2, PCLMULQDQ
    QRK_LEVEL_AVX512 = 2,  // AVX-512 F, BW, VL, VBMI, VPOPCNTDQ and GFNI
    QRK_LEVEL_NEON = 3,    // Advanced SIMD of AArch64, which every such processor has
};

// Returns the best level of this processor, or a lower one that the environment variable QRIS_KERNELS names ("swift",
// "avx2"). The answer is the same in every call.
int qrk_best_level(void);

// Twin of Kernels.penalties. Matrices are word-major with 192 lines per word column; masks hold eight patterns for word w
// of line y at (w * side + y) * 8, 64-byte aligned. `half_masks` holds, for line y at 8 * y, the low 32 bits of the last
// word's eight row patterns and then of its eight column patterns; it is read when side mod 64 is 1...32.
void qrk_penalties_avx512(const uint64_t *rows, const uint64_t *columns, const uint64_t *row_masks,
                          const uint64_t *column_masks, const uint64_t *half_masks, int side, int32_t penalties[8]);

// Twin of Kernels.penalties. Masks hold sixteen columns of eight patterns for slices 2p and 2p + 1 of line y at
// (p * side + y) * 16, 32-byte aligned; `row_edge_masks` holds the differences between their columns.
void qrk_penalties_avx2(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
                        const uint16_t *column_masks, const uint16_t *row_edge_masks, int side,
                        int32_t penalties[8]);

// Twin of Kernels.penalties. Masks as above; `shared_masks` holds eight patterns of the shared slice of line y at 16 * y.
void qrk_penalties_neon(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
                        const uint16_t *column_masks, const uint16_t *row_edge_masks, const uint16_t *shared_masks,
                        int side, int32_t penalties[8]);

// Twin of Kernels.placed for level AVX-512. `masks` and `end_bits` hold, for chunk c of strip p at c * stride + p, the data
// modules and where they end in `sequence`; the stride is the count of strips rounded up to a multiple of eight, and
// strips that the symbol lacks have no data modules and end at bit 64; function rows are word-major with `side` lines per word column. Rows are
// written up to a multiple of 64 lines.
void qrk_placed_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
                      const uint64_t *function_rows, int side, uint64_t *rows);

// Twin of Kernels.placedSmall for level AVX-512; `function_halves` holds lines y and y + 16 as the halves of word y.
void qrk_placed_small_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
                            const uint64_t *function_halves, int side, uint64_t *rows, uint64_t *columns);

// Twin of Kernels.transpose for level AVX-512.
void qrk_transpose_avx512(const uint64_t *rows, uint64_t *columns, int side);

// Twin of Kernels.codewordSequence for level AVX-512. The rows of 32 bytes that end at `last_row`, 32-byte aligned, are what
// data codewords at distance ... 2, 1, 0 from their block's end add to its error correction codewords, each mapped by
// `qrk_map_to_kernel_field`. 16 zero bytes are written after the sequence.
void qrk_codeword_sequence_avx512(const uint8_t *data, int block_count, int short_count, int short_blocks,
                             int correction_count, const uint8_t *last_row, uint8_t *sequence);

// Maps bytes in place from the field of QR Code to that of the processor's multiplication; only at level AVX-512.
void qrk_map_to_kernel_field(uint8_t *bytes, int count);

// Twin of RunSegmentation.writeRuns for level AVX-512: writes where each run ends and its class, returns how many there
// are. `classes` holds the class of each of the 256 bytes, 2 past ASCII; `count` is at least 1.
int qrk_write_runs_avx512(const uint8_t *text, int count, const uint8_t *classes, int32_t *ends, uint8_t *run_classes);

// Twin of CRC16CCITT.update for level AVX2: the checksum of `count` more bytes, at least 16.
uint16_t qrk_crc16_pclmul(uint16_t crc, const uint8_t *bytes, size_t count);

// Places for read-only tables that all encoders of a process share.
enum { QRK_PLACE_COUNT = 192 };

// Returns what was published at a place; null before that. Safe from any thread.
void *qrk_published(int place);

// Publishes memory at a place, unless another thread was first. Returns what stands there from now on.
void *qrk_publish(int place, void *memory);

// Places for the scratch memory of encoders that are gone, so that the next encoder need not allocate it.
enum { QRK_IDLE_COUNT = 8 };

// Returns memory that `qrk_keep_idle` kept, which is the caller's again; null when there is none.
void *qrk_take_idle(void);

// Keeps memory for the next `qrk_take_idle`. Returns 0 when all places are taken; the memory is still the caller's then.
int qrk_keep_idle(void *memory);

#ifdef __cplusplus
}
#endif

#endif
