import Testing

@testable import LocalStack

@Suite struct SupervisionTests {
    @Test func `given a part that keeps crashing, when it is restarted, then the pauses double up to a limit`() {
        var backoff = Backoff()
        let pauses = (1...7).map { _ in backoff.pause(afterRunning: .seconds(1)) }
        #expect(
            pauses == [
                .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15), .seconds(15),
            ])
    }

    @Test func `given long pauses, when the part then ran for long, then they begin anew`() {
        var backoff = Backoff()
        for _ in 1...5 { _ = backoff.pause(afterRunning: .seconds(1)) }
        #expect(backoff.pause(afterRunning: .seconds(30)) == .milliseconds(500))
        #expect(backoff.pause(afterRunning: .seconds(1)) == .seconds(1))
    }

    @Test func `given a part that was ready, when it crashes, then it is started again after a pause`() {
        var machine = Supervision()
        #expect(machine.begin() == .start)
        machine.ready()
        #expect(machine.exited(afterRunning: .seconds(1)) == .pause(.milliseconds(500)))
        #expect(machine.paused() == .start)
        #expect(machine.exited(afterRunning: .zero) == .pause(.seconds(1)))
    }

    @Test func `given a part that was never ready, when it ends, then it is given up`() {
        var machine = Supervision()
        _ = machine.begin()
        #expect(machine.exited(afterRunning: .seconds(1)) == .giveUp)
        #expect(machine.hasEnded)
        #expect(machine.stop() == .none)
    }

    @Test(arguments: ["starting", "running"])
    func `given a live part, when it is stopped, then it is told to, and is done when it has ended`(state: String) {
        var machine = Supervision()
        _ = machine.begin()
        if state == "running" { machine.ready() }
        #expect(machine.stop() == .stop)
        #expect(machine.isStopping)
        #expect(machine.stop() == .none)
        #expect(machine.exited(afterRunning: .seconds(1)) == .finish)
        #expect(machine.hasEnded)
    }

    @Test func `given a part in its pause, when it is stopped, then it does not start again`() {
        var machine = Supervision()
        _ = machine.begin()
        machine.ready()
        _ = machine.exited(afterRunning: .seconds(1))
        #expect(machine.stop() == .finish)
        #expect(machine.paused() == .finish)
    }

    @Test func `given a part that never began, when it is stopped, then there is nothing to do`() {
        var machine = Supervision()
        #expect(machine.stop() == .finish)
        #expect(machine.begin() == .none)
    }
}
