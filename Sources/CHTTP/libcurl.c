// Loads libcurl when it is first needed: nobody needs its header or its library to build or to link.
// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__

#include "libcurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

#include "chttp.h"

struct chttp_libcurl libcurl;

static const char *problem;

/// Finds one function.
static bool find(void *library, const char *name, void *function) {
    // POSIX lets a pointer to a function be read as one to data, C does not: hence the detour.
    void *address = dlsym(library, name);
    *(void **)function = address;
    return address != NULL;
}

static bool find_all(void *library) {
    return find(library, "curl_global_init", &libcurl.global_init) &&
           find(library, "curl_easy_init", &libcurl.easy_init) &&
           find(library, "curl_easy_setopt", &libcurl.easy_setopt) &&
           find(library, "curl_easy_getinfo", &libcurl.easy_getinfo) &&
           find(library, "curl_easy_cleanup", &libcurl.easy_cleanup) &&
           find(library, "curl_slist_append", &libcurl.slist_append) &&
           find(library, "curl_slist_free_all", &libcurl.slist_free_all) &&
           find(library, "curl_multi_init", &libcurl.multi_init) &&
           find(library, "curl_multi_cleanup", &libcurl.multi_cleanup) &&
           find(library, "curl_multi_setopt", &libcurl.multi_setopt) &&
           find(library, "curl_multi_add_handle", &libcurl.multi_add_handle) &&
           find(library, "curl_multi_remove_handle", &libcurl.multi_remove_handle) &&
           find(library, "curl_multi_perform", &libcurl.multi_perform) &&
           find(library, "curl_multi_info_read", &libcurl.multi_info_read) &&
           find(library, "curl_multi_poll", &libcurl.multi_poll) &&
           find(library, "curl_multi_wakeup", &libcurl.multi_wakeup);
}

static void load(void) {
    // The second is Debian's form with GnuTLS, whose functions are the same.
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        problem = "libcurl.so.4 is missing; install libcurl4 (Debian, Ubuntu) or libcurl (other systems)";
    } else if (!find_all(library)) {
        problem = "libcurl is too old; version 7.68 or later is needed";
    } else if (libcurl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        problem = "libcurl cannot be started";
    }
}

const char *chttp_prepare(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return problem;
}

#else

// Elsewhere the system has its own transport.
extern int chttp_is_for_linux;

#endif
