// All exchanges, on one thread of their own: who waits, who is at work, whose time is up.
// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "exchange.h"

/// Most exchanges that are at work at once; the others wait for their turn, and their time runs.
static const int exchange_limit = 256;
/// Most connections that are kept for later.
static const long idle_limit = 8;
/// Descriptors that are left to the rest of the program; the system's thread pool ends the process without any.
static const rlim_t descriptor_reserve = 16;
/// Most descriptors that one exchange takes while it connects: sockets of two families, name service, certificates.
static const rlim_t connecting_share = 6;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

// Under the mutex.
static bool is_running;
static uint64_t last_number;
/// The exchanges that wait, oldest first, and those at work.
static chttp_exchange *waiting, **waiting_end = &waiting;
static chttp_exchange *working;

// The thread's own.
static int working_count;

static CURLM *multi;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// MARK: - Beginning

/// Whether there are descriptors for one exchange more, beside those for the exchanges that still connect.
static bool has_descriptors(int connecting_count) {
    struct rlimit limit;
    // The system gives the lowest free number.
    int lowest = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (lowest < 0) return false;
    close(lowest);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return true;
    return (rlim_t)lowest + descriptor_reserve + connecting_share * (rlim_t)(connecting_count + 1) <= limit.rlim_cur;
}

static int connecting_count(void) {
    int count = 0;
    for (chttp_exchange *exchange = working; exchange != NULL; exchange = exchange->next) {
        if (!exchange->may_have_arrived) count += 1;
    }
    return count;
}

/// Takes the oldest of those that wait, if there is room for it. Under the mutex.
static chttp_exchange *take_waiting(bool *has_room) {
    chttp_exchange *exchange = waiting;
    if (exchange == NULL || working_count >= exchange_limit) return NULL;
    *has_room = has_descriptors(connecting_count());
    // Descriptors come back when an exchange ends; when there is none, waiting is in vain.
    if (!*has_room && working_count > 0) return NULL;
    waiting = exchange->next;
    if (waiting == NULL) waiting_end = &waiting;
    if (*has_room) {
        exchange->next = working;
        working = exchange;
        working_count += 1;
    }
    return exchange;
}

/// Takes an exchange out of those at work.
static void remove_working(chttp_exchange *exchange) {
    pthread_mutex_lock(&mutex);
    chttp_exchange **link = &working;
    while (*link != exchange) link = &(*link)->next;
    *link = exchange->next;
    working_count -= 1;
    pthread_mutex_unlock(&mutex);
}

/// Ends an exchange that is in no list any more.
static void end(chttp_exchange *exchange, chttp_outcome outcome) {
    // The caller first: with an old libcurl the rest may wait for a name server.
    chttp_exchange_tell(exchange, outcome);
    if (exchange->easy != NULL) libcurl.multi_remove_handle(multi, exchange->easy);
    chttp_exchange_free(exchange);
}

static void begin_waiting(void) {
    for (;;) {
        bool has_room = false;
        pthread_mutex_lock(&mutex);
        chttp_exchange *exchange = take_waiting(&has_room);
        pthread_mutex_unlock(&mutex);
        if (exchange == NULL) return;
        if (!has_room) {
            end(exchange, chttp_no_resources);
        } else if (!chttp_exchange_open(exchange) || libcurl.multi_add_handle(multi, exchange->easy) != CURLM_OK) {
            remove_working(exchange);
            end(exchange, chttp_no_resources);
        }
    }
}

// MARK: - Ending

/// Ends the exchanges that libcurl is done with; returns whether there were any.
static bool end_finished(void) {
    bool has_ended = false;
    int left;
    for (CURLMsg *message; (message = libcurl.multi_info_read(multi, &left)) != NULL;) {
        if (message->msg != CURLMSG_DONE) continue;
        // The message is gone once its handle is.
        int result = message->data.result;
        chttp_exchange *exchange = NULL;
        libcurl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
        remove_working(exchange);
        end(exchange, chttp_exchange_outcome(exchange, result));
        has_ended = true;
    }
    return has_ended;
}

static bool is_over(const chttp_exchange *exchange, int64_t time) {
    return exchange->is_cancelled || exchange->deadline <= time;
}

/// Takes those that are cancelled or overdue out of a list and puts them into another. Under the mutex.
static void take_over(chttp_exchange **link, chttp_exchange **taken, int64_t time) {
    while (*link != NULL) {
        chttp_exchange *exchange = *link;
        if (!is_over(exchange, time)) {
            link = &exchange->next;
            continue;
        }
        *link = exchange->next;
        exchange->next = *taken;
        *taken = exchange;
    }
}

