/// A part of a filter's text.
struct FilterToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case open, close
        /// The short form of NOT.
        case minus
        case comparison(EntityFilter.Comparison)
        /// `:`
        case has
        case word(String)
        case quoted(String)
        case end
    }

    let kind: Kind
    /// Where it begins, in bytes.
    let offset: Int
}
