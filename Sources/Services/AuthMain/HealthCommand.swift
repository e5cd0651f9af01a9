import ArgumentParser
import AuthService
import ServiceKit

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Exit with 0 when the running service and its database are ready, with 1 otherwise.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let address: NetworkAddress
        do {
            address = try options.settings().value(of: AuthSettings.address)
        } catch {
            throw ValidationError("\(error)")
        }
        try await HealthProbe.check(address)
    }
}
