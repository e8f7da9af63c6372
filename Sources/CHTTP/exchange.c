// One exchange as libcurl sees it: its options, its callbacks, and what its results mean.
// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__

#include "exchange.h"

#include <stdlib.h>
#include <string.h>

/// Most bytes of header fields that are taken, with those of interim replies and behind the body.
static const size_t head_limit = 64 << 10;
/// Milliseconds that connecting may take, TLS included.
static const long connect_timeout = 10000;

// MARK: - Making

/// Copies bytes to a place and moves the place on.
static const void *copied(uint8_t **place, const void *bytes, size_t length) {
    void *copy = *place;
    if (length > 0) memcpy(copy, bytes, length);
    *place += length;
    return copy;
}

static size_t fields_length(const chttp_request *request) {
    const char *end = request->fields;
    for (size_t i = 0; i < request->field_count; i++) end += strlen(end) + 1;
    return (size_t)(end - request->fields);
}

chttp_exchange *chttp_exchange_make(const chttp_request *request) {
    size_t method_length = strlen(request->method) + 1;
    size_t url_length = strlen(request->url) + 1;
    size_t head_length = method_length + url_length + fields_length(request);
    if (request->body_length > SIZE_MAX / 2) return NULL;
    chttp_exchange *exchange = calloc(1, sizeof *exchange + head_length + request->body_length);
    if (exchange == NULL) return NULL;
    exchange->request = *request;
    uint8_t *place = (uint8_t *)(exchange + 1);
    exchange->request.method = copied(&place, request->method, method_length);
    exchange->request.url = copied(&place, request->url, url_length);
    exchange->request.fields = copied(&place, request->fields, head_length - method_length - url_length);
    exchange->request.body = copied(&place, request->body, request->body_length);
    exchange->failure = chttp_complete;
    return exchange;
}

void chttp_exchange_free(chttp_exchange *exchange) {
    if (exchange->easy != NULL) libcurl.easy_cleanup(exchange->easy);
    if (exchange->fields != NULL) libcurl.slist_free_all(exchange->fields);
    free(exchange->head.bytes);
    free(exchange->body.bytes);
    free(exchange);
}

// MARK: - Receiving

static bool append(chttp_buffer *buffer, const void *bytes, size_t count) {
    if (count > buffer->capacity - buffer->length) {
        size_t capacity = buffer->length + count;
        if (capacity < 2 * buffer->capacity) capacity = 2 * buffer->capacity;
        uint8_t *larger = realloc(buffer->bytes, capacity);
        if (larger == NULL) return false;
        buffer->bytes = larger;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->length, bytes, count);
    buffer->length += count;
    return true;
}

/// Ends the exchange from within a callback.
static size_t stop(chttp_exchange *exchange, chttp_outcome failure) {
    exchange->failure = failure;
    return 0;
}

/// The status of a status line "HTTP/1.1 200 …"; 0 when it is none.
static int status_in(const char *line, size_t length) {
    const char *blank = length >= 12 && memcmp(line, "HTTP/", 5) == 0 ? memchr(line, ' ', length - 3) : NULL;
    if (blank == NULL) return 0;
    int status = 0;
    for (int i = 1; i <= 3; i++) {
        if (blank[i] < '0' || blank[i] > '9') return 0;
        status = 10 * status + (blank[i] - '0');
    }
    return status;
}

/// Takes a line of the head: status lines, fields, empty lines; also those of interim replies and behind the body.
static size_t receive_head(char *line, size_t size, size_t count, void *context) {
    chttp_exchange *exchange = context;
    size_t length = size * count;
    exchange->head_total += length;
    if (exchange->head_total > head_limit) return stop(exchange, chttp_too_large);
    // Behind the last head there are only the fields that may follow a body, of which nothing is wanted.
    if (exchange->is_head_complete && exchange->status >= 200) return length;
    int status = status_in(line, length);
    if (status > 0) {
        exchange->status = status;
        exchange->is_head_complete = false;
        exchange->head.length = 0;
    } else if (line[0] == '\r' || line[0] == '\n') {
        exchange->is_head_complete = true;
    } else if (!append(&exchange->head, line, length)) {
        return stop(exchange, chttp_too_large);
    }
    return length;
}

static size_t receive_body(char *bytes, size_t size, size_t count, void *context) {
    chttp_exchange *exchange = context;
    size_t length = size * count;
    bool fits = length <= exchange->request.body_limit - exchange->body.length;
    return fits && append(&exchange->body, bytes, length) ? length : stop(exchange, chttp_too_large);
}

// MARK: - Sending

/// Is called once a connection stands and before the request is sent.
static int note_connection(void *context, char *remote, char *local, int remote_port, int local_port) {
    (void)remote, (void)local, (void)remote_port, (void)local_port;
    ((chttp_exchange *)context)->may_have_arrived = true;
    return CURL_PREREQFUNC_OK;
}

