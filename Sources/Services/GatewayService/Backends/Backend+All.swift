extension Backend {
    /// The services whose routes the gateway serves besides those of auth. `make service` adds to them.
    public static let all = [
        dummy
    ]
}
