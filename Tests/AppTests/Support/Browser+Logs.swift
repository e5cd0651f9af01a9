/// What the browser's own network log says of an answer.
struct NetworkResponse: Sendable {
    let url: String
    let status: Int
    /// By their names in lower case.
    let headers: [String: String]
}

extension Browser {
    /// The answers that came since this was last asked.
    func responses() async throws -> [NetworkResponse] {
        try await log("performance").compactMap { entry in
            let message = try JSON(text: entry["message"].string)["message"]
            guard message["method"].string == "Network.responseReceived" else { return nil }
            let response = message["params"]["response"]
            return NetworkResponse(
                url: response["url"].string, status: Int(response["status"].number),
                headers: Dictionary(response["headers"].object.map { ($0.key.lowercased(), $0.value.string) }) { $1 })
        }
    }

    /// What the browser complains of, other than answers that are no success.
    func complaints() async throws -> [String] {
        try await log("browser").filter { $0["source"].string != "network" }.map { $0["message"].string }
    }

    private func log(_ type: String) async throws -> [JSON] {
        try await session.post("/se/log", ["type": .string(type)]).array
    }
}
