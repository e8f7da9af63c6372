// QRIS and QR Code for C: check payment payloads, find and change their values, make symbols, draw them.
// SPDX-License-Identifier: Apache-2.0
//
// Fit for C99 and later and for C++. No function exits, prints, throws or keeps a pointer that it was given.
//
// Threads. There is no state but that of encoders and readers. Every function may be called from any number of threads at once;
// one encoder or reader serves one thread at a time.
//
// Texts come with their length in bytes and may hold any bytes, zero bytes too. They are never changed and need no
// closing zero byte. A length of 0 is an empty text, and its pointer may then be null.
//
// Results go to memory of the caller. A function that writes one takes `out`, its `capacity` in bytes, and `length`:
//   - out null: a sizing call. Writes to `length` how many bytes the result has, returns QRIS_OK.
//   - capacity too small: writes the same to `length`, nothing to `out`, returns QRIS_BUFFER_TOO_SMALL.
//   - otherwise writes the result and its length; a zero byte follows a text when `capacity` has room for one more.
// `length` is 0 after any other status; it may be null only when `out` is not.
//
// Structs of options begin with their size in bytes, so that later versions can add members: begin each with its INIT
// macro or its init function. Structs that the library fills have reserved members for the same purpose.
//
// Memory. Only qris_encoder_create and qris_reader_create return memory to be released. Other functions release what
// they allocate before they return; constant tables, made when they are first needed, and the memory of a few encoders
// that are gone, stay for the next ones. When the system has no memory left
// at all, the process may end.

#ifndef QRIS_H
#define QRIS_H

#include <stddef.h>
#include <stdint.h>

// Clang's words for "may be null" and "must not be null"; other compilers do not know them.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-extension"
#define QRIS_NULLABLE _Nullable
#define QRIS_NONNULL _Nonnull
#else
#define QRIS_NULLABLE
#define QRIS_NONNULL
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// The version of this header; `qris_version` tells that of the library. Within one major version, and within one minor
/// version while the major version is 0, programs need not be compiled anew.
#define QRIS_VERSION "0.1.0"

// MARK: Status

/// What became of a call: one of the numbers below; more may come.
typedef int32_t qris_status;

enum {
    /// It was done.
    QRIS_OK = 0,
    /// A pointer is null that must not be.
    QRIS_NULL_POINTER = 1,
    /// A number is outside its range, or a length is greater than half the address space.
    QRIS_INVALID_ARGUMENT = 2,
    /// `capacity` is less than the result needs.
    QRIS_BUFFER_TOO_SMALL = 3,
    /// There is no such data object.
    QRIS_NOT_FOUND = 4,
    /// This build of the library lacks it: PNG without libpng.
    QRIS_UNSUPPORTED = 5,
    /// There is not enough memory for the PNG file.
    QRIS_OUT_OF_MEMORY = 6,

    /// There is nothing to encode.
    QRIS_EMPTY_TEXT = 10,
    /// The data does not fit; `value` of the error is the bits needed, `limit` the bits available.
    QRIS_DATA_TOO_LONG = 11,
    /// A character cannot be encoded in the mode asked for; `offset` of the error is where it begins.
    QRIS_INVALID_CHARACTER = 12,

    /// The text is not a sequence of data objects; `offset` of the error is where it goes wrong.
    QRIS_NOT_A_PAYLOAD = 20,
    /// The CRC is missing or wrong: the text may be damaged.
    QRIS_WRONG_CRC = 21,
    /// A value would have `value` characters where `limit` are allowed; `path` of the error tells which.
    QRIS_VALUE_TOO_LONG = 22,
    /// A value has no characters; `path` of the error tells which.
    QRIS_EMPTY_VALUE = 23,
    /// A value, or a title, is not UTF-8.
    QRIS_NOT_UTF8 = 24,
    /// A value that should hold data objects holds something else; `path` of the error tells which.
    QRIS_NOT_TEMPLATE = 25,
    /// The result would break a rule: `issue` and `path` of the error are those of the first error in it.
    QRIS_INVALID_RESULT = 26,
    /// An amount is not digits with at most one full stop, a digit first, 18 digits at most.
    QRIS_INVALID_AMOUNT = 27,
    /// A percentage is not 00.01 to 99.99 in at most five characters.
    QRIS_INVALID_PERCENTAGE = 28,

    /// The quiet zone is negative; `value` of the error is the one given, `limit` the least allowed.
    QRIS_INVALID_QUIET_ZONE = 30,
    /// A module is less than one pixel wide; `value` and `limit` as before.
    QRIS_INVALID_MODULE_SIZE = 31,
    /// The picture would be `value` wide where `limit` is allowed: pixels, or modules for terminal forms.
    QRIS_PICTURE_TOO_LARGE = 32,
    /// libpng gave up.
    QRIS_PNG_FAILED = 33,
    /// A `qris_symbol` holds what no encoding makes.
    QRIS_INVALID_SYMBOL = 34,

    /// The modules are no symbol that can be read: too damaged, or malformed inside.
    QRIS_UNREADABLE = 40,
    /// The picture's file is malformed, ends too early, or is no picture that can be read.
    QRIS_INVALID_PICTURE = 41
};

