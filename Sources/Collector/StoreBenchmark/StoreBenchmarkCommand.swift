import ArgumentParser
import FoundationEssentials

@main
struct StoreBenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store-bench",
        abstract: "Measure what receiving, keeping and finding spans costs the collector.",
        discussion: """
            Starts a collector on free ports with a new data directory, loads it with the traces of an imitated backend, \
            queries it, stops it, kills it, and checks every answer. Linux only: it reads /proc.
            """)

    @Option(help: ArgumentHelp("The collector program.", valueName: "file"))
    var collector: String

    @Option(
        help: ArgumentHelp(
            "An empty directory on a real disk, for the collector's data and for the requests before they are sent.",
            valueName: "dir"))
    var directory: String

    @Option(help: "How many spans to load.")
    var spans = 2_000_000

    @Option(help: "Over how many connections.")
    var connections = 4

    @Option(help: "The same seed and end make the same spans.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "The spans are of the hour before this time, in nanoseconds since 1970. (default: now)", valueName: "time"))
    var end: UInt64?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        guard (try? FileManager.default.contentsOfDirectory(atPath: directory).isEmpty) == true else {
            throw ValidationError("--directory takes an empty directory, which \(directory) is not")
        }
        guard spans >= 10_000 else { throw ValidationError("--spans takes a number from 10000 on") }
        guard (1...1000).contains(connections) else {
            throw ValidationError("--connections takes a number from 1 to 1000")
        }
        guard end ?? .max > Benchmark.windowNano, end ?? 0 < UInt64(Int64.max) else {
            throw ValidationError("--end takes a time in nanoseconds since 1970")
        }
    }

    func run() throws {
        var benchmark = Benchmark(
            Benchmark.Options(
                collector: collector, directory: directory, spans: spans, connections: connections, seed: seed,
                endUnixNano: end ?? Benchmark.nowUnixNano))
        let report: Report
        do {
            report = try benchmark.run()
        } catch {
            let log = (try? String(contentsOfFile: benchmark.logFile, encoding: .utf8)) ?? ""
            if !log.isEmpty { benchmark.note("the collector said last:\n" + log.suffix(4000)) }
            throw error
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report.text)
        }
        if !report.problems.isEmpty { throw ExitCode.failure }
    }
}
