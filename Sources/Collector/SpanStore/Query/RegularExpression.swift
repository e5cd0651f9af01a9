/// A regular expression that takes time proportional to the text, whatever it is, as RE2's do.
///
/// Literals, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their opposites, `\` before any other sign, groups `( )` and `(?: )`,
/// `|`, `* + ?` (also lazy, which makes no difference to whether a text matches) and `{n}`, `{n,}`, `{n,m}` up to 100.
/// `^` and `$` stand for the ends of the text. A text matches as a whole. It works on UTF-8 bytes decoded to Unicode
/// scalars.
public struct RegularExpression: Sendable {
    /// What is wrong with a pattern.
    public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
        /// What was found, with its place.
        public let description: String
    }

    static let maximumPatternBytes = 1_000
    private static let maximumRepetitions = 100
    private static let maximumInstructions = 10_000
    private static let maximumDepth = 50

    private enum Instruction: Sendable {
        case scalar(ClassSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case match
    }

    /// Ranges of scalars.
    private struct ClassSet: Sendable {
        var ranges: [ClosedRange<UInt32>] = []
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool {
            ranges.contains { $0.contains(scalar) } != isNegated
        }
    }

    private indirect enum Node {
        case empty
        case scalar(ClassSet)
        case start
        case end
        case sequence([Node])
        case choice([Node])
        case repetition(Node, minimum: Int, maximum: Int?)
    }

    private var program: [Instruction] = []

    /// Compiles a pattern.
    public init(_ pattern: String) throws(Malformed) {
        guard pattern.utf8.count <= Self.maximumPatternBytes else {
            throw Malformed(description: "the regular expression has more than \(Self.maximumPatternBytes) bytes")
        }
        var parser = Parser(pattern)
        try emit(try parser.parse())
        program.append(.match)
    }

    /// Whether the text as a whole matches.
    public func matches(_ text: some StringProtocol) -> Bool {
        var current = StateList(program.count)
        var next = StateList(program.count)
        var isAtStart = true
        let scalars = Array(text.unicodeScalars)
        add(0, &current, isAtStart: true, isAtEnd: scalars.isEmpty)
        for (index, scalar) in scalars.enumerated() {
            if current.states.isEmpty { return false }
            isAtStart = false
            next.removeAll()
            for state in current.states {
                if case .scalar(let set) = program[state], set.contains(scalar.value) {
                    add(state + 1, &next, isAtStart: isAtStart, isAtEnd: index == scalars.count - 1)
                }
            }
            swap(&current, &next)
        }
        return current.states.contains { if case .match = program[$0] { true } else { false } }
    }

    /// States that a text so far can have led to, each once.
    private struct StateList {
        var states: [Int] = []
        /// Scratch for those that are still to be followed.
        var pending: [Int] = []
        private var isIn: [Bool]
        private var reached: [Int] = []

        init(_ count: Int) { isIn = Array(repeating: false, count: count) }

        /// Whether a state is new.
        mutating func insert(_ state: Int) -> Bool {
            guard !isIn[state] else { return false }
            isIn[state] = true
            reached.append(state)
            return true
        }

        mutating func removeAll() {
            for state in reached { isIn[state] = false }
            reached.removeAll(keepingCapacity: true)
            states.removeAll(keepingCapacity: true)
        }
    }

    private func add(_ first: Int, _ list: inout StateList, isAtStart: Bool, isAtEnd: Bool) {
        list.pending.append(first)
        while let state = list.pending.popLast() {
            guard list.insert(state) else { continue }
            switch program[state] {
            case .jump(let target): list.pending.append(target)
            case .split(let one, let other):
                list.pending.append(other)
                list.pending.append(one)
            case .start: if isAtStart { list.pending.append(state + 1) }
            case .end: if isAtEnd { list.pending.append(state + 1) }
            case .scalar, .match: list.states.append(state)
            }
        }
    }

    private mutating func append(_ instruction: Instruction) throws(Malformed) {
        guard program.count < Self.maximumInstructions else {
            throw Malformed(description: "the regular expression is too large")
        }
        program.append(instruction)
    }

    private mutating func emit(_ node: Node) throws(Malformed) {
        switch node {
        case .empty: break
        case .scalar(let set): try append(.scalar(set))
        case .start: try append(.start)
        case .end: try append(.end)
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .choice(let nodes):
            var jumps: [Int] = []
            for (index, node) in nodes.enumerated() {
                if index == nodes.count - 1 {
                    try emit(node)
                } else {
                    let split = program.count
                    try append(.split(0, 0))
                    try emit(node)
                    jumps.append(program.count)
                    try append(.jump(0))
                    program[split] = .split(split + 1, program.count)
                }
            }
            for jump in jumps { program[jump] = .jump(program.count) }
        case .repetition(let node, let minimum, let maximum):
            for _ in 0..<minimum { try emit(node) }
            if let maximum {
                var splits: [Int] = []
                for _ in minimum..<max(minimum, maximum) {
                    splits.append(program.count)
                    try append(.split(0, 0))
                    try emit(node)
                }
                for split in splits { program[split] = .split(split + 1, program.count) }
            } else {
                let split = program.count
                try append(.split(0, 0))
                try emit(node)
                try append(.jump(split))
                program[split] = .split(split + 1, program.count)
            }
        }
    }

    private struct Parser {
        private let scalars: [Unicode.Scalar]
        private var position = 0
        private var depth = 0

        init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

        mutating func parse() throws(Malformed) -> Node {
            let node = try choice()
            guard position == scalars.count else { throw malformed("unexpected ')'") }
            return node
        }

        private func malformed(_ what: String) -> Malformed {
            Malformed(description: "\(what) at character \(position) of the regular expression")
        }

        private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard position < scalars.count, scalars[position] == scalar else { return false }
            position += 1
            return true
        }

        private mutating func choice() throws(Malformed) -> Node {
            depth += 1
            defer { depth -= 1 }
            guard depth <= RegularExpression.maximumDepth else { throw malformed("groups nest too deep") }
            var nodes = [try sequence()]
            while take("|") { nodes.append(try sequence()) }
            return nodes.count == 1 ? nodes[0] : .choice(nodes)
        }

        private mutating func sequence() throws(Malformed) -> Node {
            var nodes: [Node] = []
            while position < scalars.count, scalars[position] != "|", scalars[position] != ")" {
                nodes.append(try repeated(try atom()))
            }
            return nodes.isEmpty ? .empty : .sequence(nodes)
        }

        private mutating func repeated(_ atom: Node) throws(Malformed) -> Node {
            var node = atom
            while position < scalars.count {
                if take("*") {
                    node = .repetition(node, minimum: 0, maximum: nil)
                } else if take("+") {
                    node = .repetition(node, minimum: 1, maximum: nil)
                } else if take("?") {
                    node = .repetition(node, minimum: 0, maximum: 1)
                } else if scalars[position] == "{", let bounds = try bounds() {
                    node = .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum)
                } else {
                    return node
                }
                _ = take("?")
            }
            return node
        }

        /// `{n}`, `{n,}` or `{n,m}`; nil, with nothing taken, when the brace is a literal.
        private mutating func bounds() throws(Malformed) -> (minimum: Int, maximum: Int?)? {
            let start = position
            position += 1
            guard let minimum = number() else {
                position = start
                return nil
            }
            var maximum: Int? = minimum
            if take(",") { maximum = number() }
            guard take("}") else {
                position = start
                return nil
            }
            guard max(minimum, maximum ?? 0) <= RegularExpression.maximumRepetitions, minimum <= maximum ?? .max else {
                throw malformed("a repetition goes from 0 to \(RegularExpression.maximumRepetitions)")
            }
            return (minimum, maximum)
        }

        private mutating func number() -> Int? {
            let start = position
            while position < scalars.count, ("0"..."9").contains(scalars[position]), position - start < 6 {
                position += 1
            }
            return Int(String(String.UnicodeScalarView(scalars[start..<position])))
        }

        private mutating func atom() throws(Malformed) -> Node {
            let scalar = scalars[position]
            position += 1
            switch scalar {
            case ".": return .scalar(ClassSet(ranges: [], isNegated: true))
            case "^": return .start
            case "$": return .end
            case "(":
                if take("?"), !take(":") { throw malformed("only (?: is known of groups with '?'") }
                let node = try choice()
                guard take(")") else { throw malformed("a group is not closed") }
                return node
            case "[": return .scalar(try set())
            case "\\": return .scalar(try escape())
            case "*", "+", "?":
                position -= 1
                throw malformed("nothing to repeat")
            default: return .scalar(ClassSet(ranges: [scalar.value...scalar.value]))
            }
        }

        private mutating func escape() throws(Malformed) -> ClassSet {
            guard position < scalars.count else { throw malformed("nothing follows '\\'") }
            let scalar = scalars[position]
            position += 1
            let digits: [ClosedRange<UInt32>] = [0x30...0x39]
            let words: [ClosedRange<UInt32>] = digits + [0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
            let spaces: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
            switch scalar {
            case "d": return ClassSet(ranges: digits)
            case "D": return ClassSet(ranges: digits, isNegated: true)
            case "w": return ClassSet(ranges: words)
            case "W": return ClassSet(ranges: words, isNegated: true)
            case "s": return ClassSet(ranges: spaces)
            case "S": return ClassSet(ranges: spaces, isNegated: true)
            case "n": return ClassSet(ranges: [0x0A...0x0A])
            case "r": return ClassSet(ranges: [0x0D...0x0D])
            case "t": return ClassSet(ranges: [0x09...0x09])
            case "a"..."z", "A"..."Z", "0"..."9":
                throw malformed("'\\\(scalar)' is not known")
            default: return ClassSet(ranges: [scalar.value...scalar.value])
            }
        }

        private mutating func set() throws(Malformed) -> ClassSet {
            var set = ClassSet(isNegated: take("^"))
            var isFirst = true
            while position < scalars.count {
                if scalars[position] == "]", !isFirst {
                    position += 1
                    return set
                }
                isFirst = false
                let lower = try setMember(&set)
                guard let lower, position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]"
                else {
                    if let lower { set.ranges.append(lower...lower) }
                    continue
                }
                position += 1
                guard let upper = try setMember(&set), lower <= upper else { throw malformed("a range is reversed") }
                set.ranges.append(lower...upper)
            }
            throw malformed("a set is not closed")
        }

        /// One scalar of a set; nil when a class such as `\d` was added instead.
        private mutating func setMember(_ set: inout ClassSet) throws(Malformed) -> UInt32? {
            guard take("\\") else {
                position += 1
                return scalars[position - 1].value
            }
            let escaped = try escape()
            if !escaped.isNegated, escaped.ranges.count == 1, let range = escaped.ranges.first, range.count == 1 {
                return range.lowerBound
            }
            guard !escaped.isNegated else { throw malformed("an opposite has no place in a set") }
            set.ranges += escaped.ranges
            return nil
        }
    }
}
