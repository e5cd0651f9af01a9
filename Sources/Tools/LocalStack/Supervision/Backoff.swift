/// How long to wait before a part that has crashed is started again.
struct Backoff: Sendable {
    /// The first pause; each further one is twice as long.
    var initial: Duration = .milliseconds(500)
    /// No pause is longer.
    var maximum: Duration = .seconds(15)
    /// A part that has run as long as this starts over with the first pause.
    var stable: Duration = .seconds(30)
    private var next: Duration?

    init() {}

    /// The pause after a run of this length.
    mutating func pause(afterRunning run: Duration) -> Duration {
        let pause = run >= stable ? initial : next ?? initial
        next = min(pause * 2, maximum)
        return pause
    }
}
