/// Why nothing can be generated of a `.proto` file.
struct GeneratorError: Error, CustomStringConvertible {
    /// `api.proto: cairn.dummy.v1.Dummy.GetEntity: there is no field 'idd' in cairn.dummy.v1.GetEntityRequest`
    let description: String

    init(_ file: String, _ place: String, _ message: String) {
        description = "\(file): \(place): \(message)"
    }
}