static chttp_outcome outcome_of_overdue(const chttp_exchange *exchange) {
    if (exchange->is_cancelled) return chttp_cancelled;
    if (exchange->easy == NULL) return chttp_no_resources;
    return exchange->may_have_arrived ? chttp_timed_out : chttp_cannot_connect;
}

/// Ends what is cancelled or overdue; returns whether there was any.
static bool end_overdue(void) {
    int64_t time = now();
    chttp_exchange *taken = NULL;
    pthread_mutex_lock(&mutex);
    take_over(&working, &taken, time);
    for (chttp_exchange *exchange = taken; exchange != NULL; exchange = exchange->next) working_count -= 1;
    take_over(&waiting, &taken, time);
    waiting_end = &waiting;
    while (*waiting_end != NULL) waiting_end = &(*waiting_end)->next;
    pthread_mutex_unlock(&mutex);
    bool has_ended = taken != NULL;
    while (taken != NULL) {
        chttp_exchange *exchange = taken;
        taken = exchange->next;
        end(exchange, outcome_of_overdue(exchange));
    }
    return has_ended;
}

// MARK: - The thread

/// Milliseconds until the next deadline.
static int time_left(void) {
    int64_t first = INT64_MAX;
    pthread_mutex_lock(&mutex);
    for (chttp_exchange *exchange = working; exchange != NULL; exchange = exchange->next) {
        if (exchange->deadline < first) first = exchange->deadline;
    }
    for (chttp_exchange *exchange = waiting; exchange != NULL; exchange = exchange->next) {
        if (exchange->deadline < first) first = exchange->deadline;
    }
    pthread_mutex_unlock(&mutex);
    int64_t left = first - now();
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static void *run(void *unused) {
    (void)unused;
    for (;;) {
        begin_waiting();
        int running;
        int result = libcurl.multi_perform(multi, &running);
        bool has_ended = end_finished();
        has_ended = end_overdue() || has_ended;
        // Whoever ended has made room.
        if (!has_ended && result == CURLM_OK) result = libcurl.multi_poll(multi, NULL, 0, time_left(), NULL);
        // Short of memory: not at full speed.
        if (result != CURLM_OK) nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return NULL;
}

/// Starts the thread unless it runs. Under the mutex.
static bool start_thread(void) {
    if (is_running) return true;
    multi = libcurl.multi_init();
    if (multi == NULL) return false;
    libcurl.multi_setopt(multi, CURLMOPT_MAXCONNECTS, idle_limit);
    pthread_attr_t attributes;
    // Signals are for the program's own threads. One of them, SIGPIPE, comes when a server has closed its side; it
    // must not end the program.
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    // Without descriptors there is a multi handle that nobody can wake up.
    is_running = libcurl.multi_wakeup(multi) == CURLM_OK && pthread_create(&thread, &attributes, run, NULL) == 0;
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!is_running) libcurl.multi_cleanup(multi);
    return is_running;
}

uint64_t chttp_start(const chttp_request *request, chttp_handler handler, void *context) {
    chttp_exchange *exchange = chttp_exchange_make(request);
    if (exchange == NULL) return 0;
    exchange->handler = handler;
    exchange->context = context;
    exchange->deadline = now() + request->timeout;
    pthread_mutex_lock(&mutex);
    if (!start_thread()) {
        pthread_mutex_unlock(&mutex);
        chttp_exchange_free(exchange);
        return 0;
    }
    // The thread may end the exchange as soon as it is in the list.
    uint64_t number = exchange->number = ++last_number;
    *waiting_end = exchange;
    waiting_end = &exchange->next;
    pthread_mutex_unlock(&mutex);
    libcurl.multi_wakeup(multi);
    return number;
}

/// Marks an exchange of a list. Under the mutex.
static bool cancel_in(chttp_exchange *list, uint64_t number) {
    for (chttp_exchange *exchange = list; exchange != NULL; exchange = exchange->next) {
        if (exchange->number != number) continue;
        exchange->is_cancelled = true;
        return true;
    }
    return false;
}

void chttp_cancel(uint64_t number) {
    pthread_mutex_lock(&mutex);
    bool is_there = cancel_in(waiting, number) || cancel_in(working, number);
    pthread_mutex_unlock(&mutex);
    if (is_there) libcurl.multi_wakeup(multi);
}

#endif