/// Returns what a status means in one English sentence: static text, "unknown status" for other numbers.
const char *QRIS_NONNULL qris_status_message(qris_status status);

/// More about a failure. Filled by every call that takes one, also on success; members without meaning are 0.
typedef struct qris_error {
    /// What the call returned.
    qris_status status;
    /// QRIS_INVALID_RESULT: one of the QRIS_ISSUE_ numbers.
    int32_t issue;
    /// What is too much or too little; see the status.
    int64_t value;
    /// What is allowed; see the status.
    int64_t limit;
    /// Where the fault is, in bytes from the start of the text.
    size_t offset;
    /// The data object concerned, such as "62.07", closed by a zero byte; empty for the text as a whole.
    char path[12];
    int32_t reserved[5];
} qris_error;

/// Returns the version of the library, such as "0.1.0": static text.
const char *QRIS_NONNULL qris_version(void);

// MARK: Checksum

/// Returns the CRC-16/IBM-3740 ("CCITT-FALSE") of bytes, the checksum of payloads: 0x29B1 for "123456789".
/// 0xFFFF for no bytes, and when `bytes` is null or `length` is greater than half the address space.
/// Source: EMVCo QRCPS-MPM v1.0 4.7.3.
uint16_t qris_crc16(const void *QRIS_NULLABLE bytes, size_t length);

// MARK: Validation

/// The rules that a payload is checked against.
enum {
    /// Indonesia's QRIS: EMV plus the national rules, with warnings where live codes are known to differ.
    QRIS_PROFILE_QRIS = 0,
    /// EMVCo merchant-presented mode by the book, any country.
    QRIS_PROFILE_EMV = 1,
    /// Only what makes a payload unreadable or dangerous is an error.
    QRIS_PROFILE_LENIENT = 2
};

/// How grave an issue is.
enum {
    /// Breaks a rule but does not make the payload invalid.
    QRIS_SEVERITY_WARNING = 0,
    /// Makes the payload invalid.
    QRIS_SEVERITY_ERROR = 1
};

