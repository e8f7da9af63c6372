// The door to libFuzzer: the Swift runtime owns main, so the driver is called by hand.
// SPDX-License-Identifier: Apache-2.0

#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

typedef int (*fuzz_target)(const uint8_t *_Nullable data, size_t size);

/// Runs libFuzzer with the program's arguments on one target; returns its exit code.
int fuzz_run(int argc, char *_Nullable *_Nonnull argv, fuzz_target _Nonnull target);

#endif
