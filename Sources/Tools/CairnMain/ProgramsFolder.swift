#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder that this program was started from, in which the other programs of the same build lie.
enum ProgramsFolder {
    static let path: String = {
        // As it was typed, which reads best; but a link to this program has no other programs beside it.
        let typed = folder(of: CommandLine.arguments[0])
        if let typed, FileManager.default.isExecutableFile(atPath: "\(typed)/collector") { return typed }
        #if os(Linux)
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
            let program = Bundle.main.executablePath
        #endif
        return program.flatMap(folder(of:)) ?? "."
    }()

    private static func folder(of program: String) -> String? {
        program.lastIndex(of: "/").map { String(program[..<$0]) }
    }
}
