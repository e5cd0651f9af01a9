#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder that holds the programs of an installed PostgreSQL server.
struct PostgresBinaries {
    let folder: String

    /// Looks in `PATH`, then for the newest version in the folders of Debian's and Homebrew's packages.
    static func find(path: String? = ProcessInfo.processInfo.environment["PATH"]) throws(LocalStackError) -> Self {
        let inPath = (path ?? "").split(separator: ":").map(String.init)
        let packaged = versions(in: "/usr/lib/postgresql", suffix: "/bin") { $0 }
        let brewed = ["/opt/homebrew/opt", "/usr/local/opt"].flatMap { folder in
            versions(in: folder, suffix: "/bin") { $0.hasPrefix("postgresql@") ? String($0.dropFirst(11)) : nil }
        }
        for folder in inPath + packaged + brewed where isServer(folder) { return Self(folder: folder) }
        throw LocalStackError(
            code: .programNotFound,
            message: "No PostgreSQL server is installed (looked for initdb and postgres in PATH, /usr/lib/postgresql "
                + "and Homebrew); make setup installs it.")
    }

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// The folders `folder/NAME/suffix`, newest first, of those names in which `version` finds a version number.
    private static func versions(in folder: String, suffix: String, version: (String) -> String?) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in version(name).flatMap(Int.init).map { ($0, "\(folder)/\(name)\(suffix)") } }
            .sorted { $0.0 > $1.0 }
            .map(\.1)
    }

    private static func isServer(_ folder: String) -> Bool {
        ["initdb", "postgres", "psql"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
    }
}