/// What an issue is about. Numbers keep their meaning for ever; more may come.
enum {
    /// The payload has no bytes.
    QRIS_ISSUE_EMPTY = 1,
    /// One to three digits are left where an ID and a length should stand.
    QRIS_ISSUE_TLV_TRUNCATED_HEADER = 2,
    /// An ID or a length is not two digits; the issue covers both, its message names the byte at fault.
    QRIS_ISSUE_TLV_BAD_HEADER = 3,
    /// A length is 00.
    QRIS_ISSUE_TLV_ZERO_LENGTH = 4,
    /// A length is greater than the number of characters left.
    QRIS_ISSUE_TLV_LENGTH_OVERRUN = 5,
    /// Bytes that cannot begin a data object follow the last one.
    QRIS_ISSUE_TLV_TRAILING_BYTES = 6,
    /// A value is not well-formed UTF-8.
    QRIS_ISSUE_TLV_INVALID_UTF8 = 7,
    /// A length counts bytes where characters must be counted; found when the next object is out of place.
    QRIS_ISSUE_TLV_LENGTH_IN_BYTES = 8,
    /// A length counts UTF-16 units where characters must be counted; found like a length in bytes.
    QRIS_ISSUE_TLV_LENGTH_IN_UTF16 = 9,
    /// The first data object is not 00.
    QRIS_ISSUE_ORDER_PFI_NOT_FIRST = 10,
    /// There is no 63, or something follows it.
    QRIS_ISSUE_CRC_MISSING_OR_NOT_LAST = 11,
    /// The CRC in 63 is not that of the bytes before it, or not four hexadecimal digits.
    QRIS_ISSUE_CRC_MISMATCH = 12,
    /// The CRC is right but written with small letters.
    QRIS_ISSUE_CRC_LOWERCASE = 13,
    /// An ID stands twice under the root or in one template.
    QRIS_ISSUE_TAG_DUPLICATE = 14,
    /// 00 is not "01".
    QRIS_ISSUE_PFI_VALUE = 15,
    /// 01 is neither "11" nor "12".
    QRIS_ISSUE_POI_VALUE = 16,
    /// 52 is missing.
    QRIS_ISSUE_REQUIRED_MCC = 17,
    /// 53 is missing.
    QRIS_ISSUE_REQUIRED_CURRENCY = 18,
    /// 58 is missing.
    QRIS_ISSUE_REQUIRED_COUNTRY = 19,
    /// 59 is missing.
    QRIS_ISSUE_REQUIRED_NAME = 20,
    /// 60 is missing.
    QRIS_ISSUE_REQUIRED_CITY = 21,
    /// None of 02 to 51 is present.
    QRIS_ISSUE_REQUIRED_ACCOUNT = 22,
    /// A value has characters or a length its data object does not allow.
    QRIS_ISSUE_FORMAT = 23,
    /// 58 is not two capital letters.
    QRIS_ISSUE_COUNTRY_FORMAT = 24,
    /// A value has more characters than its data object allows.
    QRIS_ISSUE_LENGTH_MAX = 25,
    /// A value that must be of the common character set has other characters.
    QRIS_ISSUE_CHARSET_NOT_ANS = 26,
    /// An amount is not digits with at most one full stop after the first digit.
    QRIS_ISSUE_AMOUNT_FORMAT = 27,
    /// An amount is zero.
    QRIS_ISSUE_AMOUNT_ZERO = 28,
    /// An amount has more decimals than its currency.
    QRIS_ISSUE_AMOUNT_EXPONENT = 29,
    /// An amount begins with a needless zero.
    QRIS_ISSUE_AMOUNT_LEADING_ZERO = 30,
    /// A static code carries an amount.
    QRIS_ISSUE_POI_STATIC_WITH_AMOUNT = 31,
    /// A dynamic code carries no amount.
    QRIS_ISSUE_POI_DYNAMIC_NO_AMOUNT = 32,
    /// 55 announces a fixed fee but 56 is missing.
    QRIS_ISSUE_TIP_56_MISSING = 33,
    /// 55 announces a percentage but 57 is missing.
    QRIS_ISSUE_TIP_57_MISSING = 34,
    /// 56 is present without 55 being "02".
    QRIS_ISSUE_TIP_56_ORPHAN = 35,
    /// 57 is present without 55 being "03".
    QRIS_ISSUE_TIP_57_ORPHAN = 36,
    /// 57 is not a percentage from 00.01 to 99.99.
    QRIS_ISSUE_PERCENT_RANGE = 37,
    /// 64 lacks its language or its merchant name.
    QRIS_ISSUE_LANG_MISSING = 38,
    /// 62.09 is not made of the letters A, M and E, each at most once.
    QRIS_ISSUE_ACLR_VALUE = 39,
    /// A template lacks its globally unique identifier 00.
    QRIS_ISSUE_TEMPLATE_GUID_MISSING = 40,
    /// An ID that is reserved for future use is present.
    QRIS_ISSUE_TAG_RFU = 41,
    /// A value under 62.50 to 62.99 is not a template.
    QRIS_ISSUE_62_5X_NOT_TEMPLATE = 42,
    /// A QRIS code that is no transfer lacks 51.
    QRIS_ISSUE_QRIS_TAG51_MISSING = 43,
    /// An Indonesian code lacks 61.
    QRIS_ISSUE_QRIS_POSTAL_MISSING = 44,
    /// An Indonesian postal code is not five digits.
    QRIS_ISSUE_QRIS_POSTAL_FORMAT = 45,
    /// The country is ID but the currency is not 360.
    QRIS_ISSUE_QRIS_CURRENCY = 46,
    /// The amount is over the limit for one transaction.
    QRIS_ISSUE_QRIS_AMOUNT_LIMIT = 47,
    /// Name, city or postal code contains a vertical bar.
    QRIS_ISSUE_QRIS_PIPE = 48,
    /// A merchant PAN is missing or not 18 or 19 digits that begin with 9360.
    QRIS_ISSUE_QRIS_MPAN_FORMAT = 49,
    /// The last digit of a 19-digit merchant PAN is not its check digit.
    QRIS_ISSUE_QRIS_MPAN19_LUHN = 50,
    /// The first eight digits of a merchant PAN are not a known acquirer.
    QRIS_ISSUE_QRIS_NNS_UNKNOWN = 51,
    /// 51.02 is missing or not "ID" and 13 digits.
    QRIS_ISSUE_QRIS_NMID_FORMAT = 52,
    /// The last digit of the NMID is not its check digit.
    QRIS_ISSUE_QRIS_NMID_LUHN = 53,
    /// The merchant criteria are none of the seven known.
    QRIS_ISSUE_QRIS_CRITERIA = 54,
    /// 51.00 is not ID.CO.QRIS.WWW.
    QRIS_ISSUE_QRIS_TAG51_GUID_LEGACY = 55,
    /// A transfer code is not dynamic.
    QRIS_ISSUE_TRANSFER_POI = 56,
    /// A transfer code's category is not 4829.
    QRIS_ISSUE_TRANSFER_MCC = 57,
    /// The account 40 lacks its PAN in 01 or its beneficiary ID in 02.
    QRIS_ISSUE_TRANSFER_ACCOUNT = 58,
    /// A code with the account 40 lacks its unique data: 62.99 is absent, no template, or without its 00 or 01.
    QRIS_ISSUE_TRANSFER_UNIQUE = 59,
    /// A transfer code's unique data, 62.99.01, has not 8 to 74 characters.
    QRIS_ISSUE_TRANSFER_UNIQUE_LENGTH = 60,
    /// The payload has more than 512 characters.
    QRIS_ISSUE_PAYLOAD_OVER_512 = 61,
    /// The ninth digit of a merchant PAN, the kind of account, is 4 to 9, which are reserved.
    QRIS_ISSUE_QRIS_ACCOUNT_TYPE = 62,
    /// The account at an acquirer lacks the merchant ID in 02.
    QRIS_ISSUE_QRIS_MID_MISSING = 63,
    /// A code with the account 40 lacks its purpose in 62.08, or the purpose is none of the seven known.
    QRIS_ISSUE_TRANSFER_PURPOSE = 64,
    /// More was found than a report lists; always the last issue, a warning.
    QRIS_ISSUE_REPORT_MORE_ISSUES = 65,
    /// A value has a control, bidi, zero-width or line separator character; an error where its format is ans or N.
    QRIS_ISSUE_CHARSET_INVISIBLE = 66,
    /// A merchant name or city, in 59, 60 or 64, is made of blanks only.
    QRIS_ISSUE_TEXT_BLANK = 67,
    /// A merchant name or city, in 59, 60 or 64, begins or ends with a blank.
    QRIS_ISSUE_TEXT_BLANK_ENDS = 68,
    /// 52 is 0000, which is no merchant category.
    QRIS_ISSUE_MCC_ZERO = 69,
    /// The fixed fee in 56 is greater than the amount in 54.
    QRIS_ISSUE_TIP_FEE_OVER_AMOUNT = 70,
    /// A static code carries the reference label of one transaction in 62.05.
    QRIS_ISSUE_POI_STATIC_WITH_REFERENCE = 71,
    /// The country in 58 is not ID, or the accounts are those of a foreign scheme.
    QRIS_ISSUE_QRIS_FOREIGN = 72,
    /// A PAN in 26.01 to 45.01 has other characters than digits.
    QRIS_ISSUE_QRIS_PAN_NOT_DIGITS = 73,
    /// The merchant criteria in 26.03 to 45.03 are not those in 51.03.
    QRIS_ISSUE_QRIS_CRITERIA_DIFFER = 74,
    /// The PAN in 40.01 has not 16 to 19 digits.
    QRIS_ISSUE_TRANSFER_PAN_LENGTH = 75
};

