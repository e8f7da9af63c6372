// Names of the kernels that only other processors have, so that programs link on this one.
// SPDX-License-Identifier: Apache-2.0
//
// Nothing calls them: `qrk_best_level` never reaches their levels here. Without the header their types do not matter.

#define ABSENT(kernel) \
    void kernel(void); \
    void kernel(void) { __builtin_trap(); }

#if !defined(__x86_64__)
ABSENT(qrk_penalties_avx512)
ABSENT(qrk_penalties_avx2)
ABSENT(qrk_place_avx512)
ABSENT(qrk_place_small_avx512)
ABSENT(qrk_transpose_avx512)
ABSENT(qrk_write_sequence_gfni)
ABSENT(qrk_map_to_kernel_field)
ABSENT(qrk_find_runs_avx512)
ABSENT(qrk_crc16_pclmul)
#endif

#if !defined(__aarch64__)
ABSENT(qrk_penalties_neon)
#endif
