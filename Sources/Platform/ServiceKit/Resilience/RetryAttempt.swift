/// Whether the current task makes a call again.
enum RetryAttempt {
    @TaskLocal static var isRetry = false
}
