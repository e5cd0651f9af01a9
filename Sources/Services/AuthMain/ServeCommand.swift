import ArgumentParser
import EventLoops

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service until SIGTERM or SIGINT.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        EventLoops.configure()
        let program: AuthProgram
        do {
            program = try AuthProgram(settings: options.settings())
        } catch {
            throw ValidationError("\(error)")
        }
        try await program.run()
    }
}
