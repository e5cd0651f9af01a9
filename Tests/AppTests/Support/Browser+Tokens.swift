extension Browser {
    /// Fills in the dialog for a new API token, and waits for its secret. Scopes are named as the dialog does.
    func createToken(_ name: String, scopes: [String]) async throws {
        try await fill("Name", with: name)
        for scope in scopes { try await check(scope) }
        try await click(xpath: "//dialog//button[@type='submit']")
        try await sees("It is shown only here, and never again.")
    }

    /// The secret of the token that has just been made.
    func tokenSecret() async throws -> String {
        try await run("return document.querySelector('.secret input').value").string
    }
}
