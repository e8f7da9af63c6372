// What the C tests share: a check that counts, and texts.
// SPDX-License-Identifier: Apache-2.0

#ifndef CHECK_H
#define CHECK_H

#include <qris.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int check_count;
extern int failure_count;

// Counts a check, and prints it when it fails.
#define CHECK(condition)                                                            \
    do {                                                                            \
        check_count++;                                                              \
        if (!(condition)) {                                                         \
            failure_count++;                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);         \
        }                                                                           \
    } while (0)

// The create reply of a payment provider's public documentation: valid, with two warnings.
#define SAMPLE                                                                                                \
    "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW"     \
    "0215ID10190450190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A01"       \
    "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc5406122.0063044447"
#define SAMPLE_LENGTH (sizeof SAMPLE - 1)

void test_basics(void);
void test_validation(void);
void test_conversion(void);
void test_encoding(void);
void test_rendering(void);
void test_reading(void);

#endif
