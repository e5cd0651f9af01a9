import ArgumentParser

/// The tool that runs the stack on one machine.
@main
struct Cairn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn", abstract: "Runs the whole backend on this machine, and shows what a request does in it.",
        subcommands: [Up.self, DemoCommand.self])
}
