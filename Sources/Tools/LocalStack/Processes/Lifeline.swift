/// The shell script through which every child is started, so that it can not outlive its owner.
///
/// The child's standard input is a pipe whose other end only the owner holds. Before the script becomes the child's
/// program it leaves a small watcher behind (reparented, so that the program has no child it does not know of) that reads
/// the pipe. An owner that ends, even by `SIGKILL`, closes its end: the watcher then stops the program, by the stop signal
/// first and by `SIGKILL` after the grace time, and removes the folder that it was told to remove.
/// An owner that has seen the program end writes a line first, and the watcher leaves without a signal. The line can be lost
/// (swift-subprocess writes nothing once it knows of the end), so a watcher that finds the program dead leaves as well.
/// It asks first whether the program is a zombie and then whether it is there: an owner that reaps in between must not make
/// a dead program look alive.
enum Lifeline {
    static let script = """
        signal=$1 grace=$2 remove=$3 folder=$4
        shift 4
        exec 3<&0 </dev/null
        ( (
            trap '' HUP INT TERM
            alive() { ! grep -qs '^State:.*Z' /proc/$$/status && kill -0 $$; }
            if ! read -r line <&3 && alive; then
                kill -"$signal" $$
                while kill -0 $$ && [ "$grace" -gt 0 ]; do
                    sleep 0.1
                    grace=$((grace - 1))
                done
                kill -KILL $$
                [ -z "$remove" ] || rm -rf "$remove"
            fi
        ) >/dev/null 2>&1 & )
        cd "$folder" && exec "$@" 3<&-
        """

    /// What the owner writes when it has seen the program end.
    static let farewell = "ended\n"

    /// The arguments of `sh` that start what `command` says.
    static func arguments(for command: ChildProcess.Command) -> [String] {
        let tenths =
            command.grace.components.seconds * 10 + command.grace.components.attoseconds / 100_000_000_000_000_000
        return [
            "-c", script, "sh", "\(command.stopSignal)", "\(tenths)", command.removedWithOwner ?? "",
            command.workingDirectory,
        ] + (command.account?.switching ?? []) + [command.executable] + command.arguments
    }
}
