import EnvironmentFile

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The environment, and below it the settings of the file `.env` in the current folder.
enum EnvironmentSettings {
    static func read() throws -> [String: String] {
        let environment = ProcessInfo.processInfo.environment
        guard FileManager.default.fileExists(atPath: ".env") else { return environment }
        return try EnvironmentFile(text: String(contentsOfFile: ".env", encoding: .utf8), path: ".env")
            .beneath(environment)
    }
}
