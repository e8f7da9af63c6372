// Validation, issues in words, finding.
// SPDX-License-Identifier: Apache-2.0

#include "check.h"

static void test_sample(void) {
    qris_issue issues[8];
    size_t count = 99;
    CHECK(qris_validate(SAMPLE, SAMPLE_LENGTH, QRIS_PROFILE_QRIS, issues, 8, &count) == QRIS_OK);
    CHECK(count == 2);
    // As the README shows for the tool.
    CHECK(issues[0].code == QRIS_ISSUE_QRIS_NMID_LUHN && issues[0].severity == QRIS_SEVERITY_WARNING);
    CHECK(strcmp(issues[0].path, "51.02") == 0 && issues[0].offset == 99 && issues[0].length == 19);
    CHECK(issues[1].code == QRIS_ISSUE_62_5X_NOT_TEMPLATE && issues[1].severity == QRIS_SEVERITY_WARNING);
    CHECK(strcmp(issues[1].path, "62.50") == 0 && issues[1].offset == 196);
    CHECK(qris_is_valid(SAMPLE, SAMPLE_LENGTH, QRIS_PROFILE_QRIS) == 1);
    CHECK(qris_is_valid(SAMPLE, SAMPLE_LENGTH - 1, QRIS_PROFILE_QRIS) == 0);

    char text[512];
    size_t length = 0;
    CHECK(qris_issue_message(&issues[0], text, sizeof text, &length) == QRIS_OK);
    CHECK(strcmp(text, "The last digit of 51.02 (National Merchant ID) is not its check digit. "
                       "Check the NMID with the acquirer.") == 0);
    CHECK(length == strlen(text));
    CHECK(qris_issue_expected(&issues[0], text, sizeof text, &length) == QRIS_OK && length == 0 && text[0] == 0);
    CHECK(qris_issue_hint(&issues[0], text, sizeof text, &length) == QRIS_OK && length == 0);
}

static void test_wrong_checksum(void) {
    char changed[SAMPLE_LENGTH];
    memcpy(changed, SAMPLE, SAMPLE_LENGTH);
    memcpy(changed + SAMPLE_LENGTH - 14, "922.00", 6);
    qris_issue issues[8];
    size_t count = 0, length = 0;
    char text[512];
    CHECK(qris_validate(changed, SAMPLE_LENGTH, QRIS_PROFILE_EMV, issues, 8, &count) == QRIS_OK);
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) {
        if (issues[i].code != QRIS_ISSUE_CRC_MISMATCH) continue;
        errors++;
        CHECK(strcmp(issues[i].path, "63") == 0 && issues[i].offset == SAMPLE_LENGTH - 4 && issues[i].length == 4);
        CHECK(qris_issue_expected(&issues[i], text, sizeof text, &length) == QRIS_OK);
        CHECK(strcmp(text, "0E0C") == 0);
    }
    CHECK(errors == 1);
}

