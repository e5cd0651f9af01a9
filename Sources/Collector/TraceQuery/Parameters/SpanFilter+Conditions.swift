import OTLP
import SpanStore

extension SpanFilter {
    /// Asks for what a text says in a part of TraceQL's syntax, such as
    /// `span.http.response.status_code >= 500 && resource.host.name =~ "web-.*"` (see ``ConditionParser``).
    ///
    /// `=` and `!=` compare texts, `<` and the like numbers where the value is one. The attribute must be there for each.
    ///
    /// - Throws: ``QueryError`` with the code `invalidParameter`, naming the place in the text.
    mutating func require(conditions text: String) throws(QueryError) {
        do throws(ConditionParser.Malformed) {
            var parser = ConditionParser(text)
            for comparison in try parser.parse() { try require(comparison) }
        } catch {
            throw QueryError(
                .invalidParameter,
                "parameter 'where': at character \(error.position + 1) of “\(text.truncated(to: 120))”: "
                    + error.problem)
        }
    }

    private mutating func require(_ comparison: ConditionParser.Comparison) throws(ConditionParser.Malformed) {
        guard let (scope, key) = comparison.attribute else { return try require(intrinsic: comparison) }
        let value = comparison.value
        let isNil = !value.isQuoted && value.text == "nil"
        let kind: Attribute.Comparison
        switch comparison.sign {
        case "!=": kind = isNil ? .exists : .notEqual
        case "=" where isNil: throw comparison.malformed("spans without an attribute cannot be asked for")
        case "=": kind = .equal
        case "<": kind = .less
        case "<=": kind = .lessOrEqual
        case ">": kind = .greater
        case ">=": kind = .greaterOrEqual
        case "=~":
            kind = .matches
            do throws(RegularExpression.Malformed) {
                _ = try RegularExpression(value.text)
            } catch {
                throw ConditionParser.Malformed(position: value.position, problem: error.description)
            }
        default: throw comparison.malformed("“\(comparison.sign)” is not supported")
        }
        attributes.append(Attribute(key: key, value: kind == .exists ? "" : value.text, comparison: kind, scope: scope))
    }

    /// Asks for what every span has.
    private mutating func require(intrinsic comparison: ConditionParser.Comparison) throws(ConditionParser.Malformed) {
        let value = comparison.value
        func wrongValue(_ takes: String) -> ConditionParser.Malformed {
            ConditionParser.Malformed(
                position: value.position, problem: "\(comparison.field) takes \(takes), not “\(value.text)”")
        }
        if comparison.field == "duration" {
            guard let duration = GoDuration.nanoseconds(value.text) else {
                throw wrongValue("a duration such as 1.5ms or 2s")
            }
            return try require(duration: duration, comparison)
        }
        guard ["name", "kind", "status"].contains(comparison.field) else {
            throw ConditionParser.Malformed(
                position: comparison.fieldPosition,
                problem: "“\(comparison.field)” is no field: it takes span.KEY, resource.KEY, event.KEY, link.KEY, "
                    + "instrumentation.KEY, .KEY, name, kind, status or duration")
        }
        guard comparison.sign == "=" else {
            throw comparison.malformed("\(comparison.field) can only be compared by =")
        }
        switch comparison.field {
        case "kind":
            guard let kind = SpanKind(name: value.text) else {
                throw wrongValue("internal, server, client, producer, consumer or unspecified")
            }
            require(\.kind, kind)
        case "status":
            let names: [String: Status.Code] = ["unset": .unset, "ok": .ok, "error": .error]
            guard let status = names[value.text] else { throw wrongValue("unset, ok or error") }
            require(\.status, status)
        default: require(\.operation, value.text)
        }
    }

    private mutating func require<Value: Equatable>(_ path: WritableKeyPath<SpanFilter, Value?>, _ value: Value) {
        if let other = self[keyPath: path], other != value { return requireNothing() }
        self[keyPath: path] = value
    }

    private mutating func require(
        duration: UInt64, _ comparison: ConditionParser.Comparison
    ) throws(ConditionParser.Malformed) {
        var shortest: UInt64 = 0
        var longest = UInt64.max
        switch comparison.sign {
        case "=": (shortest, longest) = (duration, duration)
        case ">": shortest = duration + 1
        case ">=": shortest = duration
        case "<" where duration == 0: return requireNothing()
        case "<": longest = duration - 1
        case "<=": longest = duration
        default: throw comparison.malformed("duration can only be compared by = < <= > >=")
        }
        if shortest > 0 { minimumDurationNano = max(minimumDurationNano ?? 0, shortest) }
        if longest < .max { maximumDurationNano = min(maximumDurationNano ?? .max, longest) }
    }

    /// Asks for two things that exclude each other.
    private mutating func requireNothing() {
        (minimumDurationNano, maximumDurationNano) = (1, 0)
    }
}

extension ConditionParser.Comparison {
    fileprivate func malformed(_ problem: String) -> ConditionParser.Malformed {
        ConditionParser.Malformed(position: signPosition, problem: problem)
    }
}
