// What the encoders of a process share: read-only tables and scratch memory that is not in use.
// SPDX-License-Identifier: Apache-2.0
//
// Both are arrays of pointers that threads read and change without locks.

#include "qrkernels.h"

static void *published[QRK_PLACE_COUNT];
static void *idle[QRK_IDLE_COUNT];

void *qrk_published(int place) { return __atomic_load_n(&published[place], __ATOMIC_ACQUIRE); }

void *qrk_publish(int place, void *memory) {
    void *expected = 0;
    int first = __atomic_compare_exchange_n(&published[place], &expected, memory, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    return first ? memory : expected;
}

void *qrk_take_idle(void) {
    for (int place = 0; place < QRK_IDLE_COUNT; place++) {
        // Asked first, because an exchange takes the cache line from other threads.
        if (!__atomic_load_n(&idle[place], __ATOMIC_RELAXED)) continue;
        void *memory = __atomic_exchange_n(&idle[place], 0, __ATOMIC_ACQUIRE);
        if (memory) return memory;
    }
    return 0;
}

int qrk_keep_idle(void *memory) {
    for (int place = 0; place < QRK_IDLE_COUNT; place++) {
        void *expected = 0;
        if (__atomic_load_n(&idle[place], __ATOMIC_RELAXED)) continue;
        if (__atomic_compare_exchange_n(&idle[place], &expected, memory, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) return 1;
    }
    return 0;
}
