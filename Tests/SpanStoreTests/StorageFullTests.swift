#if os(Linux)
    import Glibc
    import OTLP
    import Testing

    @testable import SpanStore

    /// A file system of a few kilobytes in memory. Mounting needs privileges that not every machine grants.
    private final class TinyDisk {
        let path: String
        private let directory = TemporaryDirectory()

        init?(bytes: Int) {
            path = directory.child("disk")
            guard mkdir(path, 0o700) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else { return nil }
        }

        deinit { umount2(path, Int32(MNT_DETACH)) }

        static let isAvailable = TinyDisk(bytes: 65_536) != nil
    }

    @Suite("A full disk", .enabled(if: TinyDisk.isAvailable))
    struct StorageFullTests {
        @Test("Given a disk that fills up, then appending is refused, reading goes on, and space lets it work again")
        func full() async throws {
            let disk = try #require(TinyDisk(bytes: 131_072))
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
    }
#endif
