#pragma once
#include <libpq-fe.h>

// What waiting for libpq's sockets needs beyond the C library's own Swift module.
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif
