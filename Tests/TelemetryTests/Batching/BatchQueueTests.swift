import Testing

@testable import Telemetry

/// The queue with numbers for elements and names for waiters: no task and no time.
@Suite struct BatchQueueTests {
    private func filled(_ count: Int) -> Queue {
        let queue = Queue(capacity: 8, batchSize: 3)
        for element in 0..<count { _ = queue.append(element) }
        return queue
    }

    @Test func belowABatchNothingIsExported() {
        let queue = filled(2)
        #expect(queue.next().step == .wait)
        #expect(queue.park("driver"))
    }

    @Test func aFullBatchWakesTheDriver() {
        let queue = filled(2)
        #expect(queue.park("driver"))
        #expect(queue.append(2) == "driver")
        #expect(queue.append(3) == nil)
        #expect(queue.next() == (.export, [0, 1, 2]))
    }

    @Test func aFullBatchIsNotWaitedFor() {
        let queue = filled(3)
        #expect(!queue.park("driver"))
    }

    @Test func theDelayExportsWhatIsThere() {
        let queue = filled(2)
        #expect(queue.park("driver"))
        #expect(queue.request() == "driver")
        #expect(queue.next() == (.export, [0, 1]))
    }

    @Test func theDelayWakesNobodyForNothing() {
        let queue = filled(0)
        #expect(queue.park("driver"))
        #expect(queue.request() == nil)
    }

    @Test func aFullQueueDropsAndCounts() {
        let queue = filled(10)
        #expect(queue.dropped == 2)
        #expect(queue.count == 8)
        #expect(queue.next().batch == [0, 1, 2])
    }

    @Test func anExportFreesItsRoomAtOnce() {
        let queue = filled(8)
        _ = queue.next()
        for element in 8..<11 { _ = queue.append(element) }
        #expect(queue.dropped == 0)
        _ = queue.append(11)
        #expect(queue.dropped == 1)
    }

    @Test func thereIsOneExportAtATime() {
        let queue = filled(6)
        #expect(queue.next().step == .export)
        #expect(queue.next().step == .wait)
        #expect(queue.park("driver"))
        #expect(queue.exported() == ["driver"])
        #expect(queue.next() == (.export, [3, 4, 5]))
    }

    @Test func aFlushEndsWhenAllThatCameBeforeItIsExported() {
        let queue = filled(4)
        #expect(queue.flush("flush") == nil)
        #expect(queue.next().batch == [0, 1, 2])
        _ = queue.append(4)
        #expect(queue.exported() == [])
        #expect(queue.next().batch == [3, 4])
        #expect(queue.exported() == ["flush"])
    }

    @Test func aFlushWaitsForTheExportUnderWay() {
        let queue = filled(3)
        _ = queue.next()
        #expect(queue.flush("flush") == nil)
        #expect(queue.exported() == ["flush"])
    }

    @Test func aFlushOfNothingEndsAtOnce() {
        let queue = filled(0)
        #expect(queue.flush("flush") == "flush")
    }

    @Test func afterAFlushBatchesFillUpAgain() {
        let queue = filled(1)
        _ = queue.flush("flush")
        #expect(queue.next().step == .export)
        #expect(queue.exported() == ["flush"])

        _ = queue.append(1)
        #expect(queue.next().step == .wait)
        #expect(queue.park("driver"))
        #expect(queue.append(2) == nil)
        #expect(queue.append(3) == "driver")
    }

    @Test func drainingExportsAllAndThenEnds() {
        let queue = filled(4)
        #expect(!queue.park("driver"))
        #expect(queue.drain() == nil)
        #expect(queue.next().batch == [0, 1, 2])
        _ = queue.append(4)
        _ = queue.exported()
        #expect(queue.next().batch == [3, 4])
        _ = queue.exported()
        #expect(queue.next().step == .finished)
        #expect(queue.append(5) == nil)
        #expect(queue.dropped == 1)
    }

    @Test func drainingWakesTheDriver() {
        let queue = filled(0)
        #expect(queue.park("driver"))
        #expect(queue.drain() == "driver")
        #expect(queue.next().step == .finished)
    }

    @Test func closingGivesUpTheRestAndWakesEverybody() {
        let queue = filled(5)
        _ = queue.flush("flush")
        _ = queue.next()
        #expect(queue.park("driver"))
        #expect(queue.close() == ["flush", "driver"])
        #expect(queue.dropped == 2)
        #expect(queue.next().step == .finished)
        #expect(queue.flush("late") == "late")
    }

    @Test(arguments: 0..<20) func noOrderOfCallsLosesAnElementOrAWaiter(seed: UInt64) {
        var generator = SplitMix(state: seed)
        let queue = Queue(capacity: 16, batchSize: 4)
        var added = 0
        var exported: [Int] = []
        var waiting: Set<String> = []
        var isDriverParked = false
        var isExporting = false
        func wake(_ names: [String]) {
            for name in names {
                if name == "driver" { isDriverParked = false } else { waiting.remove(name) }
            }
        }
        func drive() {
            guard !isDriverParked else { return }
            if isExporting {
                isExporting = false
                wake(queue.exported())
                return
            }
            let (step, batch) = queue.next()
            switch step {
            case .export:
                isExporting = true
                exported += batch
            case .wait: isDriverParked = queue.park("driver")
            case .finished: isDriverParked = true
            }
        }
        for step in 0..<2000 {
            switch generator.next() % 8 {
            case 0...3:
                wake([queue.append(added)].compactMap(\.self))
                added += 1
            case 4:
                waiting.insert("\(step)")
                wake([queue.flush("\(step)")].compactMap(\.self))
            case 5: wake([queue.request()].compactMap(\.self))
            default: drive()
            }
        }
        wake([queue.drain()].compactMap(\.self))
        for _ in 0..<100 { drive() }

        #expect(waiting.isEmpty)
        #expect(exported.count + queue.dropped == added)
        #expect(exported == exported.sorted())
    }
}

/// The queue as a reference, because an expectation cannot change what it looks at.
private final class Queue {
    typealias Step = BatchQueue<Int, String>.Step

    private var queue: BatchQueue<Int, String>

    init(capacity: Int, batchSize: Int) {
        queue = BatchQueue(capacity: capacity, batchSize: batchSize)
    }

    var count: Int { queue.count }
    var dropped: Int { queue.dropped }

    func append(_ element: Int) -> String? { queue.append(element) }
    func request() -> String? { queue.request() }
    func flush(_ waiter: String) -> String? { queue.flush(waiter) }
    func drain() -> String? { queue.drain() }
    func exported() -> [String] { queue.exported() }
    func park(_ waiter: String) -> Bool { queue.park(waiter) }
    func close() -> [String] { queue.close() }

    func next() -> (step: Step, batch: [Int]) {
        var batch: [Int] = []
        let step = queue.next(into: &batch)
        return (step, batch)
    }
}
