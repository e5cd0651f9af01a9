#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fresh, empty folder that goes when the last reference to it does, and with the test process at the latest.
public final class TemporaryDirectory: Sendable {
    /// The folder's path.
    public let path: String

    /// Makes the folder.
    public init() throws {
        path = Self.newPath()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A path that nothing has yet, in the folder of this test process.
    static func newPath() -> String {
        "\(ProcessFolder.path)/\(UUID().uuidString.prefix(13).lowercased())"
    }
}
