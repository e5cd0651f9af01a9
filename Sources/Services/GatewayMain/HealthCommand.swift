import ArgumentParser
import GatewayService
import ServiceKit

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Exit with 0 when the running gateway and the services behind it are ready, with 1 otherwise.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let address: NetworkAddress
        do {
            address = try options.settings().value(of: GatewaySettings.address)
        } catch {
            throw ValidationError("\(error)")
        }
        try await GatewayProbe.check(address)
    }
}
