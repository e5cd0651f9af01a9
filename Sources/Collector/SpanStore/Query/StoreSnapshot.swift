import OTLP

/// What a query works on: the index as it was at one moment, and the files that it points into.
struct StoreSnapshot: Sendable {
    var spans: BlockTable<SpanRow>
    var scopes: BlockTable<ScopeRow>
    var records: BlockTable<RecordRow>
    var blockTimes: ContiguousArray<SpanIndex.BlockTimes>
    var operations: ContiguousArray<OperationKey>
    var services: [String]
    var names: [String]
    var files: [UInt32: LogFile]

    init(_ index: SpanIndex, files: [UInt32: LogFile]) {
        spans = index.spans
        scopes = index.scopes
        records = index.records
        blockTimes = index.blockTimes
        operations = index.operations
        services = index.services.names
        names = index.names.names
        self.files = files
    }
}
