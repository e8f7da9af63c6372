// Calls libFuzzer's driver, which comes with -sanitize=fuzzer.
// SPDX-License-Identifier: Apache-2.0

#include "cfuzzer.h"

extern int LLVMFuzzerRunDriver(int *argc, char ***argv, fuzz_target target);

int fuzz_run(int argc, char **argv, fuzz_target target) {
    return LLVMFuzzerRunDriver(&argc, &argv, target);
}
