/// How an export ended.
package enum ExportResult: Sendable {
    case success
    case partialSuccess(rejected: Int, message: String)
    case failure(TelemetryError)
}
