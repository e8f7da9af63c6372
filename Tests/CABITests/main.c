// Runs the tests of the header.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

int check_count = 0;
int failure_count = 0;

int main(void) {
    test_basics();
    test_validation();
    test_conversion();
    test_encoding();
    test_rendering();
    test_reading();
    printf("%d passed, %d failed\n", check_count - failure_count, failure_count);
    return failure_count != 0;
}
