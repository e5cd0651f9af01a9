import FoundationEssentials
import OAuthIssuer

extension IssuerChange {
    /// Somebody whom nobody knows yet, but for what is otherwise.
    static func somebody(_ change: (inout IssuerChange) -> Void = { _ in }) -> IssuerChange {
        let number = UInt64.random(in: 1 ... .max >> 11)
        var somebody = IssuerChange()
        somebody.subject = "\(number)"
        somebody.email = "person\(number)@example.com"
        change(&somebody)
        return somebody
    }
}