/// The most issues that `qris_validate` writes: 100, and one that tells how many more there are.
#define QRIS_MOST_ISSUES 101

/// One finding of validation.
typedef struct qris_issue {
    /// One of the QRIS_ISSUE_ numbers.
    int32_t code;
    /// QRIS_SEVERITY_WARNING or QRIS_SEVERITY_ERROR, under the profile that was asked for.
    int32_t severity;
    /// Where it begins, in bytes from the start of the text; 0 for a missing object, the end for a missing CRC.
    size_t offset;
    /// Bytes that it covers; 0 for something that is missing.
    size_t length;
    /// The data object concerned, such as "62.50", closed by a zero byte; empty for the payload as a whole.
    char path[12];
    /// For the functions below: which known mistake explains the issue, 0 for none.
    int32_t hint;
    /// For the functions below: numbers that complete their texts.
    size_t numbers[3];
    /// The QRIS_PROFILE_ number that was asked for.
    int32_t profile;
    int32_t reserved[3];
} qris_issue;

/// Checks a payload, finds everything that is wrong or doubtful in it.
///
/// text, text_length: the payload in UTF-8; any bytes at all are taken.
/// profile: a QRIS_PROFILE_ number.
/// issues, capacity: memory for `capacity` issues. Null: they are only counted.
/// count: receives how many issues the report has, however many fit, QRIS_MOST_ISSUES at most; must not be null.
/// Of more issues than that, the report has the first errors and, where they leave room, the first warnings; its last
/// issue is then QRIS_ISSUE_REPORT_MORE_ISSUES, whose message tells how many were left out.
/// Returns QRIS_OK, also when the payload is invalid: that is when an issue is of QRIS_SEVERITY_ERROR.
/// QRIS_BUFFER_TOO_SMALL when there are more than `capacity`; the first `capacity` are then written.
/// QRIS_NULL_POINTER or QRIS_INVALID_ARGUMENT otherwise, with a count of 0.
/// Allocates nothing for a payload without issues.
qris_status qris_validate(const char *QRIS_NULLABLE text, size_t text_length, int32_t profile,
                          qris_issue *QRIS_NULLABLE issues, size_t capacity, size_t *QRIS_NULLABLE count);

/// Returns 1 when a payload has no issue of QRIS_SEVERITY_ERROR, otherwise 0; arguments as for `qris_validate`. A valid
/// payload was not damaged; that says nothing about who made it.
int32_t qris_is_valid(const char *QRIS_NULLABLE text, size_t text_length, int32_t profile);

/// Returns the stable name of an issue's code, such as "crc.mismatch": static text; null for an unknown number.
const char *QRIS_NULLABLE qris_issue_code_name(int32_t code);

/// Writes what is wrong, where, and how to mend it, in one or two English sentences that never quote the payload.
///
/// issue: as `qris_validate` wrote it. QRIS_INVALID_ARGUMENT when it cannot come from there.
/// out, capacity, length: as told at the top; at most 511 bytes.
qris_status qris_issue_message(const qris_issue *QRIS_NULLABLE issue, char *QRIS_NULLABLE out, size_t capacity,
                               size_t *QRIS_NULLABLE length);

/// Writes what should have stood there, such as the right CRC; nothing when no single thing fits. Otherwise like
/// `qris_issue_message`.
qris_status qris_issue_expected(const qris_issue *QRIS_NULLABLE issue, char *QRIS_NULLABLE out, size_t capacity,
                                size_t *QRIS_NULLABLE length);