static void test_arguments(void) {
    qris_issue issues[2], untouched[2];
    memset(issues, 0xA5, sizeof issues);
    memcpy(untouched, issues, sizeof issues);
    size_t count = 7;
    CHECK(qris_validate(SAMPLE, SAMPLE_LENGTH, QRIS_PROFILE_QRIS, issues, 2, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_validate(NULL, 3, QRIS_PROFILE_QRIS, issues, 2, &count) == QRIS_NULL_POINTER && count == 0);
    static const int32_t profiles[] = {-1, 3, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < 4; i++) {
        count = 7;
        CHECK(qris_validate(SAMPLE, SAMPLE_LENGTH, profiles[i], issues, 2, &count) == QRIS_INVALID_ARGUMENT);
        CHECK(count == 0);
        CHECK(qris_is_valid(SAMPLE, SAMPLE_LENGTH, profiles[i]) == 0);
    }
    CHECK(qris_validate(SAMPLE, SIZE_MAX, QRIS_PROFILE_QRIS, issues, 2, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_validate(SAMPLE, (size_t)PTRDIFF_MAX + 1, 0, issues, 2, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_validate(SAMPLE, SAMPLE_LENGTH, 0, issues, SIZE_MAX, &count) == QRIS_INVALID_ARGUMENT);
    CHECK(memcmp(issues, untouched, sizeof issues) == 0);
    CHECK(qris_is_valid(NULL, 3, 0) == 0 && qris_is_valid(SAMPLE, SIZE_MAX, 0) == 0);

    // An empty text may be null; it has one issue.
    CHECK(qris_validate(NULL, 0, QRIS_PROFILE_QRIS, issues, 2, &count) == QRIS_OK);
    CHECK(count == 1 && issues[0].code == QRIS_ISSUE_EMPTY && issues[0].path[0] == 0);
}

static void test_short_buffers(void) {
    qris_issue all[8], few[8];
    size_t count = 0;
    CHECK(qris_validate("0002", 4, QRIS_PROFILE_EMV, NULL, 0, &count) == QRIS_OK);
    size_t whole = count;
    CHECK(whole >= 1 && whole <= 8);
    CHECK(qris_validate("0002", 4, QRIS_PROFILE_EMV, all, 8, &count) == QRIS_OK && count == whole);
    for (size_t capacity = 0; capacity < whole; capacity++) {
        memset(few, 0x5A, sizeof few);
        CHECK(qris_validate("0002", 4, QRIS_PROFILE_EMV, few, capacity, &count) == QRIS_BUFFER_TOO_SMALL);
        CHECK(count == whole && memcmp(few, all, capacity * sizeof *few) == 0);
        CHECK(((unsigned char *)&few[capacity])[0] == 0x5A);
    }

    char text[512], exact[512];
    size_t length = 0, needed = 0;
    CHECK(qris_issue_message(&all[0], NULL, 0, &needed) == QRIS_OK && needed > 20);
    CHECK(qris_issue_message(&all[0], text, sizeof text, &length) == QRIS_OK && length == needed);
    CHECK(text[length] == 0);
    memset(exact, 0x5A, sizeof exact);
    CHECK(qris_issue_message(&all[0], exact, needed, &length) == QRIS_OK && length == needed);
    CHECK(memcmp(exact, text, needed) == 0 && exact[needed] == 0x5A);
    memset(exact, 0x5A, sizeof exact);
    CHECK(qris_issue_message(&all[0], exact, needed - 1, &length) == QRIS_BUFFER_TOO_SMALL && length == needed);
    CHECK(exact[0] == 0x5A);
    CHECK(qris_issue_message(&all[0], exact, 0, NULL) == QRIS_BUFFER_TOO_SMALL);
    CHECK(qris_issue_message(&all[0], text, sizeof text, NULL) == QRIS_OK);
    CHECK(qris_issue_message(&all[0], text, SIZE_MAX, &length) == QRIS_INVALID_ARGUMENT && length == 0);
    CHECK(qris_issue_message(&all[0], NULL, 0, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_issue_message(NULL, text, sizeof text, &length) == QRIS_NULL_POINTER && length == 0);
}

// However broken a payload is, memory for QRIS_MOST_ISSUES issues is enough.
static void test_many_issues(void) {
    static char zeros[40000];
    memset(zeros, '0', sizeof zeros);
    static qris_issue issues[QRIS_MOST_ISSUES];
    size_t count = 0, length = 0;
    for (int32_t profile = QRIS_PROFILE_QRIS; profile <= QRIS_PROFILE_LENIENT; profile++) {
        CHECK(qris_validate(zeros, sizeof zeros, profile, NULL, 0, &count) == QRIS_OK && count == QRIS_MOST_ISSUES);
        CHECK(qris_validate(zeros, sizeof zeros, profile, issues, QRIS_MOST_ISSUES - 1, &count) ==
              QRIS_BUFFER_TOO_SMALL);
        CHECK(count == QRIS_MOST_ISSUES && issues[QRIS_MOST_ISSUES - 2].code != QRIS_ISSUE_REPORT_MORE_ISSUES);
        CHECK(qris_validate(zeros, sizeof zeros, profile, issues, QRIS_MOST_ISSUES, &count) == QRIS_OK);
        CHECK(count == QRIS_MOST_ISSUES && qris_is_valid(zeros, sizeof zeros, profile) == 0);
        const qris_issue *last = &issues[QRIS_MOST_ISSUES - 1];
        CHECK(last->code == QRIS_ISSUE_REPORT_MORE_ISSUES && last->severity == QRIS_SEVERITY_WARNING);
        CHECK(last->path[0] == 0 && last->offset == 0 && last->length == 0);
        char text[512];
        CHECK(qris_issue_message(last, text, sizeof text, &length) == QRIS_OK);
        CHECK(strncmp(text, "The list is full: ", 18) == 0);
    }
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) errors += issues[i].severity == QRIS_SEVERITY_ERROR;
    CHECK(errors > 0);
}

// Issues that no validation made are refused, whatever they hold.
static void test_foreign_issues(void) {
    qris_issue good, bad;
    size_t count = 0, length = 0;
    char text[512];
    CHECK(qris_validate("0002", 4, QRIS_PROFILE_QRIS, &good, 1, &count) != QRIS_NULL_POINTER && count > 0);
#define REFUSES(change)                                                                           \
    do {                                                                                          \
        bad = good;                                                                               \
        change;                                                                                   \
        CHECK(qris_issue_message(&bad, text, sizeof text, &length) == QRIS_INVALID_ARGUMENT);     \
        CHECK(qris_issue_expected(&bad, text, sizeof text, &length) == QRIS_INVALID_ARGUMENT);    \
        CHECK(qris_issue_hint(&bad, text, sizeof text, &length) == QRIS_INVALID_ARGUMENT);        \
    } while (0)
    REFUSES(bad.code = 0);
    REFUSES(bad.code = -1);
    REFUSES(bad.code = INT32_MAX);
    REFUSES(bad.severity = 2);
    REFUSES(bad.severity = -1);
    REFUSES(bad.profile = 3);
    REFUSES(bad.profile = -1);
    REFUSES(bad.offset = SIZE_MAX);
    REFUSES(bad.length = SIZE_MAX);
    REFUSES((bad.offset = PTRDIFF_MAX, bad.length = PTRDIFF_MAX));
    REFUSES(memset(bad.path, '1', sizeof bad.path));
    REFUSES(memcpy(bad.path, "6x", 3));
    REFUSES(memcpy(bad.path, "62.50.00.0", 11));
    REFUSES(bad.hint = -1);
    REFUSES(bad.hint = 1000);
    REFUSES(bad.numbers[0] = SIZE_MAX);
    REFUSES(bad.numbers[1] = SIZE_MAX);
    REFUSES(bad.numbers[2] = SIZE_MAX);
}

// Every number from 1 on has a name and, in any issue, texts; the first without a name ends them.
static void test_every_code(void) {
    qris_issue issue;
    memset(&issue, 0, sizeof issue);
    memcpy(issue.path, "59", 3);
    int32_t code = 1;
    for (; qris_issue_code_name(code) != NULL; code++) {
        for (int32_t other = 1; other < code; other++)
            CHECK(strcmp(qris_issue_code_name(code), qris_issue_code_name(other)) != 0);
        char text[512];
        size_t length = 0;
        issue.code = code;
        for (int32_t hint = 0; hint <= 12; hint++) {
            issue.hint = hint;
            CHECK(qris_issue_message(&issue, text, sizeof text, &length) == QRIS_OK && length > 20);
            CHECK(qris_issue_expected(&issue, text, sizeof text, &length) == QRIS_OK);
            CHECK(qris_issue_hint(&issue, text, sizeof text, &length) == QRIS_OK && (length > 0) == (hint > 0));
        }
    }
    CHECK(code > 60);
    CHECK(strcmp(qris_issue_code_name(QRIS_ISSUE_EMPTY), "empty") == 0);
    CHECK(strcmp(qris_issue_code_name(QRIS_ISSUE_PAYLOAD_OVER_512), "payload.over_512") == 0);
    CHECK(qris_issue_code_name(0) == NULL && qris_issue_code_name(-1) == NULL);
    CHECK(qris_issue_code_name(INT32_MAX) == NULL && qris_issue_code_name(INT32_MIN) == NULL);
}

static void test_find(void) {
    size_t offset = 9, length = 9;
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, "62.07", &offset, &length) == QRIS_OK);
    CHECK(length == 3 && memcmp(&SAMPLE[offset], "A01", 3) == 0);
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, "59", &offset, &length) == QRIS_OK);
    CHECK(length == 7 && memcmp(&SAMPLE[offset], "Circlek", 7) == 0);
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, "62.08", &offset, &length) == QRIS_NOT_FOUND && offset == 0 && length == 0);
    CHECK(qris_find(SAMPLE, 30, "59", &offset, &length) == QRIS_NOT_FOUND);
    CHECK(qris_find(NULL, 0, "59", &offset, &length) == QRIS_NOT_FOUND);
    static const char *const wrong[] = {"", "5", "59.", "5x", "59.0", "62.50.00.01", "62-07", "６２", "59 "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, wrong[i], &offset, &length) == QRIS_INVALID_ARGUMENT);
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, NULL, &offset, &length) == QRIS_NULL_POINTER);
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, "59", NULL, &length) == QRIS_NULL_POINTER);
    CHECK(qris_find(SAMPLE, SAMPLE_LENGTH, "59", &offset, NULL) == QRIS_NULL_POINTER);
    CHECK(qris_find(NULL, 4, "59", &offset, &length) == QRIS_NULL_POINTER);
    CHECK(qris_find(SAMPLE, SIZE_MAX, "59", &offset, &length) == QRIS_INVALID_ARGUMENT);
}

void test_validation(void) {
    test_sample();
    test_wrong_checksum();
    test_arguments();
    test_short_buffers();
    test_many_issues();
    test_foreign_issues();
    test_every_code();
    test_find();
}
