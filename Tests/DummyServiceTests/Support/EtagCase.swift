import DummyAPI
import SwiftProtobuf
import Testing

/// An etag that comes with a change, and whether it is the one of the entity.
struct EtagCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let matches: Bool
    let etag: @Sendable (Cairn_Dummy_V1_Entity) -> String

    static let all = [
        EtagCase(testDescription: "none", matches: true) { _ in "" },
        EtagCase(testDescription: "any", matches: true) { _ in "*" },
        EtagCase(testDescription: "the current one", matches: true) { $0.etag },
        EtagCase(testDescription: "an earlier one", matches: false) { _ in "1" },
        EtagCase(testDescription: "a later one", matches: false) { _ in "3" },
        EtagCase(testDescription: "a weak one", matches: false) { "W/\"\($0.etag)\"" },
        EtagCase(testDescription: "in quotes", matches: false) { "\"\($0.etag)\"" },
        EtagCase(testDescription: "with a leading zero", matches: false) { _ in "02" },
        EtagCase(testDescription: "of another server", matches: false) { _ in "33a64df5" },
        EtagCase(testDescription: "zero", matches: false) { _ in "0" },
        EtagCase(testDescription: "negative", matches: false) { _ in "-1" },
        EtagCase(testDescription: "too large a number", matches: false) { _ in "99999999999999999999" },
    ]

    /// An entity in its second state.
    func entity(_ fixture: DummyFixture) async throws -> Cairn_Dummy_V1_Entity {
        let id = try await fixture.create().id
        return try await fixture.update(id) { $0.name = "Boulder" }
    }
}