/// Writes the known mistake that explains the issue, in one sentence; nothing when there is none. Otherwise like
/// `qris_issue_message`.
qris_status qris_issue_hint(const qris_issue *QRIS_NULLABLE issue, char *QRIS_NULLABLE out, size_t capacity,
                            size_t *QRIS_NULLABLE length);

// MARK: Finding and changing

/// Finds the first data object at a path.
///
/// text, text_length: the payload; it need not be valid.
/// path: one to three IDs of two digits, joined by full stops and closed by a zero byte, such as "59" or "62.07".
/// offset, length: receive where the value lies, in bytes from the start of the text; 0 unless QRIS_OK.
/// Returns QRIS_OK; QRIS_NOT_FOUND, also when the text goes wrong before; QRIS_INVALID_ARGUMENT for what is no path.
/// Allocates nothing.
qris_status qris_find(const char *QRIS_NULLABLE text, size_t text_length, const char *QRIS_NULLABLE path,
                      size_t *QRIS_NULLABLE offset, size_t *QRIS_NULLABLE length);

/// What becomes of the tip or fee, data objects 55 to 57.
enum {
    /// It stays as it is.
    QRIS_TIP_KEEP = 0,
    /// The payer's application asks for a tip.
    QRIS_TIP_PROMPT = 1,
    /// The fee in `tip` is added.
    QRIS_TIP_FIXED = 2,
    /// The percentage in `tip` is added.
    QRIS_TIP_PERCENTAGE = 3
};

/// Choices for converting. Texts are given by pointer and length in bytes; null leaves the payload's own.
typedef struct qris_convert_options {
    /// Bytes of this struct.
    size_t size;
    /// A QRIS_PROFILE_ number: the rules that the result must keep.
    int32_t profile;
    /// 1 to take a payload whose CRC is missing or wrong, which may be damaged; otherwise 0.
    int32_t repairs_crc;
    /// A QRIS_TIP_ number; must be right but has no meaning for `qris_convert_to_static`.
    int32_t tip_kind;
    /// For `qris_convert_to_static`: 1 to keep what belongs to one sale; otherwise 0.
    int32_t keeps_sale_data;
    /// An amount such as "2500", or a percentage such as "2.50".
    const char *QRIS_NULLABLE tip;
    size_t tip_length;
    /// 62.05, at most 25 characters; must be right but has no meaning for `qris_convert_to_static`.
    const char *QRIS_NULLABLE reference_label;
    size_t reference_label_length;
    /// 62.07, at most 25 characters; must be right but has no meaning for `qris_convert_to_static`.
    const char *QRIS_NULLABLE terminal_label;
    size_t terminal_label_length;
} qris_convert_options;

/// The QRIS profile, no repair, everything kept.
#define QRIS_CONVERT_OPTIONS_INIT \
    { sizeof(qris_convert_options), QRIS_PROFILE_QRIS, 0, QRIS_TIP_KEEP, 0, NULL, 0, NULL, 0, NULL, 0 }

/// Sets options to QRIS_CONVERT_OPTIONS_INIT; `size` is the caller's sizeof. Does nothing with null or another size.
void qris_convert_options_init(qris_convert_options *QRIS_NULLABLE options, size_t size);

/// Makes the code for one transaction: 01 is 12, the amount stands in 54, the CRC is new.
///
/// Unknown data objects and the order stay. The payer's bank may refuse a converted code, because the acquirer has not
/// issued it.
/// text, text_length: the payload.
/// amount, amount_length: digits with at most one full stop, greater than zero, such as "15000".
/// options: null for QRIS_CONVERT_OPTIONS_INIT.
/// out, capacity, length: as told at the top.
/// error: receives more about a failure; may be null.
/// Returns QRIS_OK, a status of the first or third group, or QRIS_BUFFER_TOO_SMALL.
/// Source: EMVCo QRCPS-MPM v1.0 4.7.2, 4.7.4.1, table 3.6 (55 to 57).
qris_status qris_convert_to_dynamic(const char *QRIS_NULLABLE text, size_t text_length,
                                    const char *QRIS_NULLABLE amount, size_t amount_length,
                                    const qris_convert_options *QRIS_NULLABLE options, char *QRIS_NULLABLE out,
                                    size_t capacity, size_t *QRIS_NULLABLE length, qris_error *QRIS_NULLABLE error);

/// Makes the code for any number of transactions: 01 is 11, 54 to 57 are gone, the CRC is new.
///
/// Unless `keeps_sale_data` is 1, what belongs to one sale goes too: the bill number in 62.01, the reference label in
/// 62.05, and what tells when the code expires, such as a bare value in 62.50. `qris_find` on both texts tells what went.
/// Otherwise like `qris_convert_to_dynamic`.
qris_status qris_convert_to_static(const char *QRIS_NULLABLE text, size_t text_length,
                                   const qris_convert_options *QRIS_NULLABLE options, char *QRIS_NULLABLE out,
                                   size_t capacity, size_t *QRIS_NULLABLE length, qris_error *QRIS_NULLABLE error);

// MARK: Encoding

/// Error correction levels, weakest first.
enum {
    /// About 7 % of the codewords can be restored.
    QRIS_LEVEL_L = 0,
    /// About 15 %.
    QRIS_LEVEL_M = 1,
    /// About 25 %.
    QRIS_LEVEL_Q = 2,
    /// About 30 %.
    QRIS_LEVEL_H = 3
};

