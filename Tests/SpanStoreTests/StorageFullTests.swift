#if os(Linux)
    import Glibc
    import OTLP
    import TestSupport
    import Testing

    @testable import SpanStore

    @Suite("A full disk", .enabled(if: SmallDisk.isAvailable))
    struct StorageFullTests {
        @Test("Given a disk that fills up, then appending is refused, reading goes on, and space lets it work again")
        func full() async throws {
            let disk = try #require(SmallDisk(bytes: 131_072))
            let ballast = disk.path + "/ballast"
            try Files.write([UInt8](repeating: 1, count: 65_536), to: ballast)
            let path = disk.path + "/store"
            let store = try SpanStore(directory: path)
            let filler = KeyValue(key: "filler", value: .string(String(repeating: "x", count: 3_000)))
            var stored: [UInt64] = []

            var refusal: SpanStoreError?
            for id in UInt64(1)...100 {
                do throws(SpanStoreError) {
                    _ = try await store.append(request([span(trace: id, id, attributes: [filler])]))
                    stored.append(id)
                } catch {
                    refusal = error
                    break
                }
            }
            #expect(refusal?.code == .storageFull)
            #expect(stored.count > 3)
            #expect(try store.search(TraceSearch(limit: 200)).count == stored.count)

            let again = await #expect(throws: SpanStoreError.self) {
                try await store.append(request([span(trace: 300, 300, attributes: [filler])]))
            }
            #expect(again?.code == .storageFull)
            unlink(ballast)
            for id in UInt64(201)...203 {
                _ = try await store.append(request([span(trace: id, id, attributes: [filler])]))
                stored.append(id)
            }
            await store.close()

            let restarted = try SpanStore(directory: path)
            #expect(restarted.warnings.isEmpty)
            #expect(try restarted.search(TraceSearch(limit: 200)).map(\.id.low).sorted() == stored)
            await restarted.close()
        }

        /// Text that hardly gets smaller when it is compressed.
        private func noise(_ count: Int, _ generator: inout SeededGenerator) -> KeyValue {
            KeyValue(key: "noise", value: .bytes((0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }))
        }

        @Test("Given a disk that fills while a segment is built, then everything is served, and space lets it be built")
        func fullWhileBuilding() async throws {
            var generator = SeededGenerator(seed: 1)
            let disk = try #require(SmallDisk(bytes: 524_288))
            let ballast = disk.path + "/ballast"
            // Room for the log, not for a segment beside it.
            try Files.write([UInt8](repeating: 1, count: 290_000), to: ballast)
            let path = disk.path + "/store"
            let store = try SpanStore(directory: path, options: SpanStore.Options(maximumFileBytes: 120_000))
            var stored: [UInt64] = []
            for id in UInt64(1)...13 {
                let span = span(trace: id, id, attributes: [noise(10_000, &generator)])
                _ = try await store.append(request([span]))
                stored.append(id)
            }
            try await eventually { store.engine.maintenance.withLock { $0.failure?.code == .storageFull } }
            #expect(try Files.ofStore(in: path).allSatisfy { $0.hasSuffix(".log") })
            #expect(try store.search(TraceSearch(limit: 200)).map(\.id.low).sorted() == stored)
            for id in stored { #expect(try store.trace(traceID(id))?.spanIDs == [id]) }

            unlink(ballast)
            try await eventually { try Files.ofStore(in: path).contains { $0.hasSuffix(".segment") } }
            #expect(try store.search(TraceSearch(limit: 200)).map(\.id.low).sorted() == stored)
            _ = try await store.append(request([span(trace: 100, 100)]))
            await store.close()
            let restarted = try SpanStore(directory: path, mode: .readOnly)
            #expect(restarted.warnings.isEmpty)
            #expect(try restarted.search(TraceSearch(limit: 200)).map(\.id.low).sorted() == stored + [100])
        }

        @Test("Given a full disk, when what is stored gets too old, then it is deleted and appending works again")
        func expiryOnFullDisk() async throws {
            var generator = SeededGenerator(seed: 2)
            let clock = ManualClock()
            let disk = try #require(SmallDisk(bytes: 524_288))
            let path = disk.path + "/store"
            let options = SpanStore.Options(maximumFileBytes: 60_000, retentionAge: .seconds(60))
            let store = try SpanStore(directory: path, mode: .readWrite, options: options) { clock.time }
            var refusal: SpanStoreError?
            var id: UInt64 = 0
            while refusal == nil, id < 500 {
                id += 1
                do throws(SpanStoreError) {
                    let span = span(trace: id, id, attributes: [noise(10_000, &generator)])
                    _ = try await store.append(request([span]))
                } catch {
                    refusal = error
                }
            }
            #expect(refusal?.code == .storageFull)
            #expect(try store.trace(traceID(1)) != nil)
            clock.advance(seconds: 61)
            store.engine.maintenance.withLock { $0.isDue = true }
            try await eventually {
                do throws(SpanStoreError) {
                    _ = try await store.append(request([span(trace: 1_000, 1)]))
                    return true
                } catch {
                    #expect(error.code == .storageFull)
                    return false
                }
            }
            try await eventually { try store.trace(traceID(1)) == nil }
            #expect(try store.trace(traceID(1_000)) != nil)
            await store.close()
        }
    }
#endif
