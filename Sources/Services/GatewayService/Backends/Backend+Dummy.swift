import DummyAPI

extension Backend {
    /// Entities.
    public static let dummy = Backend(name: "dummy", port: 50052) { table, client, hooks in
        Cairn_Dummy_V1_Dummy.addRoutes(
            to: &table, client: Cairn_Dummy_V1_Dummy.Client(wrapping: client), hooks: hooks)
    }
}