/// How characters are cut into segments.
enum {
    /// One byte segment; payment payloads allow nothing else (EMVCo QRCPS-MPM 4.12.1).
    QRIS_MODE_BYTE = 0,
    /// The split into numeric, alphanumeric and byte segments that takes the fewest bits.
    QRIS_MODE_MIXED = 1,
    /// One numeric segment.
    QRIS_MODE_NUMERIC = 2,
    /// One alphanumeric segment.
    QRIS_MODE_ALPHANUMERIC = 3,
    /// One kanji segment; the bytes are Shift JIS.
    QRIS_MODE_KANJI = 4
};

/// What the bytes to encode are.
enum {
    /// Text in UTF-8; when it is not ASCII an ECI header says so (assignment 26).
    QRIS_CONTENT_TEXT = 0,
    /// Bytes that are encoded as they are.
    QRIS_CONTENT_BYTES = 1
};

/// How `qris_encode` writes modules. Rows run from the top, columns from the left, without quiet zone.
enum {
    /// One byte a module, 1 dark and 0 light: side x side bytes.
    QRIS_LAYOUT_BYTES = 0,
    /// One bit a module, 1 dark, the highest bit leftmost, rows padded with 0 to whole bytes: side x ((side + 7) / 8)
    /// bytes. So portable bitmaps and receipt printers take them.
    QRIS_LAYOUT_BITS = 1
};

enum {
    /// The smallest version that fits.
    QRIS_VERSION_AUTO = 0,
    /// The mask pattern of least penalty, the lowest number among equals.
    QRIS_MASK_AUTO = -1
};

/// Choices for encoding.
typedef struct qris_encode_options {
    /// Bytes of this struct.
    size_t size;
    /// A QRIS_LEVEL_ number: the weakest level wanted.
    int32_t minimum_level;
    /// 1 to raise the level as far as the version allows, 0 to keep it.
    int32_t raises_level;
    /// 1...40, or QRIS_VERSION_AUTO.
    int32_t version;
    /// 0...7, or QRIS_MASK_AUTO.
    int32_t mask;
    /// A QRIS_MODE_ number.
    int32_t mode;
    /// A QRIS_CONTENT_ number.
    int32_t content;
    /// A QRIS_LAYOUT_ number: how modules are written.
    int32_t layout;
    /// 1 to compute all penalties even when `mask` is given, otherwise 0.
    int32_t reports_penalties;
} qris_encode_options;

/// The defaults, those of payment codes: level M or better, smallest version, best mask, byte mode.
#define QRIS_ENCODE_OPTIONS_INIT                                                                    \
    { sizeof(qris_encode_options), QRIS_LEVEL_M, 1, QRIS_VERSION_AUTO, QRIS_MASK_AUTO,              \
      QRIS_MODE_BYTE, QRIS_CONTENT_TEXT, QRIS_LAYOUT_BYTES, 0 }

/// Sets options to QRIS_ENCODE_OPTIONS_INIT; `size` is the caller's sizeof. Does nothing with null or another size.
void qris_encode_options_init(qris_encode_options *QRIS_NULLABLE options, size_t size);

enum {
    /// Modules of a side of the largest symbol, version 40.
    QRIS_MAXIMUM_SIDE = 177,
    /// Bytes of modules of the largest symbol in QRIS_LAYOUT_BYTES.
    QRIS_MAXIMUM_MODULES = 31329
};

/// A QR Code symbol: a plain value, to be copied and kept as one likes.
typedef struct qris_symbol {
    /// 1...40.
    int32_t version;
    /// A QRIS_LEVEL_ number: the level in the symbol, which may be above the one asked for.
    int32_t level;
    /// The mask pattern in the symbol, 0...7.
    int32_t mask;
    /// Modules a side: 17 + 4 x version.
    int32_t side;
    /// 64-bit words per row: 1, 2 or 3.
    int32_t words_per_row;
    /// 1 when `penalties` were computed, otherwise 0.
    int32_t has_penalties;
    /// Penalties of the mask patterns 0...7 (ISO/IEC 18004:2015 7.8.3); 0 when not computed.
    int32_t penalties[8];
    int32_t reserved[2];
    /// Rows from the top, `words_per_row` words each. Column c is bit c % 64, counted from the lowest, of word c / 64;
    /// 1 is dark. Bits past the side are 0; words past the last row are left as they were.
    uint64_t words[531];
} qris_symbol;

/// An encoder: the memory and the tables that encoding needs. Some 290 kB at first and 40 to 250 kB more for each
/// version it has met, 5 MB for all forty. Reuse one per thread.
typedef struct qris_encoder qris_encoder;

/// Returns a new encoder, to be released with `qris_encoder_destroy`.
qris_encoder *QRIS_NULLABLE qris_encoder_create(void);

/// Releases an encoder; null is ignored. The encoder must not be used again.
void qris_encoder_destroy(qris_encoder *QRIS_NULLABLE encoder);

