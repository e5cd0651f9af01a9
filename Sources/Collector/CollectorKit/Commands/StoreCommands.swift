import NIOPosix
import OTLP
public import SpanStore
public import TraceQuery

/// What `collector store` does with a directory, and what it prints.
public struct StoreCommands: Sendable {
    private let directory: String
    private let style: TerminalStyle

    /// Commands for a data directory.
    public init(directory: String, style: TerminalStyle) {
        self.directory = directory
        self.style = style
    }

    /// `collector store inspect`: what the directory holds, as tables or in JSON.
    ///
    /// - Parameter columns: whether a table tells what takes the bytes, as the JSON always does.
    public func inspect(columns: Bool, json: Bool) async throws -> String {
        let inventory = try await NIOThreadPool.singleton.runIfActive { [directory] in
            try SpanStore.inspect(directory: directory)
        }
        let report = InventoryReport(inventory, directory: directory)
        return json ? Self.text(report.json) : report.text(columns: columns, style: style)
    }

    /// `collector store verify`: what is damaged, as lines or in JSON, and whether nothing is.
    public func verify(json: Bool) async throws -> (text: String, isClean: Bool) {
        let verification = try await NIOThreadPool.singleton.runIfActive { [directory] in
            try SpanStore.verify(directory: directory)
        }
        let report = VerificationReport(verification)
        return (json ? Self.text(report.json) : report.text, verification.isClean)
    }

    /// `collector store compact`: what there was before and is now, and what was found wrong.
    ///
    /// - Throws: ``CollectorError`` naming the directory.
    public func compact(_ options: SpanStore.Options) async throws -> (text: String, warnings: [String]) {
        let result: SpanStore.Compaction
        do throws(SpanStoreError) {
            result = try await SpanStore.compact(directory: directory, options: options)
        } catch {
            throw CollectorError(.storage, "cannot compact \(directory): \(error)")
        }
        var table = TextTable(headings: ["", "FILES", "SPANS", "TRACES", "SIZE", "BYTES/SPAN"])
        for (name, statistics) in [("before", result.before), ("after", result.after)] {
            table.add([
                name, SizeText.describe(count: statistics.files), SizeText.describe(count: statistics.spans),
                SizeText.describe(count: statistics.traces), SizeText.describe(bytes: statistics.bytes),
                InventoryReport.bytesPerSpan(statistics.bytes, statistics.spans),
            ])
        }
        return (table.render(style: style), result.warnings)
    }

    /// The options of a compaction.
    ///
    /// - Parameters:
    ///   - retentionAge: `--retention-age`.
    ///   - retentionSize: `--retention-size`.
    /// - Throws: ``SettingsError`` naming the flag.
    public static func options(
        retentionAge: String?, retentionSize: String?
    ) throws(SettingsError) -> SpanStore.Options {
        var options = SpanStore.Options()
        if let retentionAge {
            options.retentionAge = try SettingText.duration(retentionAge, source: "--retention-age")
        }
        if let retentionSize {
            options.retentionBytes = try SettingText.bytes(retentionSize, source: "--retention-size")
        }
        return options
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) + "\n" }
}
