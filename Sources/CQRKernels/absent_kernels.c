// Stand-ins for the kernels that only other processors have, so that programs link on this one.
// SPDX-License-Identifier: Apache-2.0
//
// Nothing calls them: `qrk_best_level` never reaches their levels here.

#include "qrkernels.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"

#if !defined(__x86_64__)

void qrk_penalties_avx512(const uint64_t *rows, const uint64_t *columns, const uint64_t *row_masks,
    const uint64_t *column_masks, const uint64_t *half_masks, int side, int32_t penalties[8]) {
    __builtin_trap();
}

void qrk_penalties_avx2(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
    const uint16_t *column_masks, const uint16_t *row_edge_masks, int side, int32_t penalties[8]) {
    __builtin_trap();
}

void qrk_placed_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
    const uint64_t *function_rows, int side, uint64_t *rows) {
    __builtin_trap();
}

void qrk_placed_small_avx512(const uint8_t *sequence, const uint64_t *masks, const int32_t *end_bits,
    const uint64_t *function_halves, int side, uint64_t *rows, uint64_t *columns) {
    __builtin_trap();
}

void qrk_transpose_avx512(const uint64_t *rows, uint64_t *columns, int side) {
    __builtin_trap();
}

void qrk_codeword_sequence_avx512(const uint8_t *data, int block_count, int short_count, int short_blocks,
    int correction_count, const uint8_t *last_row, uint8_t *sequence) {
    __builtin_trap();
}

void qrk_map_to_kernel_field(uint8_t *bytes, int count) {
    __builtin_trap();
}

int qrk_write_runs_avx512(const uint8_t *text, int count, const uint8_t *classes, int32_t *ends, uint8_t *run_classes) {
    __builtin_trap();
}

uint16_t qrk_crc16_pclmul(uint16_t crc, const uint8_t *bytes, size_t count) {
    __builtin_trap();
}

#endif

#if !defined(__aarch64__)

void qrk_penalties_neon(const uint64_t *rows, const uint64_t *columns, const uint16_t *row_masks,
    const uint16_t *column_masks, const uint16_t *row_edge_masks, const uint16_t *shared_masks, int side,
    int32_t penalties[8]) {
    __builtin_trap();
}

#endif
