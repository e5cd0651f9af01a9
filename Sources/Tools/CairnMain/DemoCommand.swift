import ArgumentParser
import LocalStack

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// `cairn demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Makes a few requests to the running stack and shows the trace of the last one.",
        discussion: "Finds the stack by the same settings as cairn up: GATEWAY_ADDR and COLLECTOR_QUERY_ADDR.")

    func run() async throws {
        let settings = try StackSettings(environment: EnvironmentSettings.read())
        let trace = try await Demo(settings: settings) { print($0) }.run()
        let collector = "http://\(settings[.query].reachable)"
        print("What that last request did:\n$ collector trace \(trace)\n")
        print(
            try await ChildProcess.output(
                of: .init(
                    "\(ProgramsFolder.path)/collector", ["trace", trace, "--url", collector],
                    environment: collectorEnvironment)))
        print("\nThe same trace as JSON: \(collector)/api/traces/\(trace)")
    }

    /// The collector writes to a pipe of ours: it has to be told how wide the terminal is, if there is one.
    private var collectorEnvironment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            environment["COLUMNS"] = "\(size.ws_col)"
        }
        return environment
    }
}
