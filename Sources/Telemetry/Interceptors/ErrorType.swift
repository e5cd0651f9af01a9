/// The value of `error.type` for an error without a better one: its type's full name, of which there are few.
enum ErrorType {
    static func name(of error: any Error) -> String {
        String(reflecting: type(of: error))
    }
}
