#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder of the build that these tests belong to, with the executables beside the test bundle.
public enum ProductsFolder {
    /// There is no such executable.
    public struct Missing: Error, CustomStringConvertible {
        /// What was looked for, and where.
        public let description: String
    }

    /// The path of one of our executables.
    public static func path(of executable: String) throws(Missing) -> String {
        var folder = testBinary
        while folder.count > 1 {
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
            let candidate = "\(folder)/\(executable)"
            if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) { return candidate }
        }
        throw Missing(description: "there is no executable '\(executable)' beside \(testBinary)")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: Bool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// The path of what runs the tests: on Linux the test bundle itself, on macOS the bundle's binary, which a runner of
    /// Xcode has loaded.
    private static var testBinary: String {
        #if os(Linux)
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        #else
            Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.executablePath ?? CommandLine.arguments[0]
        #endif
    }
}
