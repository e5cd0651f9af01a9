import ArgumentParser
import LocalStack
import UnixSignals

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

/// `cairn up`
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Starts PostgreSQL, the collector, the services and the gateway, and stops them on Ctrl-C.",
        discussion: """
            The settings come from the environment and, below it, from the file .env in the current folder.

              DATABASE_URL              use this PostgreSQL instead of a private one below the data folder
              GATEWAY_ADDR              127.0.0.1:3000
              AUTH_ADDR                 127.0.0.1:50051
              DUMMY_ADDR                127.0.0.1:50052
              COLLECTOR_OTLP_HTTP_ADDR  127.0.0.1:4318
              COLLECTOR_QUERY_ADDR      127.0.0.1:9318
              GATEWAY_APP_DIRECTORY     the web app to serve: app in the current folder, if it is there
              PUBLIC_URL                where browsers reach the gateway: http:// and GATEWAY_ADDR, if that is local
              CALLER_TOKEN_KEY          a random key for this run; give one when parts run apart (--only)
              NO_COLOR                  any value: no colours

            In an address, port 0 means any free port. Every other variable reaches the programs as it is.
            """)

    @Option(help: ArgumentHelp("The folder for the database and the stored traces.", valueName: "folder"))
    var data = ".cairn"

    @Option(
        parsing: .upToNextOption,
        help: "Only these parts: \(Part.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: part(named:))
    var only: [Part] = []

    func run() async throws {
        let environment = try EnvironmentSettings.read()
        let console = Console(
            style: LineStyle(
                parts: ["cairn"] + Part.allCases.map(\.rawValue),
                usesColor: LineStyle.wantsColor(isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment)))
        let here = FileManager.default.currentDirectoryPath
        let stack = try Stack(
            settings: StackSettings(environment: environment), parts: Set(only.isEmpty ? Part.allCases : only),
            programs: ProgramsFolder.path, folder: data.hasPrefix("/") ? data : "\(here)/\(data)",
            app: FileManager.default.fileExists(atPath: "\(here)/app/index.html") ? "\(here)/app" : nil,
            console: console)
        try await withThrowingTaskGroup { group in
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
            group.addTask {
                var interrupts = 0
                for await signal in signals {
                    // Only Ctrl-C is impatient: tools that end a process group may send it SIGTERM twice.
                    if signal == .sigint { interrupts += 1 }
                    if interrupts > 1 { await stack.kill() } else { await stack.stop() }
                }
            }
            try await stack.run()
            group.cancelAll()
        }
    }
}

private func part(named name: String) throws -> Part {
    guard let part = Part(rawValue: name) else { throw ValidationError("there is no part called '\(name)'.") }
    return part
}
