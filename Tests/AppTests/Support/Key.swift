/// Keys without a character, as WebDriver writes them (section 17.4.2 of its specification).
enum Key {
    static let enter = "\u{E007}"
    static let escape = "\u{E00C}"
}