/// Makes a symbol.
///
/// encoder: from `qris_encoder_create`; serves one thread at a time.
/// text, text_length: what to encode, at most 7089 bytes.
/// options: null for QRIS_ENCODE_OPTIONS_INIT.
/// modules, capacity: memory for the modules in the layout asked for; null when they are not wanted.
/// symbol: receives the symbol; may be null. With it the size of the modules is known: encode, then allocate.
/// error: receives more about a failure; may be null.
/// Returns QRIS_OK; QRIS_BUFFER_TOO_SMALL, with the symbol all the same, no modules, and the bytes needed in `value` of
/// the error; a status of the second group; QRIS_NULL_POINTER or QRIS_INVALID_ARGUMENT. The symbol is left as it was
/// unless the status is one of the first two.
/// Allocates nothing once the encoder has met the version and level.
qris_status qris_encode(qris_encoder *QRIS_NULLABLE encoder, const char *QRIS_NULLABLE text, size_t text_length,
                        const qris_encode_options *QRIS_NULLABLE options, uint8_t *QRIS_NULLABLE modules,
                        size_t capacity, qris_symbol *QRIS_NULLABLE symbol, qris_error *QRIS_NULLABLE error);

// MARK: Drawing

/// Choices for drawing.
typedef struct qris_render_options {
    /// Bytes of this struct.
    size_t size;
    /// Light modules around the symbol, 0 or more; 4 is the least that readers may rely on.
    int32_t quiet_zone;
    /// Pixels per side of a module, 1 or more; the terminal forms do not look at it.
    int32_t module_pixels;
    /// The colour of dark modules, 0xRRGGBBAA: red, green, blue, opacity.
    uint32_t dark;
    /// The colour of light modules and of the quiet zone, 0xRRGGBBAA.
    uint32_t light;
    /// 1 when the UTF-8 and ASCII forms put ink on light modules, as a light-on-dark terminal needs; otherwise 0.
    int32_t is_inverted;
    /// 0; anything else is refused.
    int32_t reserved;
    /// A title for SVG in UTF-8, by pointer and length in bytes; null for none. It is escaped.
    const char *QRIS_NULLABLE title;
    size_t title_length;
} qris_render_options;

/// Four modules of quiet zone, 8 pixels per module, black on white.
#define QRIS_RENDER_OPTIONS_INIT \
    { sizeof(qris_render_options), 4, 8, 0x000000FFu, 0xFFFFFFFFu, 0, 0, NULL, 0 }

/// Sets options to QRIS_RENDER_OPTIONS_INIT; `size` is the caller's sizeof. Does nothing with null or another size.
void qris_render_options_init(qris_render_options *QRIS_NULLABLE options, size_t size);

/// Draws a symbol as an SVG document in UTF-8, fit to be a file or to stand inside HTML.
///
/// symbol: as `qris_encode` wrote it.
/// options: null for QRIS_RENDER_OPTIONS_INIT. No side may be longer than 16384 pixels.
/// out, capacity, length: as told at the top.
/// error: receives more about a failure; may be null.
/// Returns QRIS_OK, QRIS_NOT_UTF8 for a title, a status of the first or last group, or QRIS_BUFFER_TOO_SMALL. A sizing
/// call draws as well, so a buffer that is large enough at once saves half the time.
qris_status qris_render_svg(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                            char *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                            qris_error *QRIS_NULLABLE error);

/// Draws a symbol for a terminal with half blocks and escape sequences for both colours, so that it scans on dark and
/// light themes: UTF-8, two rows of modules per line, at most 4096 modules wide. Otherwise like `qris_render_svg`.
qris_status qris_render_ansi(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                             char *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                             qris_error *QRIS_NULLABLE error);

/// Draws a symbol with half blocks and no escape sequence. Otherwise like `qris_render_ansi`.
qris_status qris_render_utf8(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                             char *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                             qris_error *QRIS_NULLABLE error);

/// Draws a symbol in ASCII, two characters per module. Otherwise like `qris_render_ansi`.
qris_status qris_render_ascii(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                              char *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                              qris_error *QRIS_NULLABLE error);

/// Draws a symbol as a raw portable bitmap (P4), black on white. Otherwise like `qris_render_svg`.
qris_status qris_render_pbm(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                            uint8_t *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                            qris_error *QRIS_NULLABLE error);

/// Draws a symbol as a PNG file with one bit a pixel. Otherwise like `qris_render_svg`.
/// QRIS_UNSUPPORTED when the library was built without libpng; of the arguments only `length` is looked at then.
qris_status qris_render_png(const qris_symbol *QRIS_NULLABLE symbol, const qris_render_options *QRIS_NULLABLE options,
                            uint8_t *QRIS_NULLABLE out, size_t capacity, size_t *QRIS_NULLABLE length,
                            qris_error *QRIS_NULLABLE error);

// MARK: Reading

enum {
    /// Only a symbol that stands alone, upright and undistorted: what a program drew.
    QRIS_EFFORT_RENDER = 0,
    /// Also photographs and screenshots of ordinary quality.
    QRIS_EFFORT_STANDARD = 1,
    /// Everything the reader can do.
    QRIS_EFFORT_THOROUGH = 2
};

