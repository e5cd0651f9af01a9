/// A function that some APIs need for their calls. It is written only where one does: compilers complain of others.
enum ClientHelper: CaseIterable {
    /// Writes a value into a path, as one segment.
    case segment
    /// Writes a value into a path, as any number of segments.
    case segments
    /// Leaves out of a body what stands elsewhere in the request.
    case without

    /// The name of the function.
    var name: String {
        switch self {
        case .segment: "segment"
        case .segments: "segments"
        case .without: "without"
        }
    }

    /// Its code.
    var text: String {
        switch self {
        case .segment:
            #"""
            /**
             * @param {unknown} value
             * @returns {string}
             */
            function segment(value‹: unknown›)‹: string› {
                if (value === undefined || value === null || value === "") throw new TypeError("A part of the path is empty.");
                return encodeURIComponent(String(value));
            }
            """#
        case .segments:
            #"""
            /**
             * @param {unknown} value
             * @returns {string}
             */
            function segments(value‹: unknown›)‹: string› {
                return String(value ?? "").split("/").map(encodeURIComponent).join("/");
            }
            """#
        case .without:
            #"""
            /**
             * @param {object} object
             * @param {string[]} names
             * @returns {Record<string, unknown>}
             */
            function without(object‹: object›, names‹: string[]›)‹: Record<string, unknown>› {
                return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
            }
            """#
        }
    }
}
