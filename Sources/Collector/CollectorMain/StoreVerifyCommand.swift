import ArgumentParser
import CollectorKit

struct StoreVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read and check every byte of a data directory; exit with 0 when it is whole, with 1 when not.",
        discussion: "Works beside the collector that writes to the directory. Each damage is named with file and byte.")

    @OptionGroup var directory: DirectoryOptions

    @Flag(help: "Print what was found in JSON.")
    var json = false

    func run() async throws {
        let (text, isClean) = try await directory.commands.verify(json: json)
        Terminal.write(text)
        if !isClean { throw ExitCode(1) }
    }
}
