import Testing

@testable import Postgres

@Suite struct ConfigurationTests {
    @Test func aURLNamesEverything() throws {
        let configuration = try PostgresConfiguration(
            url: "postgresql://ann:s%40crit@db.example:6000/shop?sslmode=disable&application_name=x")
        #expect(configuration.parameters["host"] == "db.example")
        #expect(configuration.parameters["port"] == "6000")
        #expect(configuration.parameters["user"] == "ann")
        #expect(configuration.parameters["password"] == "s@crit")
        #expect(configuration.parameters["dbname"] == "shop")
        #expect(configuration.parameters["sslmode"] == "disable")
    }

    @Test(arguments: [
        "postgres://ann:s3cret@[::1/db", "mysql://ann:s3cret@host/db", "postgres://ann:s3cret@host:99999/db",
        "postgres://ann:s3cret@host/db?colour=s3cret", "postgres://ann:s3cret%zz@host/db", "ann:s3cret", "",
    ])
    func aBadURLIsExplainedWithoutThePassword(url: String) throws {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(url: url) }
        #expect(error?.code == .invalidConfiguration)
        for text in ["\(String(describing: error))", String(reflecting: error)] { #expect(!text.contains("s3cret")) }
    }

    @Test func aDescriptionHidesThePassword() throws {
        let configuration = try PostgresConfiguration(url: "postgres://ann:s3cret@host/db")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("s3cret"))
        }
    }
}
