extension Duration {
    /// Whole seconds, rounded up, as fields of HTTP have them.
    public var roundedUpSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
