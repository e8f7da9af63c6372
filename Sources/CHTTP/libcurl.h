// Those parts of libcurl that are used: names, numbers and types of its stable interface (libcurl.so.4).
// SPDX-License-Identifier: Apache-2.0

#ifndef CHTTP_LIBCURL_H
#define CHTTP_LIBCURL_H

#include <stddef.h>
#include <sys/socket.h>

typedef void CURL;
typedef void CURLM;

/// Options of an exchange; the test `DeadServerTests` compares the numbers with libcurl's own list.
#define CHTTP_OPTIONS(X)                                                                                               \
    X(WRITEDATA, 10001) X(URL, 10002) X(POSTFIELDS, 10015) X(HTTPHEADER, 10023) X(HEADERDATA, 10029) X(SSLVERSION, 32)  \
    X(CUSTOMREQUEST, 10036) X(NOBODY, 44) X(FOLLOWLOCATION, 52) X(SSL_VERIFYPEER, 64) X(FRESH_CONNECT, 74)              \
    X(HTTPGET, 80) X(SSL_VERIFYHOST, 81) X(HTTP_VERSION, 84) X(NOSIGNAL, 99) X(PRIVATE, 10103)                          \
    X(CONNECTTIMEOUT_MS, 156) X(OPENSOCKETFUNCTION, 20163) X(NOPROXY, 10177) X(PROTOCOLS, 181) X(WRITEFUNCTION, 20011)  \
    X(HEADERFUNCTION, 20079) X(POSTFIELDSIZE_LARGE, 30120) X(PATH_AS_IS, 234) X(SUPPRESS_CONNECT_HEADERS, 265)          \
    X(HTTP09_ALLOWED, 285) X(PREREQFUNCTION, 20312) X(PREREQDATA, 10313) X(QUICK_EXIT, 322)

#define CHTTP_OPTION(name, number) CURLOPT_##name = number,
enum { CHTTP_OPTIONS(CHTTP_OPTION) };
#undef CHTTP_OPTION

enum {
    CURLE_OK = 0,
    CURLE_UNSUPPORTED_PROTOCOL = 1,
    CURLE_COULDNT_RESOLVE_PROXY = 5,
    CURLE_COULDNT_RESOLVE_HOST = 6,
    CURLE_COULDNT_CONNECT = 7,
    CURLE_WEIRD_SERVER_REPLY = 8,
    CURLE_OUT_OF_MEMORY = 27,
    CURLE_OPERATION_TIMEDOUT = 28,
    CURLE_SSL_CONNECT_ERROR = 35,
    CURLE_PEER_FAILED_VERIFICATION = 60,
    CURLE_BAD_CONTENT_ENCODING = 61,
    CURLE_SSL_CACERT_BADFILE = 77,
    CURLE_SSL_ISSUER_ERROR = 83,
    CURLE_TOO_LARGE = 100,

    CURL_GLOBAL_DEFAULT = 3,
    CURL_HTTP_VERSION_1_1 = 2,
    CURL_SSLVERSION_TLSv1_2 = 6,
    CURLPROTO_HTTP_AND_HTTPS = 3,
    CURL_PREREQFUNC_OK = 0,
    CURL_SOCKET_BAD = -1,
    CURLINFO_PRIVATE = 0x100015,
    CURLMSG_DONE = 1,
    CURLM_OK = 0,
    CURLMOPT_MAXCONNECTS = 6
};

struct curl_slist;

/// A message of `curl_multi_info_read`.
typedef struct {
    int msg;
    CURL *easy_handle;
    union {
        void *whatever;
        int result;
    } data;
} CURLMsg;

/// What `CURLOPT_OPENSOCKETFUNCTION` is told.
struct curl_sockaddr {
    int family;
    int socktype;
    int protocol;
    unsigned int addrlen;
    struct sockaddr addr;
};

/// libcurl's functions, once they are loaded.
extern struct chttp_libcurl {
    int (*global_init)(long);
    CURL *(*easy_init)(void);
    int (*easy_setopt)(CURL *, int, ...);
    int (*easy_getinfo)(CURL *, int, ...);
    void (*easy_cleanup)(CURL *);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    CURLM *(*multi_init)(void);
    int (*multi_cleanup)(CURLM *);
    int (*multi_setopt)(CURLM *, int, ...);
    int (*multi_add_handle)(CURLM *, CURL *);
    int (*multi_remove_handle)(CURLM *, CURL *);
    int (*multi_perform)(CURLM *, int *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
    int (*multi_poll)(CURLM *, void *, unsigned int, int, int *);
    int (*multi_wakeup)(CURLM *);
} libcurl;

#endif