/// Opens a socket that programs started from this one do not inherit.
static int open_socket(void *context, int purpose, struct curl_sockaddr *address) {
    (void)context, (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// Adds a field and returns whether there was memory for it.
static bool add_field(chttp_exchange *exchange, const char *field) {
    struct curl_slist *longer = libcurl.slist_append(exchange->fields, field);
    if (longer == NULL) return false;
    exchange->fields = longer;
    return true;
}

static bool has_field(const chttp_request *request, const char *start) {
    const char *field = request->fields;
    for (size_t i = 0; i < request->field_count; i++, field += strlen(field) + 1) {
        if (strncasecmp(field, start, strlen(start)) == 0) return true;
    }
    return false;
}

/// Sets the header fields: the request's, and none that libcurl would add by itself.
static bool set_fields(chttp_exchange *exchange) {
    const char *field = exchange->request.fields;
    for (size_t i = 0; i < exchange->request.field_count; i++, field += strlen(field) + 1) {
        if (!add_field(exchange, field)) return false;
    }
    static const char *const unwanted[] = {"Accept:", "Content-Type:", "Expect:"};
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
        if (!has_field(&exchange->request, unwanted[i]) && !add_field(exchange, unwanted[i])) return false;
    }
    return libcurl.easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->fields) == CURLE_OK;
}

/// Sets method and body.
static bool set_message(chttp_exchange *exchange) {
    CURL *easy = exchange->easy;
    const char *method = exchange->request.method;
    bool is_get = strcmp(method, "GET") == 0, is_head = strcmp(method, "HEAD") == 0;
    int result = CURLE_OK;
    if (is_head) {
        result |= libcurl.easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (exchange->request.body_length > 0 || strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0) {
        result |= libcurl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (int64_t)exchange->request.body_length);
        result |= libcurl.easy_setopt(easy, CURLOPT_POSTFIELDS, exchange->request.body);
    } else {
        result |= libcurl.easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
    if (!is_head) result |= libcurl.easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    // On a connection that the server has just closed libcurl sends a request again. That is right for these two only
    // (RFC 9110, 9.2.2); all others get a new connection.
    if (!is_get && !is_head) result |= libcurl.easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    return result == CURLE_OK;
}

/// Sets what is the same for all exchanges.
static bool set_rules(chttp_exchange *exchange) {
    CURL *easy = exchange->easy;
    int result = CURLE_OK;
    result |= libcurl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    result |= libcurl.easy_setopt(easy, CURLOPT_PROTOCOLS, (long)CURLPROTO_HTTP_AND_HTTPS);
    result |= libcurl.easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    result |= libcurl.easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    result |= libcurl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    result |= libcurl.easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    result |= libcurl.easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    result |= libcurl.easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    result |= libcurl.easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    result |= libcurl.easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    result |= libcurl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout);
    // Plain `http` stays on this machine, so no proxy has to do with it.
    if (strncmp(exchange->request.url, "http:", 5) == 0) {
        result |= libcurl.easy_setopt(easy, CURLOPT_NOPROXY, "*");
    }
    // Since 7.87: a name server that does not answer must not hold up the thread of all exchanges at the end of one.
    libcurl.easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    return result == CURLE_OK;
}

static bool set_callbacks(chttp_exchange *exchange) {
    CURL *easy = exchange->easy;
    int result = CURLE_OK;
    result |= libcurl.easy_setopt(easy, CURLOPT_PRIVATE, exchange);
    result |= libcurl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_head);
    result |= libcurl.easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
    result |= libcurl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive_body);
    result |= libcurl.easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    result |= libcurl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    result |= libcurl.easy_setopt(easy, CURLOPT_PREREQDATA, exchange);
    // Since 7.80; before that anything may have arrived.
    if (libcurl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, note_connection) != CURLE_OK) {
        exchange->may_have_arrived = true;
    }
    return result == CURLE_OK;
}

bool chttp_exchange_open(chttp_exchange *exchange) {
    exchange->easy = libcurl.easy_init();
    return exchange->easy != NULL && set_rules(exchange) && set_callbacks(exchange) && set_message(exchange) &&
           set_fields(exchange) &&
           libcurl.easy_setopt(exchange->easy, CURLOPT_URL, exchange->request.url) == CURLE_OK;
}

// MARK: - Ending

chttp_outcome chttp_exchange_outcome(const chttp_exchange *exchange, int result) {
    if (exchange->failure != chttp_complete) return exchange->failure;
    bool may_have_arrived = exchange->may_have_arrived;
    switch (result) {
    case CURLE_OK:
        return exchange->status >= 200 && exchange->status <= 599 ? chttp_complete : chttp_malformed;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
        return chttp_cannot_connect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return chttp_untrusted;
    case CURLE_OUT_OF_MEMORY:
        // libcurl says this of a header line that is too long, too.
        return may_have_arrived ? chttp_too_large : chttp_no_resources;
    case CURLE_TOO_LARGE:
        return chttp_too_large;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return chttp_malformed;
    case CURLE_OPERATION_TIMEDOUT:
        return may_have_arrived ? chttp_timed_out : chttp_cannot_connect;
    default:
        return may_have_arrived ? chttp_connection_lost : chttp_cannot_connect;
    }
}

void chttp_exchange_tell(const chttp_exchange *exchange, chttp_outcome outcome) {
    chttp_reply reply = {.outcome = outcome};
    if (outcome == chttp_complete) {
        reply.status = exchange->status;
        reply.head = exchange->head.bytes;
        reply.head_length = exchange->head.length;
        reply.body = exchange->body.bytes;
        reply.body_length = exchange->body.length;
    }
    exchange->handler(exchange->context, &reply);
}

#endif