enum {
    /// Dark modules on a light ground, as the standard draws them.
    QRIS_POLARITY_DARK_ON_LIGHT = 0,
    /// Light modules on a dark ground.
    QRIS_POLARITY_LIGHT_ON_DARK = 1,
    /// Either.
    QRIS_POLARITY_BOTH = 2
};

/// Choices for reading pictures.
typedef struct qris_read_options {
    /// Bytes of this struct.
    size_t size;
    /// One of the QRIS_EFFORT_ numbers.
    int32_t effort;
    /// One of the QRIS_POLARITY_ numbers.
    int32_t polarity;
    /// The most symbols to read, 1 or more.
    int32_t most_symbols;
    /// 0; anything else is refused.
    int32_t reserved;
    /// The most pixels of a picture; a larger one is refused before memory is taken.
    size_t most_pixels;
} qris_read_options;

/// The defaults: every effort, either polarity, up to 256 symbols, up to 40,000,000 pixels.
#define QRIS_READ_OPTIONS_INIT \
    { sizeof(qris_read_options), QRIS_EFFORT_THOROUGH, QRIS_POLARITY_BOTH, 256, 0, 40000000 }

/// Sets options to QRIS_READ_OPTIONS_INIT; `size` is the caller's sizeof. Does nothing with null or another size.
void qris_read_options_init(qris_read_options *QRIS_NULLABLE options, size_t size);

/// A symbol that was read.
typedef struct qris_reading {
    /// Bytes of this struct, set by the caller.
    size_t size;
    /// 1...40.
    int32_t version;
    /// One of the QRIS_LEVEL_ numbers.
    int32_t level;
    /// 0...7.
    int32_t mask;
    /// 1 when the symbol was mirrored, otherwise 0.
    int32_t is_mirrored;
    /// 1 when its light modules were the darker ones, otherwise 0.
    int32_t is_inverted;
    /// Wrong codewords that were corrected.
    int32_t corrected_codewords;
    /// The share of the error correction that was not needed, in thousandths, in the worst block.
    int32_t unused_error_correction;
    /// Where the corners lie in the picture, in pixels: x and y of upper left, upper right, lower right and lower left as
    /// seen upright; all 0 for modules.
    float corners[8];
    int32_t reserved;
    /// Bytes of the text.
    size_t text_length;
} qris_reading;

/// A reader: the memory that reading needs, which grows with the pictures. Reuse one per thread.
typedef struct qris_reader qris_reader;

/// Returns a new reader, to be released with `qris_reader_destroy`.
qris_reader *QRIS_NULLABLE qris_reader_create(void);

/// Releases a reader; null is ignored. The reader must not be used again.
void qris_reader_destroy(qris_reader *QRIS_NULLABLE reader);

/// Reads the symbols of a grey picture.
///
/// reader: from `qris_reader_create`; serves one thread at a time. Results live until it reads again.
/// pixels: `height` rows of `width` bytes, 0 black, `stride` bytes from the start of a row to that of the next.
/// options: null for QRIS_READ_OPTIONS_INIT.
/// count: receives how many symbols were read, 0 for a picture without any; must not be null.
/// Returns QRIS_OK; QRIS_PICTURE_TOO_LARGE; QRIS_NULL_POINTER or QRIS_INVALID_ARGUMENT, with a count of 0.
qris_status qris_read_grey(qris_reader *QRIS_NULLABLE reader, const uint8_t *QRIS_NULLABLE pixels, int32_t width,
                           int32_t height, size_t stride, const qris_read_options *QRIS_NULLABLE options,
                           size_t *QRIS_NULLABLE count);

/// Reads a module matrix, as it is or mirrored: side x side bytes, 0 light, row by row, without quiet zone. Otherwise like
/// `qris_read_grey`. QRIS_INVALID_ARGUMENT when no symbol has that side; QRIS_UNREADABLE when it cannot be decoded.
qris_status qris_read_modules(qris_reader *QRIS_NULLABLE reader, const uint8_t *QRIS_NULLABLE modules, int32_t side,
                              size_t *QRIS_NULLABLE count);

/// Reads the symbols of a PNG file. Otherwise like `qris_read_grey`. QRIS_INVALID_PICTURE for a file that is no PNG or is
/// damaged; QRIS_UNSUPPORTED when the library was built without libpng.
qris_status qris_read_png(qris_reader *QRIS_NULLABLE reader, const void *QRIS_NULLABLE png, size_t length,
                          const qris_read_options *QRIS_NULLABLE options, size_t *QRIS_NULLABLE count);

/// Tells of one of the symbols that were read last. `out->size` must be set to its sizeof. QRIS_NOT_FOUND for an index
/// that is not below the count.
qris_status qris_reading_get(const qris_reader *QRIS_NULLABLE reader, size_t index, qris_reading *QRIS_NULLABLE out);

/// Writes the bytes that a symbol holds, as they are: UTF-8 in payment codes.
///
/// out, capacity, length: as told at the top. QRIS_NOT_FOUND for an index that is not below the count.
qris_status qris_reading_text(const qris_reader *QRIS_NULLABLE reader, size_t index, void *QRIS_NULLABLE out,
                              size_t capacity, size_t *QRIS_NULLABLE length);

#ifdef __cplusplus
}
#endif

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

#endif
