// One exchange: a request and what has come of its reply.
// SPDX-License-Identifier: Apache-2.0

#ifndef CHTTP_EXCHANGE_H
#define CHTTP_EXCHANGE_H

#include <stdbool.h>

#include "chttp.h"
#include "libcurl.h"

/// Bytes that grow.
typedef struct {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
} chttp_buffer;

typedef struct chttp_exchange {
    struct chttp_exchange *next;
    uint64_t number;
    chttp_handler handler;
    void *context;

    /// The request, with everything that `chttp_request` points to behind it in the same block of memory.
    chttp_request request;
    /// Milliseconds of the monotonic clock.
    int64_t deadline;

    /// NULL until it is libcurl's turn.
    CURL *easy;
    struct curl_slist *fields;

    chttp_buffer head;
    chttp_buffer body;
    /// Bytes of header fields so far, also of interim replies and behind the body.
    size_t head_total;
    /// The status of the header fields that come or came last.
    int status;
    bool is_head_complete;

    /// Whether a connection stands, so that the request may have been sent.
    bool may_have_arrived;
    /// Set by another thread.
    bool is_cancelled;
    /// What a callback found wrong; `chttp_complete` when nothing.
    chttp_outcome failure;
} chttp_exchange;

/// Copies a request; NULL when there is no memory.
chttp_exchange *chttp_exchange_make(const chttp_request *request);

/// Gives the exchange a handle of libcurl; false when there is no memory.
bool chttp_exchange_open(chttp_exchange *exchange);

/// What libcurl's result means.
chttp_outcome chttp_exchange_outcome(const chttp_exchange *exchange, int result);

/// Tells the handler.
void chttp_exchange_tell(const chttp_exchange *exchange, chttp_outcome outcome);

/// Frees everything.
void chttp_exchange_free(chttp_exchange *exchange);

#endif
