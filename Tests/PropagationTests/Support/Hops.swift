/// The shapes that traces must have.
enum Hops {
    static let validate = "cairn.auth.v1.Auth/ValidateSession"
    static let get = "cairn.dummy.v1.Dummy/GetEntity"

    /// `GET /entities/{id}`: auth is asked who calls, then dummy is asked for the entity, and each asks PostgreSQL once.
    static let readEntity = [
        [
            "gateway server GET /entities/{id}", "gateway client \(validate)", "auth server \(validate)",
            "auth client SQL",
        ],
        ["gateway server GET /entities/{id}", "gateway client \(get)", "dummy server \(get)", "dummy client SQL"],
    ]

    /// How many spans that is: the first hop is the same one.
    static let readEntityCount = 7
}
