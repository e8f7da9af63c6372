// Which kernels this processor can run.
// SPDX-License-Identifier: Apache-2.0

#include "qrkernels.h"

#if defined(__x86_64__) || defined(__aarch64__)

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static int processor_level(void) {
#if defined(__aarch64__)
    return QRK_LEVEL_NEON;
#else
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("pclmul") ||
        !__builtin_cpu_supports("popcnt"))
        return QRK_LEVEL_NONE;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512vbmi") ||
        !__builtin_cpu_supports("avx512vpopcntdq") || !__builtin_cpu_supports("gfni"))
        return QRK_LEVEL_AVX2;
    return QRK_LEVEL_AVX512;
#endif
}

static int wished_level(void) {
    int level = processor_level();
    const char *wish = getenv("QRIS_KERNELS");
    if (wish && strcmp(wish, "swift") == 0) return QRK_LEVEL_NONE;
    if (wish && strcmp(wish, "avx2") == 0 && level == QRK_LEVEL_AVX512) return QRK_LEVEL_AVX2;
    return level;
}

int qrk_best_level(void) {
    // Every thread that finds no answer yet works out the same one.
    static atomic_int known = -1;
    int level = atomic_load_explicit(&known, memory_order_relaxed);
    if (level < 0) {
        level = wished_level();
        atomic_store_explicit(&known, level, memory_order_relaxed);
    }
    return level;
}

#else

int qrk_best_level(void) { return QRK_LEVEL_NONE; }

#endif
