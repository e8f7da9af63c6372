// HTTP exchanges on Linux: each one ends for good at its deadline, whatever the server does.
// SPDX-License-Identifier: Apache-2.0

#ifndef CHTTP_H
#define CHTTP_H

#include <stddef.h>
#include <stdint.h>

/// How an exchange ended.
typedef enum {
    /// The whole reply is there.
    chttp_complete,
    /// No connection: nothing was sent.
    chttp_cannot_connect,
    /// The server did not show a certificate that this machine trusts: nothing was sent.
    chttp_untrusted,
    /// This machine has no room for the exchange: nothing was sent.
    chttp_no_resources,
    /// Something was sent, and the whole reply did not come in time.
    chttp_timed_out,
    /// Something was sent, and the connection broke.
    chttp_connection_lost,
    /// The reply has more bytes than are taken.
    chttp_too_large,
    /// The reply is not HTTP.
    chttp_malformed,
    /// `chttp_cancel` ended it.
    chttp_cancelled
} chttp_outcome;

/// What to send. All of it is copied.
typedef struct {
    /// The method, such as "GET".
    const char *method;
    /// The address, `http` or `https`.
    const char *url;
    /// Header fields "Name: value", each ended by a zero byte, one behind the other.
    const char *fields;
    size_t field_count;
    const uint8_t *body;
    size_t body_length;
    /// Most bytes of a body that are taken.
    size_t body_limit;
    /// Milliseconds until the whole reply must be there, counted from now.
    int64_t timeout;
} chttp_request;

/// How it went. The bytes are valid during the call that brings them.
typedef struct {
    chttp_outcome outcome;
    /// The status code, 200...599, when it is complete.
    long status;
    /// The header fields as they came, in lines.
    const uint8_t *head;
    size_t head_length;
    const uint8_t *body;
    size_t body_length;
} chttp_reply;

/// Is told how an exchange went, on the thread of all exchanges, so it must not wait for anything.
typedef void (*chttp_handler)(void *context, const chttp_reply *reply);

/// Loads libcurl. Returns NULL, or what is missing and how to mend it.
const char *chttp_prepare(void);

/// Begins an exchange; `chttp_prepare` has succeeded before.
///
/// Returns the exchange's number, and the handler is called exactly once; or 0, when this machine has no room, and the
/// handler is never called.
uint64_t chttp_start(const chttp_request *request, chttp_handler handler, void *context);

/// Ends an exchange soon, if it has not ended yet.
void chttp_cancel(uint64_t number);

#endif
