// Which kernels this processor can run.
// SPDX-License-Identifier: Apache-2.0

#include "qrkernels.h"

#if defined(__x86_64__) || defined(__aarch64__)

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__aarch64__)

static int processor_level(void) { return QRK_LEVEL_NEON; }

#else

#include <cpuid.h>

// Whether all bits of a mask are set.
static int has(unsigned value, unsigned mask) { return (value & mask) == mask; }

// Asks the processor itself: the compiler's own look-up weighs 4 kB and needs its run-time library.
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, CPUID leaves 1 and 7, XGETBV.
static int processor_level(void) {
    unsigned a, b, c, d, saved, high;
    // PCLMULQDQ, POPCNT, OSXSAVE.
    if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, 1u << 1 | 1u << 23 | 1u << 27)) return QRK_LEVEL_NONE;
    // Whether the system saves the registers: bits 1 and 2 for AVX, 5 to 7 for AVX-512 as well.
    __asm__ volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    if (!has(saved, 0x06) || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return QRK_LEVEL_NONE;
    // AVX2, BMI2.
    if (!has(b, 1u << 5 | 1u << 8)) return QRK_LEVEL_NONE;
    // AVX-512 F, BW, VL; VBMI, GFNI, VPOPCNTDQ.
    if (!has(saved, 0xE6) || !has(b, 1u << 16 | 1u << 30 | 1u << 31) || !has(c, 1u << 1 | 1u << 8 | 1u << 14))
        return QRK_LEVEL_AVX2;
    return QRK_LEVEL_AVX512;
}

#endif

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
