// The only file that talks to epoll (Linux) and kqueue (macOS). Both report each armed descriptor once, may be armed
// from any thread while another one waits, and forget a descriptor that is closed.

import CLibPQ

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a descriptor shall be ready for.
enum Interest: Sendable {
    case read
    case write
    case readOrWrite
}

/// The kernel's queue of ready descriptors.
struct EventQueue: Sendable {
    /// The id that ``wake()`` is reported by.
    static let wakeID: UInt64 = 0

    private let queue: Int32

    #if canImport(Darwin)
        init() {
            queue = kqueue()
            precondition(queue >= 0, "kqueue failed with errno \(errno)")
            change(filter: EVFILT_USER, ident: 0, flags: EV_ADD | EV_CLEAR, fflags: 0, id: Self.wakeID)
        }

        /// Reports `id` once when the descriptor is ready.
        /// - Returns: false when the descriptor is not open.
        func arm(_ descriptor: Int32, for interest: Interest, id: UInt64) -> Bool {
            var succeeded = true
            if interest != .write {
                succeeded = change(
                    filter: EVFILT_READ, ident: descriptor, flags: EV_ADD | EV_ONESHOT, fflags: 0, id: id)
            }
            if interest != .read, succeeded {
                succeeded = change(
                    filter: EVFILT_WRITE, ident: descriptor, flags: EV_ADD | EV_ONESHOT, fflags: 0, id: id)
            }
            return succeeded
        }

        /// Makes ``wait(milliseconds:report:)`` return.
        func wake() {
            change(filter: EVFILT_USER, ident: 0, flags: 0, fflags: UInt32(NOTE_TRIGGER), id: Self.wakeID)
        }

        /// Waits until something is ready, for ever when `milliseconds` is nil.
        func wait(milliseconds: Int32?, report: (UInt64) -> Void) {
            withUnsafeTemporaryAllocation(of: kevent.self, capacity: 64) { events in
                var time = timespec()
                if let milliseconds {
                    time = timespec(tv_sec: Int(milliseconds) / 1000, tv_nsec: Int(milliseconds) % 1000 * 1_000_000)
                }
                let count = withUnsafePointer(to: time) {
                    kevent(queue, nil, 0, events.baseAddress, 64, milliseconds == nil ? nil : $0)
                }
                guard count > 0 else { return }
                for event in events[..<Int(count)] { report(UInt64(UInt(bitPattern: event.udata))) }
            }
        }

        @discardableResult
        private func change(filter: Int32, ident: Int32, flags: Int32, fflags: UInt32, id: UInt64) -> Bool {
            var event = kevent(
                ident: UInt(ident), filter: Int16(filter), flags: UInt16(flags), fflags: fflags, data: 0,
                udata: UnsafeMutableRawPointer(bitPattern: UInt(id)))
            return kevent(queue, &event, 1, nil, 0, nil) == 0
        }
    #else
        private let wakeDescriptor: Int32

        init() {
            queue = epoll_create1(Int32(EPOLL_CLOEXEC))
            wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
            precondition(queue >= 0 && wakeDescriptor >= 0, "epoll or eventfd failed with errno \(errno)")
            var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: Self.wakeID))
            epoll_ctl(queue, EPOLL_CTL_ADD, wakeDescriptor, &event)
        }

        /// Reports `id` once when the descriptor is ready.
        /// - Returns: false when the descriptor is not open.
        func arm(_ descriptor: Int32, for interest: Interest, id: UInt64) -> Bool {
            let events =
                switch interest {
                case .read: EPOLLIN.rawValue
                case .write: EPOLLOUT.rawValue
                case .readOrWrite: EPOLLIN.rawValue | EPOLLOUT.rawValue
                }
            var event = epoll_event(events: events | EPOLLONESHOT.rawValue, data: epoll_data_t(u64: id))
            if epoll_ctl(queue, EPOLL_CTL_MOD, descriptor, &event) == 0 { return true }
            return errno == ENOENT && epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event) == 0
        }

        /// Makes ``wait(milliseconds:report:)`` return.
        func wake() {
            eventfd_write(wakeDescriptor, 1)
        }

        /// Waits until something is ready, for ever when `milliseconds` is nil.
        func wait(milliseconds: Int32?, report: (UInt64) -> Void) {
            withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
                let count = epoll_wait(queue, events.baseAddress, 64, milliseconds ?? -1)
                guard count > 0 else { return }
                for event in events[..<Int(count)] {
                    let id = event.data.u64
                    if id == Self.wakeID {
                        var counter: eventfd_t = 0
                        eventfd_read(wakeDescriptor, &counter)
                    } else {
                        report(id)
                    }
                }
            }
        }
    #endif
}
